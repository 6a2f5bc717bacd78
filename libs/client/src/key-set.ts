import {
  createRemoteJWKSet,
  customFetch,
  jwksCache,
  type ExportedJWKSCache,
  type JWTVerifyGetKey,
} from 'jose';
import type { Http } from './http.js';

/** Keys older than this are fetched anew, beside the verification and not before it. Milliseconds. */
export const KEYS_FRESH_MS = 10 * 60 * 1000;
/** Keys older than this are not used any more: how long tokens are verified while the authority is down. Milliseconds. */
export const KEYS_USABLE_MS = 24 * 60 * 60 * 1000;
/** An unknown key id makes the keys be fetched anew at most this often. Milliseconds. */
const COOLDOWN_MS = 30 * 1000;

const JWKS_PATH = '.well-known/jwks.json';

/** What {@link createKeySet} needs. */
export interface KeySetOptions {
  readonly baseUrl: URL;
  readonly http: Http;
  /** Milliseconds for one fetch of the keys. */
  readonly timeoutMs: number;
  /** How often a fetch that failed is tried again. */
  readonly retry: number;
}

/**
 * Makes the authority's public keys available to `jwtVerify`: fetched when first needed, once however many
 * verifications wait, and anew when a token names a key that is not among them.
 *
 * @throws {App2WxappError} each look-up: what {@link Http} throws, when there are no usable keys and none can be had
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export function createKeySet({ baseUrl, http, timeoutMs, retry }: KeySetOptions): JWTVerifyGetKey {
  const cache: Partial<ExportedJWKSCache> = {};
  const keySet = createRemoteJWKSet(new URL(JWKS_PATH, baseUrl), {
    cacheMaxAge: KEYS_USABLE_MS,
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: timeoutMs,
    [jwksCache]: cache as ExportedJWKSCache,
    [customFetch]: async () => {
      const { text, status } = await http({ path: JWKS_PATH, retry });
      return new Response(text, { status });
    },
  });
  let refreshedAt = 0;
  return (header, token) => {
    const now = Date.now();
    const due = cache.uat !== undefined && now - cache.uat > KEYS_FRESH_MS;
    if (due && now - refreshedAt > COOLDOWN_MS) {
      refreshedAt = now;
      // The keys at hand still serve; a failure shows when they no longer do.
      keySet.reload().catch(() => undefined);
    }
    return keySet(header, token);
  };
}
