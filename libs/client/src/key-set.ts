import { App2WxappError, parseAnswer } from '@app2wxapp/core';
import type { JSONWebKeySet, JWTVerifyGetKey } from './jose.js';
import type { Http } from './http.js';
import { judgeAnswer } from './judge-answer.js';
import { loadJose } from './load-library.js';

/** Age, in milliseconds, from which keys are fetched again, in the background of a verification. */
export const KEYS_FRESH_MS = 10 * 60 * 1000;
/** Age, in milliseconds, from which keys are not used: tokens are verified this long while the authority is down. */
export const KEYS_USABLE_MS = 24 * 60 * 60 * 1000;
/** Shortest time, in milliseconds, between two fetches because of unknown key ids, whether they succeed or not. */
const COOLDOWN_MS = 30 * 1000;

const JWKS_PATH = '.well-known/jwks.json';

/** Options of {@link createKeySet}. */
export interface KeySetOptions {
  /** HTTP client of the authority. */
  readonly http: Http;
  /** Number of retries of a failed fetch. */
  readonly retry: number;
}

/**
 * Creates a key set of the authority's public keys for `jwtVerify`. It fetches them at the first use, once for
 * parallel verifications, and again when a token names an unknown key.
 *
 * For 30 seconds after a fetch, also a failed one, an unknown key id is rejected without a request: forged tokens
 * cost the authority one request in that time, and no request waits for an authority that is down.
 *
 * @throws {App2WxappError} each look-up: the error of {@link Http}, when there are no usable keys and fetching
 *   fails
 * @throws {errors.JWKSNoMatchingKey} each look-up: when the token names an unknown key
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export function createKeySet({ http, retry }: KeySetOptions): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | undefined;
  let fetchedAt = 0;
  let triedAt = -Infinity;
  let pending: Promise<JWTVerifyGetKey> | undefined;

  async function fetchKeys(): Promise<JWTVerifyGetKey> {
    triedAt = Date.now();
    try {
      const { createLocalJWKSet } = await loadJose();
      keys = createLocalJWKSet(judgeAnswer(await http({ path: JWKS_PATH, retry }), parseKeys));
      fetchedAt = Date.now();
      return keys;
    } finally {
      pending = undefined;
    }
  }
  const reload = () => (pending ??= fetchKeys());

  return async (header, token) => {
    const { errors } = await loadJose();
    if (!keys || sinceThen(fetchedAt) > KEYS_USABLE_MS) return (await reload())(header, token);
    const mayTry = sinceThen(triedAt) > COOLDOWN_MS;
    if (mayTry && sinceThen(fetchedAt) > KEYS_FRESH_MS) {
      // The cached keys remain in use; a failure surfaces when they are too old.
      reload().catch(() => undefined);
    }
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(mayTry || pending)) throw error;
      return (await reload())(header, token);
    }
  };
}

/** Returns the milliseconds since `time`; a clock that was set back, as by NTP, counts as elapsed time. */
export function sinceThen(time: number): number {
  return Math.abs(Date.now() - time);
}

/**
 * Requires at least one ES256 key. A set without one would make each token invalid and send each user to log in
 * again. jose checks the rest when it uses the keys.
 */
function parseKeys(body: string, status: number): JSONWebKeySet {
  const set = parseAnswer(body, status) as JSONWebKeySet;
  const { keys } = Object(set) as { readonly keys?: unknown };
  if (Array.isArray(keys) && keys.some(isOfES256)) return set;
  throw new App2WxappError(
    'malformed_response',
    "The answer is no key set with a key for ES256. Check the authority's address.",
    { status },
  );
}

function isOfES256(key: unknown): boolean {
  const { kty, crv } = Object(key) as { readonly kty?: unknown; readonly crv?: unknown };
  return kty === 'EC' && crv === 'P-256';
}
