import { parseAnswer } from '@app2wxapp/core';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from './jose.js';
import type { Http } from './http.js';
import { judgeAnswer } from './judge-answer.js';

/** Keys older than this are fetched anew, beside the verification and not before it. Milliseconds. */
export const KEYS_FRESH_MS = 10 * 60 * 1000;
/** Keys older than this are not used any more: how long tokens are verified while the authority is down. Milliseconds. */
export const KEYS_USABLE_MS = 24 * 60 * 60 * 1000;
/** An unknown key id makes the keys be fetched anew at most this often, whether the fetch succeeds or not. Milliseconds. */
const COOLDOWN_MS = 30 * 1000;

const JWKS_PATH = '.well-known/jwks.json';

/** Options of {@link createKeySet}. */
export interface KeySetOptions {
  readonly http: Http;
  /** Number of times that a failed fetch is tried again. */
  readonly retry: number;
}

/**
 * Makes the authority's public keys available to `jwtVerify`: fetched when first needed, once however many
 * verifications wait, and anew when a token names a key that is not among them.
 *
 * Within 30 seconds of such a fetch, failed ones included, an unknown key id is no key: a stranger's tokens cost the
 * authority one request in that time, and no request waits for an authority that is down.
 *
 * @throws {App2WxappError} each look-up: what {@link Http} throws, when there are no usable keys and none can be had
 * @throws {errors.JWKSNoMatchingKey} each look-up: when the token names a key that is not among them
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
      keys = createLocalJWKSet(judgeAnswer(await http({ path: JWKS_PATH, retry }), parseKeys));
      fetchedAt = Date.now();
      return keys;
    } finally {
      pending = undefined;
    }
  }
  const reload = () => (pending ??= fetchKeys());

  return async (header, token) => {
    if (!keys || sinceThen(fetchedAt) > KEYS_USABLE_MS) return (await reload())(header, token);
    const mayTry = sinceThen(triedAt) > COOLDOWN_MS;
    if (mayTry && sinceThen(fetchedAt) > KEYS_FRESH_MS) {
      // The keys at hand still serve; a failure shows when they no longer do.
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

/** Milliseconds. A clock that was set back, as by NTP, counts as time gone by: else new keys would wait for its return. */
export function sinceThen(time: number): number {
  return Math.abs(Date.now() - time);
}

/** Their shape is checked where they are put to use. */
function parseKeys(body: string, status: number): JSONWebKeySet {
  return parseAnswer(body, status) as JSONWebKeySet;
}
