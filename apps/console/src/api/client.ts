import { App2WxappError, type ErrorCode } from '@app2wxapp/core';
import createClient from 'openapi-fetch';
import { isBackground } from './last-input.js';
import type { components, paths } from './operators-api.js';
import { sendWithProof } from './proof.js';
import { sendInTime } from './send-in-time.js';

type Schemas = components['schemas'];
export type Operator = Schemas['Operator'];
export type OperatorWithTokens = Schemas['OperatorWithTokens'];
export type OperatorSession = Schemas['OperatorSession'];
export type Pool = Schemas['Pool'];
export type PoolChanges = Schemas['PoolChanges'];
export type PoolUser = Schemas['PoolUser'];
export type PoolUserDetails = Schemas['PoolUserDetails'];
export type UserSession = Schemas['UserSession'];
export type AuditEvent = Schemas['Event'];
export type PoolHealth = Schemas['PoolHealthList']['items'][number];
export type PoolSecret = Schemas['SecretList']['items'][number];
export type Counts = Schemas['Counts'];

/** Typed by the authority's OpenAPI document. The header proves to the authority that no other site sent the request. */
export const api = createClient<paths>({
  baseUrl: '/',
  headers: { 'x-app2wxapp-console': '1' },
  fetch: (request: Request) => {
    request.headers.set('accept-language', document.documentElement.lang);
    if (isBackground()) request.headers.set('x-app2wxapp-background', '1');
    return sendWithProof(request, sendInTime);
  },
});

/** Header of a change that is refused when another operator changed the pool since it was read. */
export function expectVersion({ version }: Pool) {
  return { 'If-Match': `"${version}"` };
}

interface Result<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * Takes the data out of an answer; of one without content `undefined`.
 *
 * @throws {App2WxappError} with the answer's `error` as its code and its `message`, for people, as its message;
 *   `malformed_response` when the answer is not the authority's
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
  // The detail is English only: a Chinese page does not glue the two together.
  const isDetailed = document.documentElement.lang === 'en' && typeof detail === 'string';
  throw new App2WxappError(code as ErrorCode, isDetailed ? detail : message, { status });
}

interface Failure {
  readonly error?: unknown;
  readonly message?: unknown;
  readonly detail?: unknown;
}
