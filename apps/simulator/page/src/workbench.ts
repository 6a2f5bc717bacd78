import type { FaultKind } from '../../src/wechat/faults.js';
import { buildLaunchPath, createLaunchRequest } from '@app2wxapp/core';
import { createConsentFlow } from '@app2wxapp/consent';
import { createBackendAccounts, UNLIMITED, type Accounts } from './app/accounts.js';
import { DemoApp, type LoginWish } from './app/demo-app.js';
import { createDirectAccounts } from './app/direct-accounts.js';
import { language } from './language.js';
import { Observable } from './observable.js';
import {
  createCode,
  createUser,
  findFault,
  loadConfig,
  shiftClock,
  switchFault,
  type PageConfig,
  type PagePool,
  type WechatUser,
} from './page-config.js';
import { Handset } from './phone/handset.js';
import { createWechatPort } from './phone/wechat-port.js';
import type { Origins } from './story/to-curl.js';
import type { PreparedOwnApp } from './own-app/prepare-own-app.js';
import { createRecordingFetch } from './wires/recording-fetch.js';
import { WireLog } from './wires/wire-log.js';

/** State of the page: the phone, the app on it, the messages, and the settings of the next login. */
export class Workbench {
  readonly log = new WireLog();
  readonly handset: Handset;
  readonly app: DemoApp;
  readonly setup: Observable<LoginWish>;
  readonly users: Observable<readonly WechatUser[]>;
  /** Current fault of WeChat's server, if there is one. */
  readonly fault = new Observable<FaultKind | undefined>(undefined);
  /** Repeats a failed request to the simulator's server, if there is one. */
  readonly repeat = new Observable<(() => void) | undefined>(undefined);
  /** Milliseconds by which the servers' clocks are ahead of this machine's; `null` where they cannot be moved. */
  readonly aheadMs: Observable<number | null>;
  /** Whether a drill uses the phone and the clocks; the user can only stop it. */
  readonly isPlaying = new Observable(false);
  private hasChosenFault = false;
  private lastUserNumber = 0;

  /** Pools to log in to: the developer's own first. */
  readonly pools: readonly PagePool[];
  private pool: PagePool | undefined;

  constructor(
    readonly config: PageConfig,
    users: readonly WechatUser[],
    readonly prepared: PreparedOwnApp = {},
  ) {
    const [owner] = users;
    if (owner === undefined) throw new Error('The simulator has no users.');
    this.users = new Observable(users);
    this.aheadMs = new Observable(config.aheadMs);
    this.handset = new Handset(owner, {
      log: this.log,
      createFlow: () => this.createFlow(),
      createPhoneCode: () => createCode('phone-codes', this.codeOwner()),
    });
    const { appId, miniProgram } = config;
    this.app = new DemoApp(this.handset, { appId, miniProgram: miniProgram.userName });
    const { own } = prepared;
    const ownPool = own && { userPoolId: own.pool, direct: own.backend === undefined, listed: false, own };
    this.pools = [...(ownPool ? [ownPool] : []), ...config.pools];
    const userPoolId = this.pools[0]?.userPoolId ?? '';
    this.setup = new Observable<LoginWish>({ userPoolId, getPhone: true, bound: true });
  }

  /** Returns the origins at which the page reaches the servers. */
  get origins(): Origins {
    const { authority } = this.config;
    const backend = this.pool?.own?.backend ?? this.config.backend;
    return { authority, backend, weixin: location.origin };
  }

  /** Starts a login on the phone, with an empty list of messages. */
  logIn(wish: LoginWish = this.setup.get()): void {
    const { userPoolId } = wish;
    const pool = this.pools.find((one) => one.userPoolId === userPoolId);
    this.pool = pool;
    this.log.clear();
    // A user who reads each step takes longer.
    const patience = this.log.story.pace.get() === 'live' ? {} : UNLIMITED;
    const { appid: sourceAppId, userName, backend } = pool?.own ?? {};
    const own = {
      ...(sourceAppId !== undefined && { sourceAppId }),
      ...(userName !== undefined && { userName, useSelfWxapp: true }),
    };
    const accounts = pool?.direct
      ? this.createDirectExchange(userPoolId)
      : this.createBackendExchange('app', backend);
    this.app.logIn({ ...own, ...wish, ...patience }, accounts);
  }

  /** Taps a forwarded card of a login. */
  openShareCard(): void {
    const { userPoolId, getPhone } = this.setup.get();
    this.log.clear();
    this.handset.openShareCard(buildLaunchPath({ userPoolId, getPhone, useSelfWxapp: false }));
  }

  /** Launches the mini program with a query that is not of the protocol. */
  openBroken(): void {
    const { appId, miniProgram } = this.config;
    const { userName, path, miniProgramType } = createLaunchRequest({
      userName: miniProgram.userName,
      userPoolId: this.setup.get().userPoolId,
    });
    this.log.clear();
    const broken = path.replace('fromApp=1', 'fromApp=yes');
    this.handset.openMiniProgram({ userName, path: broken, miniProgramType }, appId);
  }

  /** Creates the exchange at the app's backend, for the pool that requires its secret. */
  createBackendExchange(by: 'app' | 'thief' = 'app', backend = this.config.backend): Accounts {
    const fetch = createRecordingFetch(this.log, { from: 'app', to: 'backend', by });
    return createBackendAccounts(backend, fetch);
  }

  /**
   * Reads the account of a token from the backend; returns `true` when it rejects the token.
   *
   * @throws {Error} when the backend does neither
   */
  async isRefused(token: string, by: 'app' | 'thief'): Promise<boolean> {
    const fetch = createRecordingFetch(this.log, { from: 'app', to: 'backend', by });
    const headers = { authorization: `Bearer ${token}` };
    const { status } = await fetch(`${this.config.backend}/me`, { headers });
    if (status !== 200 && status !== 401) throw new Error(`The backend answered ${status}.`);
    return status === 401;
  }

  /** Creates the exchange by the app itself, whether or not the pool allows it. */
  createDirectExchange(userPoolId: string, by: 'app' | 'thief' = 'app'): Accounts {
    const fetch = createRecordingFetch(this.log, { from: 'app', to: 'authority', by });
    return createDirectAccounts({ authority: this.config.authority, userPoolId }, fetch);
  }

  /** Sends a request to the simulator's server; when it fails, the page reports it and offers a retry. */
  async ask(action: () => Promise<void>): Promise<void> {
    this.repeat.set(undefined);
    try {
      await action();
    } catch {
      this.repeat.set(() => void this.ask(action));
    }
  }

  /** Reads the current fault: another page, or a test, may have switched one on. */
  async readFault(): Promise<void> {
    const found = await findFault();
    if (!this.hasChosenFault) this.fault.set(found);
  }

  /** Switches a fault of WeChat's server on, until it is switched off. @param kind absent: switches faults off */
  async switchFault(kind: FaultKind | undefined): Promise<void> {
    await switchFault(kind);
    this.hasChosenFault = true;
    this.fault.set(kind);
  }

  /** Reads how far the clocks are ahead: another page may have moved them. */
  async readClock(): Promise<number | null> {
    const { aheadMs } = await loadConfig();
    this.aheadMs.set(aheadMs);
    return aheadMs;
  }

  /** Creates a move of the clocks further, from where it finds them. Repeated, it moves them to the same time. */
  createAdvance(byMs: number): () => Promise<void> {
    let target: number | undefined;
    return async () => {
      target ??= ((await this.readClock()) ?? 0) + byMs;
      await this.shiftClock(target);
    };
  }

  /** Moves the clocks of the servers and of the phone, whose user then returns to the app. */
  async shiftClock(aheadMs: number): Promise<void> {
    await shiftClock(aheadMs);
    this.aheadMs.set(aheadMs);
    await this.app.comeBack();
  }

  /** Makes a new user the owner of the phone. */
  async addOwner(): Promise<void> {
    const number = Math.max(this.lastUserNumber, this.users.get().length) + 1;
    this.lastUserNumber = number;
    const user = await createUser(language.get() === 'zh' ? `新用户 ${number}` : `New user ${number}`);
    this.users.set([...this.users.get(), user]);
    this.handset.owner.set(user);
  }

  private createFlow(): ReturnType<typeof createConsentFlow> {
    const fetch = createRecordingFetch(this.log, { from: 'wechat', to: 'authority', by: 'app' });
    const login = () => createCode('login-codes', this.codeOwner());
    const port = createWechatPort({ login, fetch, now: () => Date.now() + (this.aheadMs.get() ?? 0) });
    return createConsentFlow({ port, authority: this.config.authority, language: language.get() });
  }

  private codeOwner(): { readonly appId: string; readonly openid?: string } {
    const appId = this.pool?.own?.miniprogram ?? this.config.miniProgram.appId;
    return { appId, openid: this.handset.owner.get().openids[appId] };
  }
}
