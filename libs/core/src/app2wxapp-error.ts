import { asFields } from './fields.js';
import type { ServerErrorCode } from './server-errors.js';

/** Codes of local failures: in the app, the mini program or the backend, before or after a request to the authority. */
export type LocalErrorCode =
  /** The launch path or query does not follow this protocol, or could not be built to follow it. */
  | 'invalid_launch'
  /** The string that the mini program returned is not an extMsg of this protocol. */
  | 'malformed_ext_msg'
  /** The response of a server does not follow the protocol. */
  | 'malformed_response'
  /** Options contradict each other or are incomplete: a mistake in the calling code. */
  | 'invalid_options'
  /** The request did not reach the server, or its response did not arrive. */
  | 'network_error'
  /** The call did not end within its time limit. */
  | 'timeout'
  /** The caller's `AbortSignal` aborted the call. */
  | 'aborted'
  /** A newer login replaced this one. */
  | 'superseded'
  /** The user returned to the app without a result: by the back gesture, or the result was lost. */
  | 'login_cancelled'
  /** The mini program reported that the login failed. */
  | 'login_failed'
  /** The result belongs to another login: its `state` differs from this login's. */
  | 'state_mismatch'
  /** WeChat is not installed, or is too old to open a mini program. */
  | 'wechat_not_installed'
  /** WeChat did not open the mini program. */
  | 'launch_failed'
  /** The platform has no source of random bytes or no SHA-256, and the options provide none. */
  | 'crypto_unavailable'
  /** The app's storage failed to save or return the pending login. */
  | 'storage_failed'
  /** The token was not issued by the authority for this pool, or it was revoked. */
  | 'invalid_token'
  /** The token is genuine but expired. */
  | 'token_expired';

/** Every failure of a login, a session or a token: a `switch` over these codes is complete. */
export type LoginErrorCode = ServerErrorCode | LocalErrorCode;

/** Codes of an authority's responses to its operators, never to an app or a backend. */
export type OperatorErrorCode =
  /** The operator's token or session is missing, unknown or expired. */
  | 'invalid_operator'
  /** The operator must present the token again before an action that cannot be undone. */
  | 'reauthentication_required'
  /** The operator lacks the permission, or a page of another site sent the request. */
  | 'operator_forbidden'
  /** Another operator changed the same data after this one read it. */
  | 'precondition_failed';

/** Every failure code of every package. Branch on the code; the `message` is for people and may change. */
export type ErrorCode = LoginErrorCode | OperatorErrorCode;

/** Details of an {@link App2WxappError} besides its code. */
export interface App2WxappErrorDetails {
  /** Original error, kept as it was thrown. */
  readonly cause?: unknown;
  /** HTTP status of the response that reported the failure, if there was one. */
  readonly status?: number;
  /** Seconds to wait before a retry, if the server sent them. */
  readonly retryAfterSeconds?: number;
  /**
   * Message for the user from the backend, the authority or the mini program, in the user's language; in an app only.
   * It is not checked: show it as plain text, and do not log it.
   */
  readonly serverMessage?: string;
}

/**
 * Error class of all these packages; they throw no other on purpose.
 *
 * Its message says what to do and never holds a secret, a ticket, a code, a token or a phone number. `instanceof`
 * fails across two installed copies of this package: use {@link isApp2WxappError}.
 *
 * `TCode` is every code of an app or a backend by default; operators of an authority get more codes.
 */
export class App2WxappError<TCode extends ErrorCode = LoginErrorCode> extends Error {
  // Only declared, so that an omitted detail is not even a property.
  /** Name of the class, the same in every copy of the package. */
  declare readonly name: 'App2WxappError';
  /** Code of the failure: branch on this. */
  declare readonly code: TCode;
  /** Original error, kept as it was thrown. */
  declare readonly cause?: unknown;
  /** HTTP status of the response that reported the failure. */
  declare readonly status?: number;
  /** Seconds to wait before a retry. */
  declare readonly retryAfterSeconds?: number;
  /** Message for the user from the server or the mini program, not checked. Show it as plain text. */
  declare readonly serverMessage?: string;

  constructor(code: TCode, message: string, details: App2WxappErrorDetails = {}) {
    super(message);
    Object.assign(this, details, { name: 'App2WxappError', code });
    // Not passed to super(), which ignores it before ES2022. Not enumerable, as there: loggers write enumerable
    // properties.
    if (this.cause) Object.defineProperty(this, 'cause', { enumerable: false });
  }
}

/**
 * Whether `value` is an {@link App2WxappError}, of this copy of the package or of another one. It checks the shape
 * only, so it also recognizes an error of another realm.
 *
 * @param value any value, typically that of a `catch`
 * @param code requires this code, if present
 */
export function isApp2WxappError<TCode extends ErrorCode = LoginErrorCode>(
  value: unknown,
  code?: TCode,
): value is App2WxappError<TCode> {
  const { name, code: found } = asFields(value);
  return name === 'App2WxappError' && typeof found === 'string' && (!code || found === code);
}
