import { createLoginSession, type LoginSession, type TicketExchange } from '@app2wxapp/browser';
import {
  createSimulatorAppState,
  createSimulatorLauncher,
  type SimulatedPhone,
} from '@app2wxapp/browser/simulator';
import { isApp2WxappError, type LoginErrorCode } from '@app2wxapp/core';
import { Observable } from '../observable.js';
import type { Arrival, Handset } from '../phone/handset.js';
import type { Account } from './account.js';
import type { Accounts } from './accounts.js';
import { PhoneDisk, type DiskAccess } from './phone-disk.js';

/** Reason why the last login had no user, by the protocol's name; or an event of the account. */
export type Notice = LoginErrorCode | AccountNotice;

/** Notices about the account or its server, without a code of the protocol. */
export const ACCOUNT_NOTICES = [
  'account_deleted',
  'server_silent',
  'token_refreshed',
  'session_expired',
] as const;
/** Notice about the account or its server. */
export type AccountNotice = (typeof ACCOUNT_NOTICES)[number];

/** State of the app. */
export type AppState =
  | { readonly kind: 'welcome'; readonly notice?: Notice }
  | { readonly kind: 'away' }
  /** The system ended the process to free its memory; the app does not know. */
  | { readonly kind: 'killed' }
  | { readonly kind: 'entering' }
  | {
      readonly kind: 'home';
      readonly account: Account;
      readonly canDelete: boolean;
      /** Reason why the user's last action failed. */
      readonly notice?: Notice;
    };

/** Options of the app's login. */
export interface LoginWish {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Whether to ask for the phone number. */
  readonly getPhone: boolean;
  /** Whether to bind the launch to this app. */
  readonly bound: boolean;
  /** AppID by which WeChat knows the app. @default the demo app's */
  readonly sourceAppId?: string;
  /** Original id of the pool's own mini program. @default the authority's */
  readonly userName?: string;
  /** Whether to launch the pool's own mini program. */
  readonly useSelfWxapp?: boolean;
  /** Milliseconds for the user to go to WeChat and return. @default the app kit's */
  readonly timeoutMs?: number;
}

/** Shorter than in an app: visitors do not wait. */
const GRACE_MS = 1500;

interface Process {
  readonly session: LoginSession;
  readonly disk: DiskAccess;
  /** Listeners of the process to its return to the foreground. */
  readonly arrivals: Set<(arrival: Arrival) => void>;
}

/** App on the phone. `createLoginSession` does everything with WeChat; the rest is its screens. */
export class DemoApp {
  /** State that the app shows. */
  readonly state = new Observable<AppState>({ kind: 'welcome' });
  private readonly disk = new PhoneDisk();
  private process: Process;
  private accounts: Accounts | undefined;
  private sourceAppId: string;

  constructor(
    private readonly handset: Handset,
    private readonly identity: { readonly appId: string; readonly miniProgram: string },
  ) {
    this.sourceAppId = identity.appId;
    this.process = this.boot();
    handset.onArrival((arrival) => this.comeToFront(arrival));
  }

  /** Returns the origin of the server of the last login, or attempt. */
  get server(): string {
    return this.accounts?.server ?? '';
  }

  /** Logs in: the button "log in with WeChat". */
  logIn(wish: LoginWish, accounts: Accounts): void {
    const { sourceAppId = this.identity.appId, ...launch } = wish;
    this.sourceAppId = sourceAppId;
    this.accounts = accounts;
    this.state.set({ kind: 'away' });
    const userName = this.identity.miniProgram;
    const options = { userName, ...launch, exchange: this.watch(accounts), graceMs: GRACE_MS };
    void this.show(this.process, (session) => session.launch(options));
  }

  /** Logs out: the button forgets the token, and revokes its session. */
  async logOut(): Promise<void> {
    const state = this.state.get();
    if (state.kind !== 'home') return;
    this.state.set({ kind: 'welcome' });
    try {
      await this.accounts?.logOut(state.account.token);
    } catch (error) {
      const notice = nameFailure(error);
      // A session that has ended already needs no logout; a newer login shows itself.
      const isEnded = notice === 'token_expired' || notice === 'invalid_token';
      if (!isEnded && this.state.get().kind === 'welcome') this.state.set({ kind: 'welcome', notice });
    }
  }

  /** Returns to the app some time later: it reads the account from its server again. */
  async comeBack(): Promise<void> {
    const state = this.state.get();
    if (state.kind !== 'home' || !this.accounts?.visit) return;
    const next = await this.accounts.visit(state.account).then(
      (account): AppState =>
        account.token === state.account.token
          ? { ...state, account }
          : { ...state, account, notice: 'token_refreshed' },
      (error: unknown): AppState => {
        const notice = nameFailure(error);
        if (notice === 'server_silent') return { ...state, notice };
        return { kind: 'welcome', notice: 'session_expired' };
      },
    );
    // A user who has logged out meanwhile stays logged out.
    if (this.state.get() === state) this.state.set(next);
  }

  /** Deletes the account: the button. When it fails the user stays logged in and may repeat it. */
  async deleteAccount(): Promise<void> {
    const state = this.state.get();
    if (state.kind !== 'home') return;
    this.state.set({ kind: 'entering' });
    try {
      await this.accounts?.deleteAccount?.(state.account.token);
      this.state.set({ kind: 'welcome', notice: 'account_deleted' });
    } catch (error) {
      this.state.set({ ...state, notice: nameFailure(error) });
    }
  }

  /** Forgets a token that the server no longer accepts. @param notice code of its rejection */
  end(notice: Notice): void {
    this.state.set({ kind: 'welcome', notice });
  }

  /** Ends the process without a notice: its memory is lost, the disk remains. */
  kill(): void {
    this.process.disk.cut();
    this.state.set({ kind: 'killed' });
    this.process.session.abort();
  }

  private comeToFront(arrival: Arrival): void {
    const isColdStart = this.state.get().kind === 'killed';
    if (isColdStart) this.process = this.boot();
    for (const listener of [...this.process.arrivals]) listener(arrival);
    if (!isColdStart || this.accounts === undefined) return;
    const options = { exchange: this.watch(this.accounts), graceMs: GRACE_MS };
    this.state.set({ kind: 'entering' });
    void this.show(this.process, (session) => session.resume(options));
  }

  private boot(): Process {
    const disk = this.disk.open();
    const arrivals: Process['arrivals'] = new Set();
    const phone: SimulatedPhone = {
      openMiniProgram: (request) => this.handset.openMiniProgram(request, this.sourceAppId),
      onArrival: (listener) => {
        arrivals.add(listener);
        return () => arrivals.delete(listener);
      },
    };
    const launcher = createSimulatorLauncher(phone);
    const appState = createSimulatorAppState(phone);
    return { disk, arrivals, session: createLoginSession({ launcher, appState, storage: disk }) };
  }

  private async show(
    process: Process,
    run: (session: LoginSession) => Promise<Account | undefined>,
  ): Promise<void> {
    const canDelete = this.accounts?.deleteAccount !== undefined;
    const state = await run(process.session).then(
      (account) => describe(account, canDelete),
      (error: unknown) => this.describeFailure(error),
    );
    // An ended process shows nothing any more; a newer login shows itself.
    if (process === this.process && this.state.get().kind !== 'killed' && !isSuperseded(state)) {
      this.state.set(state);
    }
  }

  /** Describes a failure. While the app was in the background, the user took too long. */
  private describeFailure(error: unknown): AppState {
    const notice = nameFailure(error);
    const isAway = this.state.get().kind === 'away';
    return { kind: 'welcome', notice: isAway && isApp2WxappError(error) ? error.code : notice };
  }

  private watch(exchange: TicketExchange<Account>): TicketExchange<Account> {
    const claimLogin = exchange.claimLogin?.bind(exchange);
    const enter = () => this.state.set({ kind: 'entering' });
    return {
      exchangeTicket(credential, limits) {
        enter();
        return exchange.exchangeTicket(credential, limits);
      },
      ...(claimLogin && {
        claimLogin(claim, limits) {
          enter();
          return claimLogin(claim, limits);
        },
      }),
    };
  }
}

function describe(account: Account | undefined, canDelete: boolean): AppState {
  return account === undefined ? { kind: 'welcome' } : { kind: 'home', account, canDelete };
}

function nameFailure(error: unknown): Notice {
  if (!isApp2WxappError(error)) return 'internal';
  return error.code === 'network_error' || error.code === 'timeout' ? 'server_silent' : error.code;
}

function isSuperseded(state: AppState): boolean {
  return state.kind === 'welcome' && state.notice === 'superseded';
}
