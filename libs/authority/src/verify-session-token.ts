import type { KeyObject } from 'node:crypto';
import { App2WxappError, type TokenClaims } from '@app2wxapp/core';
import type { Clock } from './clock.port.js';
import { digest } from './digest.js';
import type { SessionStore } from './session-store.port.js';
import type { SigningKeys } from './session-token.js';
import type { UserPool } from './user-pool.js';
import { decodeJwt, verifySignature, type DecodedJwt } from './verify-jwt.js';

/** `typ` of the authority's tokens. */
const TYPE = 'JWT';
/** Seconds by which the clock of another instance may be ahead. */
const CLOCK_SKEW_SECONDS = 60;

/** Source of the keys that verify tokens. */
export interface VerifyingKeys extends Pick<SigningKeys, 'findPoolKey'> {
  /**
   * Finds the public half of the authority's key `kid`. One key is one object as long as it is published, because a
   * verified token is valid while it is the same.
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
  return pool.tokenFormat === 'HS256'
    ? verifyByPool(dependencies, pool, token)
    : verifyByAuthority(dependencies, pool, token);
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
  const isValidNow = ({ iss, aud, exp }: Partial<TokenClaims>) =>
    iss === issuer() && aud === pool.id && isLater(exp, clock);
  const name = digest(token);
  const known = verified?.get(name);
  if (known && (await keys.findPublicKey(known.kid)) === known.key) {
    if (isValidNow(known.claims)) return known.claims;
    throw invalidToken();
  }
  const decoded = decodeJwt(token, 'ES256');
  // What costs nothing first: verifying the signature takes ten times as long as the rest.
  if (decoded?.header.typ !== TYPE || !isValidNow(decoded.claims)) throw invalidToken();
  const { kid = '' } = decoded.header;
  const key = typeof kid === 'string' ? await keys.findPublicKey(kid) : undefined;
  if (!key || !(await verifySignature(decoded, key))) throw invalidToken();
  const claims = decoded.claims as unknown as TokenClaims;
  verified?.set(name, { kid: kid as string, key, claims });
  return claims;
}

async function verifyByPool(
  { keys, clock }: TokenDependencies,
  pool: UserPool,
  token: string,
): Promise<TokenClaims> {
  const decoded = decodeJwt(token, 'HS256');
  if (!decoded || !(await verifySignature(decoded, await keys.findPoolKey(pool.id)))) throw invalidToken();
  return readPoolClaims(pool, decoded.claims, clock);
}

/** Whether a time in seconds is a finite number, and later than now. */
function isLater(time: unknown, clock: Clock): time is number {
  return Number.isFinite(time) && (time as number) > Math.floor(clock.now() / 1000);
}

/**
 * Checks the claims of an HS256 token, since backends may hold the key too. It has no session id.
 */
function readPoolClaims(
  pool: UserPool,
  { data, iat, exp, nbf }: DecodedJwt['claims'],
  clock: Clock,
): TokenClaims {
  const { id, unionid = null, clientId } = Object(data) as Record<string, unknown>;
  // Ids of accounts have this form, and some databases reject other texts.
  const known = typeof id === 'string' && /^[\w-]{1,64}$/.test(id);
  if (!known || (typeof unionid !== 'string' && unionid !== null) || clientId !== pool.id) {
    throw invalidToken();
  }
  const hasBegun = nbf === undefined || (Number.isFinite(nbf) && !isLater(nbf, clock));
  if (!isLater(exp, clock) || !hasBegun) throw invalidToken();
  // Revoking all tokens of an account revokes those issued until then.
  const latest = clock.now() / 1000 + CLOCK_SKEW_SECONDS;
  if (typeof iat !== 'number' || iat < 0 || iat > latest) throw invalidToken();
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
