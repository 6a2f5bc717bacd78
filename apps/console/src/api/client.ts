import { App2WxappError, type ErrorCode } from '@app2wxapp/core';
import createClient from 'openapi-fetch';
import { isBackground } from './last-input.js';
import type { components, paths } from './operators-api.js';
import { sendWithProof } from './proof.js';

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
export type Counts = Schemas['Counts'];

/** Typed by the authority's OpenAPI document. The header tells the authority that no other site sends this. */
export const api = createClient<paths>({
  baseUrl: '/',
  headers: { 'x-app2wxapp-console': '1' },
  fetch: (request: Request) => {
    request.headers.set('accept-language', document.documentElement.lang);
    if (isBackground()) request.headers.set('x-app2wxapp-background', '1');
    return sendWithProof(request, (next) =>
      fetch(next).catch((cause: unknown) => {
        throw new App2WxappError('network_error', 'The authority does not answer.', { cause });
      }),
    );
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
 * Takes the data out of an answer.
 *
 * @throws {App2WxappError} with the answer's `error` as its code and its `message`, for people, as its message
 */
export async function read<T>(pending: Promise<Result<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await pending;
  if (response.ok) return data as NonNullable<T>;
  const { status } = response;
  const body = (typeof error === 'object' ? error : undefined) as
    { error?: string; message?: string; detail?: string } | undefined;
  throw new App2WxappError((body?.error ?? 'malformed_response') as ErrorCode, describe(status, body), {
    status,
  });
}

function describe(status: number, body: { message?: string; detail?: string } | undefined): string {
  if (body?.message === undefined) return `HTTP ${status}`;
  // The detail is English only: a Chinese page does not glue the two together.
  const isEnglish = document.documentElement.lang === 'en';
  return isEnglish && body.detail !== undefined ? body.detail : body.message;
}
