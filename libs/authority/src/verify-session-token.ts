import type { KeyObject } from 'node:crypto';
import { App2WxappError, type TokenClaims } from '@app2wxapp/core';
import type { JWTPayload } from './jose.js';
import type { Clock } from './clock.port.js';
import { digest } from './digest.js';
import { loadJose } from './load-jose.js';
import type { SessionStore } from './session-store.port.js';
import type { SigningKeys } from './session-token.js';
import type { UserPool } from './user-pool.js';

/** A JWS in compact form. jose also accepts one with blanks in it, which would give a token many spellings. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** `typ` of the authority's tokens. */
const TYPE = 'JWT';
/** Seconds by which the clock of another instance may be ahead. */
const CLOCK_SKEW_SECONDS = 60;

/** Source of the keys that verify tokens. */
export interface VerifyingKeys extends Pick<SigningKeys, 'findPoolKey'> {
  /**
   * Finds the public half of the authority's key `kid`. One key is one object as long as it is published, because jose
   * imports an object once.
   *
   * @returns `undefined` when no token signed by it can be valid
   */
  findPublicKey(kid: string): Promise<KeyObject | undefined>;
}

/** Result of verifying a signature. It holds no token. */
export interface VerifiedToken {
  /** Id of the key. */
  readonly kid: string;
  /** Key that verified the signature. */
  readonly key: KeyObject | undefined;
  /** Claims of the token. */
  readonly claims: TokenClaims;
}

/** Cache of ES256 tokens whose signatures were verified, by SHA-256 of the token. Must be bounded. */
export interface VerifiedTokens {
  /** Returns a verified token by its hash. */
  get(digest: string): VerifiedToken | undefined;
  /** Stores a verified token by its hash. */
  set(digest: string, token: VerifiedToken): unknown;
}

/** Dependencies of verifying a token. */
export interface TokenDependencies {
  /** Source of the keys. */
  readonly keys: VerifyingKeys;
  /**
   * Cache that saves verifying the signature of a token again, which is most of the work of an introspection.
   * @default none
   */
  readonly verified?: VerifiedTokens;
  /** Store of sessions. */
  readonly sessions: SessionStore;
  /** Source of the current time. */
  readonly clock: Clock;
  /** Returns the authority's origin. */
  readonly issuer: () => string;
}

/**
 * Verifies a token of this pool: the signature by the algorithm of the pool, never by that of the token's header;
 * issuer, audience and time. It does **not** check whether the session is still active.
 *
 * @throws {App2WxappError} `invalid_token`
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export async function verifySessionToken(
  dependencies: TokenDependencies,
  pool: UserPool,
  token: string,
): Promise<TokenClaims> {
  const { keys, clock } = dependencies;
  if (!COMPACT.test(token)) throw invalidToken();
  try {
    if (pool.tokenFormat === 'HS256') {
      const key = await keys.findPoolKey(pool.id);
      const options = { algorithms: ['HS256'], currentDate: new Date(clock.now()) };
      const { jwtVerify } = await loadJose();
      const { payload } = await jwtVerify(token, key, options);
      return readPoolClaims(pool, payload, clock.now() / 1000 + CLOCK_SKEW_SECONDS);
    }
    return await verifyByAuthority(dependencies, pool, token);
  } catch (cause) {
    const { errors } = await loadJose();
    throw cause instanceof errors.JOSEError ? invalidToken() : cause;
  }
}

function invalidToken(): App2WxappError {
  return new App2WxappError('invalid_token', 'The token is invalid: of another pool, altered, or expired.');
}

/**
 * Verifies an ES256 token. One that was verified before is read from the cache while its key is published; expiry and
 * claims are checked each time.
 */
async function verifyByAuthority(
  { keys, verified, clock, issuer }: TokenDependencies,
  pool: UserPool,
  token: string,
): Promise<TokenClaims> {
  const name = digest(token);
  const known = verified?.get(name);
  if (known && (await keys.findPublicKey(known.kid)) === known.key) {
    const { iss, aud, exp } = known.claims;
    if (iss === issuer() && aud === pool.id && exp > Math.floor(clock.now() / 1000)) return known.claims;
    throw invalidToken();
  }
  // Stryker disable next-line ObjectLiteral,StringLiteral: it is set before it is read.
  const used = { kid: '', key: undefined as KeyObject | undefined };
  const findKey = async ({ kid = '' }: { readonly kid?: string }) =>
    Object.assign(used, { kid, key: await requireKey(keys, kid) }).key;
  const options = { issuer: issuer(), audience: pool.id, currentDate: new Date(clock.now()) };
  const { jwtVerify } = await loadJose();
  const { payload: claims } = await jwtVerify<TokenClaims>(token, findKey, {
    ...options,
    algorithms: ['ES256'],
    typ: TYPE,
  });
  verified?.set(name, { ...used, claims });
  return claims;
}

async function requireKey(keys: VerifyingKeys, kid: string): Promise<KeyObject> {
  const key = await keys.findPublicKey(kid);
  if (key) return key;
  throw invalidToken();
}

/**
 * Checks the claims of an HS256 token, since backends may hold the key too. It has no session id.
 *
 * @param latest seconds since 1970 after which no token can be issued yet
 */
function readPoolClaims(pool: UserPool, { data, iat, exp }: JWTPayload, latest: number): TokenClaims {
  const { id, unionid = null, clientId } = Object(data) as Record<string, unknown>;
  // Ids of accounts have this form, and some databases reject other texts.
  const known = typeof id === 'string' && /^[\w-]{1,64}$/.test(id);
  if (!known || (typeof unionid !== 'string' && unionid !== null) || clientId !== pool.id) {
    throw invalidToken();
  }
  if (iat === undefined || exp === undefined) throw invalidToken();
  // Revoking all tokens of an account revokes those issued until then.
  if (iat < 0 || iat > latest) throw invalidToken();
  return { data: { id, unionid, clientId: pool.id }, iat, exp };
}

/**
 * Decides whether a token is active: it verifies, its session is active, its account may log in. A token of Authing's
 * format has no session id: it is active while its account may log in and its tokens were not revoked since it was
 * issued.
 *
 * @returns the claims; `undefined` for every token that is not active
 * @throws any other error than `invalid_token`, such as that of the database
 */
export async function introspectToken(
  dependencies: TokenDependencies,
  pool: UserPool,
  token: string,
): Promise<TokenClaims | undefined> {
  const { sessions, clock } = dependencies;
  const claims = await verifySessionToken(dependencies, pool, token).catch((error: unknown) => {
    if (error instanceof App2WxappError && error.code === 'invalid_token') return undefined;
    throw error;
  });
  if (!claims) return undefined;
  const active =
    claims.sid === undefined
      ? await sessions.isAccountActive(pool.id, claims.data.id, new Date(claims.iat * 1000))
      : await sessions.isSessionActive(pool.id, claims.sid, new Date(clock.now()));
  return active ? claims : undefined;
}
