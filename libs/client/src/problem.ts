import { STATUS_CODES } from 'node:http';
import { findServerErrorCode, isApp2WxappError, SERVER_ERRORS, type ErrorCode } from '@app2wxapp/core';
import { SERVER_STATUSES } from '@app2wxapp/core/server';
import { messageOf } from './messages.js';

/** Body of a refusal: RFC 9457 problem details, with three members of this protocol. */
export interface ProblemDetails {
  /** Type of the problem; always `about:blank`, for which `title` is the name of the status. */
  readonly type: 'about:blank';
  /** Name of the HTTP status. */
  readonly title: string;
  /** HTTP status. */
  readonly status: number;
  /** Number of the failure, Authing's number where one exists. */
  readonly code: number;
  /** Name of the failure, for programs to branch on. */
  readonly error: ErrorCode;
  /** Message for the user of the app. */
  readonly message: string;
}

/** Scheme of the credentials that a route requires, for `WWW-Authenticate`. */
export type AuthScheme = 'Bearer' | 'App2Wxapp';

/** Options of {@link toProblem}, about the request. */
export interface ProblemOptions {
  /** `Accept-Language` of the request: an English message where it prefers English. @default Chinese */
  readonly acceptLanguage?: string | null | undefined;
  /** Scheme of the challenge. @default 'Bearer' for failures of a token, 'App2Wxapp' for those of a login */
  readonly scheme?: AuthScheme | undefined;
  /**
   * Whether the request had an `Authorization` header; without it, the challenge for a token names no error (RFC 6750
   * §3.1).
   * @default true
   */
  readonly hadCredentials?: boolean | undefined;
}

/** Response that refuses a request, for any framework. */
export interface Problem {
  /** HTTP status. */
  readonly status: number;
  /** Headers: `content-type`, and `www-authenticate` or `retry-after` where they apply. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body, to be sent as JSON. */
  readonly body: ProblemDetails;
}

/**
 * HTTP statuses towards the app that differ from the authority's towards this backend. A failure that the app cannot
 * resolve by another request is the backend's, not the app's.
 */
const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid_token: 401,
  token_expired: 401,
  invalid_secret: 502,
  user_pool_not_found: 502,
  internal: 502,
  network_error: 502,
  malformed_response: 502,
  timeout: 504,
  aborted: 503,
};

const TOKEN_CODES: readonly ErrorCode[] = ['invalid_token', 'token_expired'];
const OVER = SERVER_ERRORS.invalid_ticket;
const INTERNAL = SERVER_ERRORS.internal;

/**
 * Converts an error of a client call into the response to the app. The message is for the user; it contains neither
 * the error's message nor its cause.
 *
 * @throws any other error than `App2WxappError`, unchanged, for the framework's error handling
 * @see https://www.rfc-editor.org/rfc/rfc9457
 * @example
 * const { status, headers, body } = toProblem(error, { acceptLanguage: request.headers['accept-language'] });
 */
export function toProblem(error: unknown, given?: ProblemOptions): Problem {
  if (!isApp2WxappError(error)) throw error;
  const options = Object(given) as ProblemOptions;
  const { code } = error;
  const name = findServerErrorCode(code, undefined);
  const status = STATUS[code] ?? (name === undefined ? 500 : SERVER_STATUSES[name]);
  const { retryAfterSeconds: wait = code === 'unavailable' ? 1 : undefined } = error;
  const retryAfter = typeof wait === 'number' ? wait : undefined;
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(status === 401 && { 'www-authenticate': createChallenge(code, options) }),
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
    body: {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Error',
      status,
      code: name === undefined ? (status === 401 ? OVER : INTERNAL) : SERVER_ERRORS[name],
      error: code,
      message: messageOf(code, options.acceptLanguage ?? undefined),
    },
  };
}

/**
 * Creates the challenge of `WWW-Authenticate`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
function createChallenge(code: ErrorCode, { scheme, hadCredentials = true }: ProblemOptions): string {
  const isKnown = scheme === 'Bearer' || scheme === 'App2Wxapp';
  const wanted = isKnown ? scheme : TOKEN_CODES.includes(code) ? 'Bearer' : 'App2Wxapp';
  if (wanted === 'Bearer' && !hadCredentials) return wanted;
  if (code === 'token_expired') {
    return `${wanted} error="invalid_token", error_description="The token expired"`;
  }
  return `${wanted} error="${code}"`;
}
