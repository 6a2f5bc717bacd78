import { STATUS_CODES } from 'node:http';
import { findServerErrorCode, SERVER_ERRORS, type App2WxappError, type ErrorCode } from '@app2wxapp/core';
import { HttpException } from '@nestjs/common';
import { messageOf } from './messages.js';

/** What a guard answers: RFC 9457 problem details, with the protocol's three members. */
export interface ProblemDetails {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  /** Authing's number where it fits. */
  readonly code: number;
  /** What to branch on. */
  readonly error: ErrorCode;
  /** For the person in front of the app. */
  readonly message: string;
}

/**
 * Failures whose HTTP status towards the app is not the one that the authority used towards this backend. What the
 * app cannot mend by another request is the backend's failure, not the app's.
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

const OVER = SERVER_ERRORS.invalid_ticket.number;
const INTERNAL = SERVER_ERRORS.internal.number;

/** Which credentials a route wants, for `WWW-Authenticate`. */
export type AuthScheme = 'Bearer' | 'App2Wxapp';

/** How to make an {@link App2WxappException}. */
export interface RefusalOptions {
  readonly scheme: AuthScheme;
  /** Whether the request carried credentials at all; without, the challenge names no error (RFC 6750 §3.1). */
  readonly hadCredentials: boolean;
  /** The request's `Accept-Language`. */
  readonly acceptLanguage: string | undefined;
}

/** A refused request: an `HttpException` with the failure's status, its reason as problem details, and its headers. */
export class App2WxappException extends HttpException {
  /** `www-authenticate` or `retry-after` where they belong; the guards send them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Branch on this. */
  readonly code: ErrorCode;

  constructor(error: App2WxappError, options: RefusalOptions) {
    const status = statusOf(error.code);
    super(createProblem(error.code, status, options.acceptLanguage), status, { cause: error });
    this.code = error.code;
    const retryAfter = error.retryAfterSeconds ?? (error.code === 'unavailable' ? 1 : undefined);
    this.headers = {
      ...(status === 401 && { 'www-authenticate': createChallenge(error.code, options) }),
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    };
  }
}

function statusOf(code: ErrorCode): number {
  const name = findServerErrorCode(code, undefined);
  return STATUS[code] ?? (name === undefined ? 500 : SERVER_ERRORS[name].status);
}

function createProblem(code: ErrorCode, status: number, acceptLanguage: string | undefined): ProblemDetails {
  const name = findServerErrorCode(code, undefined);
  const number = name === undefined ? (status === 401 ? OVER : INTERNAL) : SERVER_ERRORS[name].number;
  const message = messageOf(code, acceptLanguage);
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: number,
    error: code,
    message,
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-3 */
function createChallenge(code: ErrorCode, { scheme, hadCredentials }: RefusalOptions): string {
  if (!hadCredentials) return scheme;
  if (code === 'token_expired')
    return `${scheme} error="invalid_token", error_description="The token expired"`;
  return `${scheme} error="${code}"`;
}
