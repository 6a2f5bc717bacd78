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
 * @throws {App2WxappError} with the answer's `error` as its code and its `message`, for people, as its message
 */
export async function read<T>(pending: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await pending;
  if (response.ok) return data as T;
  const { status } = response;
  const body = (typeof error === 'object' ? error : undefined) as
    { error?: string; message?: string; detail?: string } | undefined;
  throw new App2WxappError((body?.error ?? 'malformed_response') as ErrorCode, describe(status, body), {
    status,
  });
}

function describe(status: number, body: { message?: string; detail?: string } | undefined): string {
  const isEnglish = document.documentElement.lang === 'en';
  if (body?.message === undefined) {
    return isEnglish
      ? `The answer (HTTP ${status}) is not the authority's. Check the proxy before it, then try again.`
      : `响应（HTTP ${status}）不是本服务返回的，请检查反向代理后重试。`;
  }
  // The detail is English only: a Chinese page does not glue the two together.
  return isEnglish && body.detail !== undefined ? body.detail : body.message;
}
