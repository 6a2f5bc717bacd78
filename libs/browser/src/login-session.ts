import {
  App2WxappError,
  createLaunchRequest,
  HOSTED_MINI_PROGRAM,
  isApp2WxappError,
  type ErrorCode,
  type LaunchOptions,
} from '@app2wxapp/core';
import type { AppState } from './app-state.port.js';
import { checkDuration } from './check-duration.js';
import { checkMethods } from './check-methods.js';
import { systemClock, type Clock } from './clock.port.js';
import { createBinding, type Binding, type BindingCrypto } from './create-binding.js';
import type { Launcher } from './launcher.port.js';
import { askAvailability } from './launchers/ask-availability.js';
import type { LoginStorage } from './login-storage.port.js';
import {
  forgetPendingLogin,
  loadPendingLogin,
  savePendingLogin,
  type PendingLogin,
} from './pending-login.js';
import { endRunningLogin, phone, RUNNING } from './running-login.js';
import { runStoppable, stopInTime, type Stoppable } from './stoppable.js';
import type { LoginCredential, TicketExchange } from './ticket-exchange.port.js';
import { waitForAnswer, type Answer } from './wait-for-answer.js';

/** Dependencies of a login session. */
export interface LoginSessionOptions {
  /** Launcher that opens WeChat: one for the whole app, from `@app2wxapp/browser/<your wrapper>`. */
  readonly launcher: Launcher;
  /** Storage in which a pending login survives a cold start. @default none: it does not */
  readonly storage?: LoginStorage | undefined;
  /** Reports when the app returns to the foreground. @default none: a back gesture then ends in `timeout` */
  readonly appState?: AppState | undefined;
  /** Random bytes and SHA-256, for platforms without `crypto.subtle`. @default the platform's `crypto` */
  readonly crypto?: BindingCrypto | undefined;
  /** Source of time. @default the platform's time */
  readonly clock?: Clock | undefined;
}

/** Options of waiting for a login and of exchanging its ticket. Each has a default. */
export interface OutcomeOptions<T> {
  /** Exchanges the ticket for a session. @default none: the ticket and its verifier are the result */
  readonly exchange?: TicketExchange<T> | undefined;
  /** Time limit for the user to go to WeChat and return, in milliseconds; a day at most. @default 300000 */
  readonly timeoutMs?: number | undefined;
  /** Time limit for the result once the app is in the foreground again, in milliseconds. @default 3000 */
  readonly graceMs?: number | undefined;
  /** Signal that aborts the login with the code `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of one login. The session creates state and challenge itself. */
export type LoginLaunch<T> = OutcomeOptions<T> &
  LaunchOptions & {
    /** State of the launch, which the session creates. */
    readonly state?: never;
    /** Code challenge of the launch, which the session creates. */
    readonly codeChallenge?: never;
    /**
     * Binds the launch to this app. `false` is only for mini programs without bound launches, such as Authing's
     * hosted one, which requires it: without binding, any app on the phone can present its own ticket as this
     * login's.
     * @default true
     */
    readonly bound?: boolean | undefined;
  };

/** Runs the logins of one app. A phone has one WeChat, so a newer login, of any session, ends an older one. */
export interface LoginSession {
  /**
   * Launches the mini program, waits, checks that the result belongs to this login, and exchanges the ticket. It
   * always ends: at most a minute after `timeoutMs`, which is for the exchange.
   *
   * When the result of a bound login does not arrive, `exchange.claimLogin` asks the authority.
   *
   * @throws {App2WxappError} `login_denied`, `login_failed`; `login_cancelled`, `timeout`, `state_mismatch` or
   *   `malformed_ext_msg` when no result of this login arrived; `wechat_not_installed`, `launch_failed`;
   *   `superseded`, `aborted`; `crypto_unavailable`, `storage_failed`, `invalid_launch`; the error of the exchange
   */
  launch<T = LoginCredential>(options: LoginLaunch<T>): Promise<T>;
  /**
   * Resumes a login that was interrupted by a cold start, or by the network during its exchange. Call it once when
   * the app starts.
   *
   * @returns `undefined` without such a login, or while one is running
   * @throws {App2WxappError} as `launch`
   */
  resume<T = LoginCredential>(options?: OutcomeOptions<T>): Promise<T | undefined>;
  /** Aborts the running login, of any session, with the code `aborted`. */
  abort(): void;
  /**
   * Returns whether to offer a login: WeChat can be opened on this phone. It resolves within two seconds and never
   * rejects. Call it after the setup of the wrapper.
   */
  isAvailable(): Promise<boolean>;
}

const TICKET_LIFETIME_MS = 120_000;
const EXCHANGE_MS = 60_000;

/**
 * Creates the session that runs logins. It sends and opens nothing until its first call.
 *
 * @throws {App2WxappError} `invalid_options` without a launcher, and for a part that lacks a method
 * @example
 * const session = createLoginSession({ launcher, storage: AsyncStorage, appState });
 * await session.resume({ exchange });
 */
export function createLoginSession(session: LoginSessionOptions): LoginSession {
  const { launcher, appState, storage } = Object(session) as Partial<LoginSessionOptions>;
  checkMethods('launcher', launcher ?? {}, 'launch onResult');
  checkMethods('appState', appState, 'onChange');
  checkMethods('storage', storage, 'getItem setItem removeItem');
  return {
    // A launch always starts a login, so there is a result.
    launch: <T>(given: LoginLaunch<T>) => {
      const options = Object(given) as LoginLaunch<T>;
      return run(session, options, (settings, stoppable) =>
        launch(settings, options, stoppable),
      ) as Promise<T>;
    },
    resume: async <T>(options?: OutcomeOptions<T>) =>
      phone()[RUNNING] ? undefined : run(session, Object(options) as OutcomeOptions<T>, resume),
    abort: () => endRunningLogin(new App2WxappError('aborted', 'The app cancelled the login.')),
    isAvailable: () => askAvailability(() => session.launcher.isAvailable()),
  };
}

/** A stored login, and the function that opens WeChat; none after a cold start. */
interface Begun {
  readonly login: PendingLogin;
  readonly open?: () => Promise<void>;
}

interface Settings extends LoginSessionOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
}

async function run<T>(
  session: LoginSessionOptions,
  options: OutcomeOptions<T>,
  begin: (settings: Settings, stoppable: Stoppable) => Promise<Begun | undefined>,
): Promise<T | undefined> {
  const { clock = systemClock } = session;
  const { timeoutMs = 300_000, graceMs = 3000, signal, exchange: given } = options;
  checkDuration('timeoutMs', timeoutMs);
  checkDuration('graceMs', graceMs);
  const exchange = (given || ticketOnly) as TicketExchange<T>;
  checkMethods('exchange', exchange, 'exchangeTicket');
  checkMethods('signal', signal, 'addEventListener removeEventListener');
  const settings = { ...session, clock, timeoutMs, graceMs };
  endRunningLogin(new App2WxappError('superseded', 'A newer login replaced this one.'));
  return runStoppable(
    async (stoppable) => {
      const begun = await begin(settings, stoppable);
      if (!begun) return undefined;
      const all = { ...settings, ...begun, exchange };
      return finish(waitForAnswer(all, stoppable), all, stoppable);
    },
    (stop) => {
      phone()[RUNNING] = stop;
      const disarm = stopInTime(stop, (end) => clock.startTimer(end, timeoutMs + EXCHANGE_MS), signal);
      return () => {
        disarm();
        if (phone()[RUNNING] === stop) phone()[RUNNING] = undefined;
      };
    },
  );
}

/** Stores the login before the user leaves the app. */
async function launch<T>(
  settings: Settings,
  options: LoginLaunch<T>,
  { stopped, reason }: Stoppable,
): Promise<Begun> {
  const { launcher, storage, crypto, clock, timeoutMs } = settings;
  const { bound = true, userPoolId, userName } = options;
  if (bound && userName === HOSTED_MINI_PROGRAM.userName) {
    throw new App2WxappError('invalid_launch', 'The hosted mini program does not bind. Set "bound: false".');
  }
  const { state, codeVerifier, codeChallenge }: Partial<Binding> = bound ? await createBinding(crypto) : {};
  if (reason()) return stopped;
  const request = createLaunchRequest({ ...options, state, codeChallenge });
  const login = { userPoolId, expiresAt: clock.now() + timeoutMs + TICKET_LIFETIME_MS, state, codeVerifier };
  await savePendingLogin(storage, login);
  return { login, open: () => launcher.launch(request) };
}

async function resume({ storage, clock }: Settings): Promise<Begun | undefined> {
  const login = await loadPendingLogin(storage, clock.now());
  return login && { login };
}

/** Converts the outcome into the caller's result, and forgets the login unless it can still be claimed. */
async function finish<T>(
  waiting: Promise<Answer>,
  {
    login,
    exchange,
    storage,
  }: { login: PendingLogin; exchange: TicketExchange<T>; storage?: LoginStorage | undefined },
  { signal, reason }: Stoppable,
): Promise<T> {
  const { state, codeVerifier } = login;
  const mayClaim = exchange.claimLogin && state && codeVerifier;
  const claim =
    mayClaim &&
    (() => (exchange as Required<TicketExchange<T>>).claimLogin({ state, codeVerifier }, { signal }));
  let keep = false;
  try {
    const answer = await waiting;
    if (answer.status === 'success') {
      const { ticket } = answer;
      return await exchange.exchangeTicket(codeVerifier ? { ticket, codeVerifier } : { ticket }, { signal });
    }
    if (answer.status === 'denied' || answer.status === 'failed') {
      const { message: serverMessage } = answer;
      throw answer.status === 'denied'
        ? new App2WxappError('login_denied', 'The user denied the login.', { serverMessage })
        : new App2WxappError('login_failed', `The mini program failed: ${answer.code}.`, { serverMessage });
    }
    if (!claim) throw answer.error;
    try {
      return await claim();
    } catch (error) {
      throw is(error, 'login_pending', 'login_expired') ? answer.error : error;
    }
  } catch (error) {
    keep = !!claim && is(error, 'network_error', 'timeout', 'unavailable');
    throw error;
  } finally {
    if (!keep && !is(reason(), 'superseded')) forgetPendingLogin(storage);
  }
}

function is(error: unknown, ...codes: ErrorCode[]): boolean {
  return isApp2WxappError(error) && codes.includes(error.code);
}

const ticketOnly: TicketExchange<LoginCredential> = {
  exchangeTicket: (credential) => Promise.resolve(credential),
};
