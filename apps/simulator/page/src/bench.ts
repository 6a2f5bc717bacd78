import { createConsentFlow } from '@app2wxapp/consent';
import type { AccountAccess } from './app/account-access.js';
import { createBackendAccess } from './app/backend-access.js';
import { createDirectAccess } from './app/direct-access.js';
import { DemoApp } from './app/demo-app.js';
import { language } from './language.js';
import { Observable } from './observable.js';
import { createCode, type PageConfig, type WechatUser } from './page-config.js';
import { Handset } from './phone/handset.js';
import { createWechatPort } from './phone/wechat-port.js';
import { createRecordingFetch } from './wires/recording-fetch.js';
import { WireLog } from './wires/wire-log.js';

/** What the visitor chose. */
export interface Setup {
  readonly userPoolId: string;
  readonly getPhone: boolean;
  readonly bound: boolean;
}

/** Everything on the page: the phone, the app on it, the wires, and how the next login goes. */
export class Bench {
  readonly log = new WireLog();
  readonly handset: Handset;
  readonly app: DemoApp;
  readonly setup: Observable<Setup>;

  constructor(
    readonly config: PageConfig,
    readonly users: readonly WechatUser[],
  ) {
    const [owner] = users;
    if (owner === undefined) throw new Error('The simulator knows nobody.');
    this.handset = new Handset(owner, {
      log: this.log,
      createFlow: () => this.createFlow(),
      createPhoneCode: () => createCode('phone-codes', this.codeOwner()),
    });
    const { appId, miniProgram } = config;
    this.app = new DemoApp(this.handset, { appId, miniProgram: miniProgram.userName });
    this.setup = new Observable<Setup>({
      userPoolId: config.pools[0]?.userPoolId ?? '',
      getPhone: true,
      bound: true,
    });
  }

  /** The pool that is chosen; `undefined` when there is none at all. */
  get pool(): PageConfig['pools'][number] | undefined {
    return this.config.pools.find(({ userPoolId }) => userPoolId === this.setup.get().userPoolId);
  }

  logIn(): void {
    this.log.clear();
    void this.app.logIn(this.setup.get(), this.createAccess());
  }

  private createAccess(): AccountAccess {
    const { authority, backend } = this.config;
    if (this.pool?.direct) {
      const { userPoolId } = this.pool;
      const fetch = createRecordingFetch(this.log, { from: 'app', to: 'authority' });
      return createDirectAccess({ authority, userPoolId }, fetch);
    }
    return createBackendAccess(backend, createRecordingFetch(this.log, { from: 'app', to: 'backend' }));
  }

  private createFlow(): ReturnType<typeof createConsentFlow> {
    const fetch = createRecordingFetch(this.log, { from: 'wechat', to: 'authority' });
    const login = () => createCode('login-codes', this.codeOwner());
    const port = createWechatPort({ login, fetch });
    return createConsentFlow({ port, authority: this.config.authority, language: language.get() });
  }

  private codeOwner(): { readonly appId: string; readonly openid?: string } {
    const { appId } = this.config.miniProgram;
    return { appId, openid: this.handset.owner.get().openids[appId] };
  }
}
