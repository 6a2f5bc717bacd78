import { STATUS_CODES } from 'node:http';
import { findOAuthError } from '@app2wxapp/authority';
import { App2WxappError, isApp2WxappError, SERVER_ERRORS, type Language } from '@app2wxapp/core';
import { SERVER_STATUSES } from '@app2wxapp/core/server';
import { findErrorCode } from '../database/error-codes.js';
import { isDatabaseAway } from '../database/is-database-away.js';
import { FAILURE_TEXTS, type AnsweredErrorCode } from './answer-texts.js';

/** Number of every failure: those of the protocol, and those for operators. */
const NUMBERS: Readonly<Record<AnsweredErrorCode, number>> = {
  ...SERVER_ERRORS,
  invalid_operator: 1001,
  reauthentication_required: 1001,
  operator_forbidden: 1001,
  precondition_failed: 1001,
};

/** HTTP status of every failure. */
const STATUSES: Readonly<Record<AnsweredErrorCode, number>> = {
  ...SERVER_STATUSES,
  invalid_operator: 401,
  reauthentication_required: 401,
  operator_forbidden: 403,
  precondition_failed: 412,
};

/** Failure as a response reports it. */
export interface Failure {
  /** Code of the failure. */
  readonly error: AnsweredErrorCode;
  /** HTTP status. */
  readonly status: number;
  /** Detail for developers; absent where it would reveal internals. */
  readonly detail?: string;
  /** Seconds to wait before a retry. */
  readonly retryAfterSeconds?: number;
}

/**
 * Converts any thrown value into a failure that may be reported. An unknown one becomes `internal`, without a detail.
 */
export function readFailure(thrown: unknown): Failure {
  if (isApp2WxappError(thrown) && thrown.code in STATUSES) {
    const error = thrown.code as AnsweredErrorCode;
    return {
      error,
      status: thrown.status ?? STATUSES[error],
      ...(error !== 'internal' && { detail: thrown.message }),
      ...(thrown.retryAfterSeconds !== undefined && { retryAfterSeconds: thrown.retryAfterSeconds }),
    };
  }
  if (isDatabaseAway(thrown)) return UNAVAILABLE;
  if (findErrorCode(thrown) === FOREIGN_KEY_VIOLATION) return GONE;
  return FRAMEWORK[readStatus(thrown)] ?? UNREADABLE[Math.floor(readStatus(thrown) / 100)] ?? INTERNAL;
}

/** SQLSTATE of a row whose owner was removed between two statements of a request. */
const FOREIGN_KEY_VIOLATION = '23503';
const GONE: Failure = {
  error: 'invalid_request',
  status: 409,
  detail: 'The requested resource was removed in the meantime. Read it again.',
};
const INTERNAL: Failure = { error: 'internal', status: 500 };
const UNAVAILABLE: Failure = {
  error: 'unavailable',
  status: 503,
  detail: 'The database does not respond. Try again later.',
  retryAfterSeconds: 1,
};
const FRAMEWORK: Readonly<Record<number, Failure>> = {
  408: { error: 'invalid_request', status: 408, detail: 'The request did not arrive in time.' },
  431: {
    error: 'invalid_request',
    status: 431,
    detail: 'The address and the headers are too long: 16 kB at most.',
  },
  404: { error: 'invalid_request', status: 404, detail: 'There is nothing at this address.' },
  413: { error: 'invalid_request', status: 413, detail: 'The body is too large: 16 kB at most.' },
  415: {
    error: 'invalid_request',
    status: 400,
    detail: 'The body must be JSON, with content-type application/json.',
  },
};
/** Failures of statuses, by hundreds: any other failure of the 400s is the request's. */
const UNREADABLE: Readonly<Record<number, Failure>> = {
  4: {
    error: 'invalid_request',
    status: 400,
    detail: 'The request cannot be read. Check that the body is JSON.',
  },
};

/** Reads the status of a Nest `HttpException` or a Fastify error. */
function readStatus(thrown: unknown): number {
  if (typeof thrown !== 'object' || thrown === null) return 500;
  const { statusCode, status } = thrown as { statusCode?: unknown; status?: unknown };
  const found = statusCode ?? status;
  return typeof found === 'number' ? found : 500;
}

/** Builds the body of a failure: RFC 9457 problem details with `code`, `error` and `message` as extra members. */
export function buildProblem({ error, status, detail }: Failure, language: Language): object {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    ...(detail !== undefined && { detail }),
    ...buildEnvelopeFailure({ error }, language),
  };
}

/** Builds the body of a failure in envelope style: no `data`, and a `code` other than 200. */
export function buildEnvelopeFailure({ error }: Pick<Failure, 'error'>, language: Language): object {
  return { code: NUMBERS[error], error, message: FAILURE_TEXTS[error][language] };
}

/** Builds the body and the status of a failure by RFC 6749 §5.2. */
export function buildOAuthFailure({ error, detail }: Failure): { status: number; body: object } {
  const answer = findOAuthError(error);
  return {
    status: answer.status,
    body: { error: answer.error, ...(detail !== undefined && { error_description: detail }) },
  };
}

/** Creates an `invalid_request` that names the invalid parts, never their values. */
export function createInvalidRequest(
  issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[],
): App2WxappError {
  const texts = issues
    .slice(0, 5)
    .map(({ path = [], message }) => `${path.map(nameSegment).join('.')}: ${message}`);
  return new App2WxappError('invalid_request', `The request is invalid. ${texts.join('; ')}.`);
}

function nameSegment(segment: unknown): string {
  const key = typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment;
  return String(key);
}
