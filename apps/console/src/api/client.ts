import { App2WxappError, type ErrorCode } from '@app2wxapp/core';
import createClient from 'openapi-fetch';
import { isBackground } from './last-input.js';
import type { components, paths } from './operators-api.js';
import { sendWithProof } from './proof.js';
import { sendInTime } from './send-in-time.js';

type Schemas = components['schemas'];
/** Operator of the authority. */
export type Operator = Schemas['Operator'];
/** Operator with its tokens. */
export type OperatorWithTokens = Schemas['OperatorWithTokens'];
/** Browser session of an operator. */
export type OperatorSession = Schemas['OperatorSession'];
/** User pool with its settings. */
export type Pool = Schemas['Pool'];
/** Changes of a pool's settings. */
export type PoolChanges = Schemas['PoolChanges'];
/** User of a pool. */
export type PoolUser = Schemas['PoolUser'];
/** User with its WeChat identities. */
export type PoolUserDetails = Schemas['PoolUserDetails'];
/** Session of a user. */
export type UserSession = Schemas['UserSession'];
/** Event of a login, or action of an operator. */
export type AuditEvent = Schemas['Event'];
/** Problems of a pool. */
export type PoolHealth = Schemas['PoolHealthList']['items'][number];
/** Secret of a pool, without the secret itself. */
export type PoolSecret = Schemas['SecretList']['items'][number];
/** Counts of events by the hour. */
export type Counts = Schemas['Counts'];

/**
 * Client of the operators' API, typed by the authority's OpenAPI document. Its header proves to the authority that no
 * other site sent the request.
 */
export const api = createClient<paths>({
  baseUrl: '/',
  headers: { 'x-app2wxapp-console': '1' },
  fetch: (request: Request) => {
    request.headers.set('accept-language', document.documentElement.lang);
    if (isBackground()) request.headers.set('x-app2wxapp-background', '1');
    return sendWithProof(request, sendInTime);
  },
});

/** Returns the header of a change that is rejected when another operator changed the pool since it was read. */
export function expectVersion({ version }: Pool) {
  return { 'If-Match': `"${version}"` };
}

interface Result<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * Returns the data of a response; `undefined` for one without content.
 *
 * @throws {App2WxappError} with the response's `error` as its code and its `message`, for people, as its message;
 *   `malformed_response` when the response is not the authority's
 */
export async function read<T>(pending: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await pending;
  if (response.ok) return data as T;
  const { status } = response;
  const { error: code, message, detail } = (typeof error === 'object' ? error : {}) as Failure;
  if (typeof code !== 'string' || typeof message !== 'string') {
    throw new App2WxappError('malformed_response', `The answer (HTTP ${status}) is not the authority's.`, {
      status,
    });
  }
  // The detail is English only: a Chinese page does not append it.
  const isDetailed = document.documentElement.lang === 'en' && typeof detail === 'string';
  throw new App2WxappError(code as ErrorCode, isDetailed ? detail : message, { status });
}

interface Failure {
  readonly error?: unknown;
  readonly message?: unknown;
  readonly detail?: unknown;
}
