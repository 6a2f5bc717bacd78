import { asFields } from './fields.js';
import type { ServerErrorCode } from './server-errors.js';

/** Codes of local failures: in the app, the mini program or the backend, before or after a request to the authority. */
export type LocalErrorCode =
  /** A launch path or query is not one of this protocol, or would not be. */
  | 'invalid_launch'
  /** What the mini program handed back is not an extMsg of this protocol. */
  | 'malformed_ext_msg'
  /** A server's answer is not what the protocol says it is. */
  | 'malformed_response'
  /** Options that contradict each other or lack something: a mistake in the calling code. */
  | 'invalid_options'
  /** The request did not reach the server, or its answer did not come back. */
  | 'network_error'
  /** It did not end in the time that was given. */
  | 'timeout'
  /** The caller's `AbortSignal` ended it. */
  | 'aborted'
  /** A newer login took this one's place. */
  | 'superseded'
  /** The user came back to the app without an answer: by the back gesture, or the answer was lost. */
  | 'login_cancelled'
  /** The mini program answered that the login failed. */
  | 'login_failed'
  /** The answer belongs to another login: its `state` is not ours. */
  | 'state_mismatch'
  /** WeChat is not installed, or is too old to open a mini program. */
  | 'wechat_not_installed'
  /** WeChat did not open the mini program. */
  | 'launch_failed'
  /** The platform has no source of random bytes or no SHA-256, and none was given. */
  | 'crypto_unavailable'
  /** The app's storage did not keep or give back the pending login. */
  | 'storage_failed'
  /** The token is not one that the authority issued for this pool, or it was revoked. */
  | 'invalid_token'
  /** The token is genuine and has expired. */
  | 'token_expired';

/** Every failure that a login, a session or a token can end in: a switch over these is complete. */
export type LoginErrorCode = ServerErrorCode | LocalErrorCode;

/** Codes of an authority's responses to its operators, never to an app or a backend. */
export type OperatorErrorCode =
  /** The operator's token or session is missing, unknown or expired. */
  | 'invalid_operator'
  /** The operator has to show the token again before what cannot be undone. */
  | 'reauthentication_required'
  /** This operator may not do that, or the page of another site asked for it. */
  | 'operator_forbidden'
  /** What the operator changes was changed by another one since it was read. */
  | 'precondition_failed';

/** Every failure of every package, by name. Branch on this; `message` is for people and may change. */
export type ErrorCode = LoginErrorCode | OperatorErrorCode;

/** Details of an {@link App2WxappError} besides its code. */
export interface App2WxappErrorDetails {
  /** The cause, kept as it was thrown. */
  readonly cause?: unknown;
  /** HTTP status of the answer that reported the failure, if there was one. */
  readonly status?: number;
  /** How long to wait before another try, in seconds, if the server said so. */
  readonly retryAfterSeconds?: number;
  /**
   * In an app only: what the backend, the authority or the mini program says to the user, in the user's language.
   * Nothing is checked in it: show it as text, and do not log it.
   */
  readonly serverMessage?: string;
}

/**
 * The only error class that these packages throw on purpose.
 *
 * Its message says what to do and never holds a secret, a ticket, a code, a token or a phone number. `instanceof`
 * fails across two installed copies of this package: use {@link isApp2WxappError}.
 *
 * `TCode` is every code of an app or a backend by default; operators of an authority get more codes.
 */
export class App2WxappError<TCode extends ErrorCode = LoginErrorCode> extends Error {
  // Declared only, so that a detail that is not given is no property at all.
  declare readonly name: 'App2WxappError';
  declare readonly code: TCode;
  declare readonly cause?: unknown;
  declare readonly status?: number;
  declare readonly retryAfterSeconds?: number;
  declare readonly serverMessage?: string;

  constructor(code: TCode, message: string, details: App2WxappErrorDetails = {}) {
    super(message);
    Object.assign(this, details, { name: 'App2WxappError', code });
    // Not by super(), which ignores it before ES2022. Not enumerable, as there: a log takes what is.
    if (this.cause) Object.defineProperty(this, 'cause', { enumerable: false });
  }
}

/**
 * Whether `value` is an {@link App2WxappError}, of this copy of the package or of another one. It checks the shape
 * only, so it also recognizes an error of another realm.
 *
 * @param value any value, typically that of a `catch`
 * @param code only this code, if given
 */
export function isApp2WxappError<TCode extends ErrorCode = LoginErrorCode>(
  value: unknown,
  code?: TCode,
): value is App2WxappError<TCode> {
  const { name, code: found } = asFields(value);
  return name === 'App2WxappError' && typeof found === 'string' && (!code || found === code);
}
