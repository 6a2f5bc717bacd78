import { parseIssuedTicket, type IssuedTicket } from '@app2wxapp/core';
import type { ConsentProblem, ConsentState } from '@app2wxapp/consent';
import type { LoginCredential } from '@app2wxapp/browser';
import type { Account } from '../app/account.js';
import { UNLIMITED } from '../app/accounts.js';
import type { AppState, Notice } from '../app/demo-app.js';
import type { Workbench } from '../workbench.js';
import { kindOf, type PoolKind } from '../page-config.js';
import type { Observable } from '../observable.js';
import { nameWire } from '../wires/name-wire.js';
import { isServerFailure } from './attempt.js';

/** Time limit in milliseconds, long enough for a slow machine; a longer wait fails the scenario. */
const PATIENCE_MS = 20_000;
/** Pause between two steps in milliseconds, so that a visitor can follow; almost none with reduced motion. */
const PACE_MS = matchMedia('(prefers-reduced-motion: reduce)').matches ? 100 : 700;

/** Options of a scenario's login. */
export interface StageWish {
  readonly pool: PoolKind;
  readonly bound: boolean;
  /** AppID of the app that launches. @default the demo app's */
  readonly sourceAppId?: string;
}

/** Plays on the phone what a visitor would do by hand, and what a thief would. */
export class Stage {
  constructor(
    private readonly workbench: Workbench,
    private readonly options: {
      readonly signal: AbortSignal;
      /** Receives the remaining whole seconds of a wait; 0 at the end. */
      readonly onCountdown: (seconds: number) => void;
    },
  ) {}

  /** Starts a login without a phone number, and waits until the mini program asks the user. */
  async launch({ pool, ...wish }: StageWish): Promise<void> {
    // The outcome of an earlier login on the mini program's page must not end the wait of this one.
    this.workbench.handset.consent.set({ kind: 'idle' });
    this.workbench.logIn({ ...wish, userPoolId: this.poolId(pool), getPhone: false });
    await this.consent('asking', 'failed');
    await this.pause();
  }

  /**
   * Agrees as the user. Returns the ticket, which WeChat has not passed to the app yet.
   *
   * @throws {Error} when the authority refuses
   */
  async agree(): Promise<IssuedTicket> {
    const outcome = await this.tryToAgree();
    if ('ticket' in outcome) return outcome;
    throw new Error(`The mini program got no ticket: ${outcome.problem}`);
  }

  /** Agrees as the user, where the authority may refuse. */
  async tryToAgree(): Promise<IssuedTicket | { readonly problem: ConsentProblem }> {
    this.workbench.handset.agree();
    const state = await this.consent('succeeded', 'failed');
    await this.pause();
    if (state.kind === 'failed') return { problem: state.problem };
    const answer = this.workbench.log.wires.get().findLast((wire) => nameWire(wire) === 'issue');
    return parseIssuedTicket(answer?.received);
  }

  /** Returns to the app by the button, which passes it the result. */
  async openApp(): Promise<void> {
    this.workbench.handset.tapOpenApp();
    await this.pause();
    this.workbench.handset.answerOpenApp(true);
  }

  /** Returns to the app by the system's gesture, without a result. Returns as {@link Stage.settled} does. */
  goBack(): Promise<{ readonly notice?: Notice }> {
    this.workbench.handset.goBack();
    return this.settled();
  }

  /** Ends the app's process, as the system does, while WeChat is in the foreground. */
  killApp(): void {
    this.workbench.app.kill();
  }

  /**
   * Waits until the app has finished; `notice` is the reason why no user is logged in.
   *
   * @throws {Error} when a server failed or did not respond to the app
   */
  async settled(): Promise<{ readonly notice?: Notice }> {
    const isDone = ({ kind }: AppState) => kind === 'home' || kind === 'welcome';
    const state = await this.waitUntil(this.workbench.app.state, isDone);
    if (state.kind !== 'welcome') return {};
    if (isServerFailure(state.notice)) throw new Error(`A server failed: ${state.notice}.`);
    return state;
  }

  /**
   * Waits until the app has logged in.
   *
   * @throws {Error} when it has not
   */
  async loggedIn(): Promise<void> {
    const { notice } = await this.settled();
    if (notice !== undefined) throw new Error(`The app did not log in: ${notice}.`);
  }

  /** Exchanges a ticket at the backend. */
  exchange(by: 'app' | 'thief', credential: LoginCredential): Promise<Account> {
    return this.unlessStopped(() => this.workbench.createBackendExchange(by).exchangeTicket(credential, {}));
  }

  /** Exchanges a ticket in the app, without the secret that its pool requires. */
  exchangeInApp(by: 'app' | 'thief', credential: LoginCredential): Promise<Account> {
    const accounts = this.workbench.createDirectExchange(this.poolId('secret'), by);
    return this.unlessStopped(() => accounts.exchangeTicket(credential, {}));
  }

  /**
   * Reads the account of the token from the backend again. A rejection ends the login in the app.
   *
   * @param loot the thief's account; absent = the user's own, on the phone
   * @throws {Error} when no user is logged in on the phone
   */
  async isRevoked(loot?: Account): Promise<boolean> {
    const { app } = this.workbench;
    const state = app.state.get();
    const account = loot ?? (state.kind === 'home' ? state.account : undefined);
    if (!account) throw new Error('No user is logged in.');
    const by = loot ? 'thief' : 'app';
    const isRevoked = await this.unlessStopped(() => this.workbench.isRefused(account.token, by));
    if (isRevoked && !loot) app.end('invalid_token');
    return isRevoked;
  }

  /** Runs after a time: by moving the clocks where they can be moved, or by waiting, with a countdown. */
  async after<T>(seconds: number, run: () => Promise<T>): Promise<T> {
    const aheadMs = await this.workbench.readClock();
    if (aheadMs === null) {
      await this.waitSeconds(seconds);
      return run();
    }
    await this.workbench.shiftClock(aheadMs + seconds * 1000);
    try {
      return await run();
    } finally {
      await this.workbench.shiftClock(aheadMs);
    }
  }

  private async waitSeconds(seconds: number): Promise<void> {
    const end = Date.now() + seconds * 1000;
    try {
      while (Date.now() < end) {
        this.options.onCountdown(Math.ceil((end - Date.now()) / 1000));
        await this.pause(250);
      }
    } finally {
      this.options.onCountdown(0);
    }
  }

  /** Waits between two steps. @throws when the scenario was stopped */
  async pause(ms = PACE_MS): Promise<void> {
    await this.unlessStopped(() => new Promise((resolve) => setTimeout(resolve, ms)));
  }

  /** Returns what the work returns; it does not begin in a stopped scenario. @throws when the scenario is stopped first */
  private async unlessStopped<T>(work: () => Promise<T>): Promise<T> {
    const { signal } = this.options;
    let stop = () => {};
    const stopped = new Promise<never>((_resolve, reject) => {
      stop = () => reject(new Error('The scenario was stopped.'));
    });
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    try {
      return await (signal.aborted ? stopped : Promise.race([stopped, work()]));
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private async consent<K extends ConsentState['kind']>(
    ...kinds: readonly K[]
  ): Promise<Extract<ConsentState, { kind: K }>> {
    const isOne = ({ kind }: ConsentState) => kinds.some((one) => one === kind);
    return (await this.waitUntil(this.workbench.handset.consent, isOne)) as Extract<
      ConsentState,
      { kind: K }
    >;
  }

  /** Waits for a value. Messages that are held for the reader are not late. */
  private waitUntil<T>(observable: Observable<T>, isReached: (value: T) => boolean): Promise<T> {
    const isLive = this.workbench.log.story.pace.get() === 'live';
    const patienceMs = isLive ? PATIENCE_MS : UNLIMITED.timeoutMs;
    return this.unlessStopped(() => waitUntil(observable, { isReached, patienceMs }));
  }

  private poolId(kind: PoolKind): string {
    return this.workbench.config.pools.find((pool) => kindOf(pool) === kind)?.userPoolId ?? '';
  }
}

function waitUntil<T>(
  observable: Observable<T>,
  { isReached, patienceMs }: { readonly isReached: (value: T) => boolean; readonly patienceMs: number },
): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const timer = setTimeout(() => {
      stop();
      reject(new Error('It took too long.'));
    }, patienceMs);
    const look = () => {
      const value = observable.get();
      if (!isReached(value)) return;
      clearTimeout(timer);
      stop();
      resolve(value);
    };
    stop = observable.subscribe(look);
    look();
  });
}
