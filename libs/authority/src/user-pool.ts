import { App2WxappError } from '@app2wxapp/core';
import type { Clock } from './clock.port.js';
import { digest, equalDigests } from './digest.js';

/** Response format of a pool's exchange endpoint: real HTTP statuses, or Authing's envelope with status 200 always. */
export type ResponseStyle = 'bare' | 'envelope';
/** Signature of a pool's tokens: by the authority's key, or in exactly Authing's format by a key of the pool. */
export type TokenFormat = 'ES256' | 'HS256';

/** Secret that a pool's backend may present. Two are valid at the same time while one replaces the other. */
export interface PoolSecret {
  /** Id of the secret. */
  readonly id: string;
  /** {@link digest} of the secret. */
  readonly digest: string;
  /** Time of expiry; `null` = valid until it is removed. */
  readonly expiresAt: Date | null;
}

/** Pool of accounts and its rules for logins. */
export interface UserPool {
  /** Id of the pool: 24 hex characters. */
  readonly id: string;
  /** Name that the consent page shows. */
  readonly name: string;
  /** URL of the logo; empty without one. */
  readonly logo: string;
  /** Whether the exchange requires the secret. `false` is direct mode: the app itself exchanges. */
  readonly secretRequired: boolean;
  /** Whether, in direct mode, only tickets of bound launches are exchanged without the secret. */
  readonly requireBinding: boolean;
  /** Whether only tickets of bound launches are exchanged with the secret. */
  readonly requireBindingWithSecret: boolean;
  /** Lifetime of tickets in seconds, 10–600. */
  readonly ticketTtlSeconds: number;
  /** Lifetime of session tokens in seconds. */
  readonly tokenTtlSeconds: number;
  /** Lifetime of refresh tokens in seconds; 0 = none are issued or accepted. */
  readonly refreshTtlSeconds: number;
  /** Format of session tokens. */
  readonly tokenFormat: TokenFormat;
  /** Format of the exchange endpoint's responses. */
  readonly responseStyle: ResponseStyle;
  /** Whether a login without a phone number is rejected. */
  readonly requirePhone: boolean;
  /** Whether the mini program asks for a nickname and a picture; both are optional for the user. */
  readonly askProfile: boolean;
  /** Whether a nickname is saved only when WeChat's content check accepts it. */
  readonly checkNickname: boolean;
  /** Whether a phone number from WeChat finds an account that another WeChat user created. */
  readonly linkByPhone: boolean;
  /** AppIDs of the apps that may launch the mini program for this pool; empty = none. */
  readonly allowedAppIds: readonly string[];
  /** Whether any app may launch it, listed or not: also a foreign one that uses the public id of the pool. */
  readonly allowAnyApp: boolean;
  /** Origins of pages that may call the public endpoints from a browser; empty = none. */
  readonly allowedOrigins: readonly string[];
  /**
   * Claims of every ES256 token besides those of the authority, which take precedence. See {@link RESERVED_CLAIMS}.
   */
  readonly staticClaims: Readonly<Record<string, unknown>>;
  /** AppID of the pool's own mini program; `null` = none. */
  readonly appId: string | null;
  /** Secrets that a backend may present. */
  readonly secrets: readonly PoolSecret[];
}

/** Names that static claims may not have: the authority's own claims, and claims that verifiers check. */
export const RESERVED_CLAIMS: readonly string[] = [
  ...['data', 'iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'sid'],
  ...['client_id', 'cnf', 'act', 'may_act', 'azp', 'nonce', 'auth_time', '__proto__'],
];

/**
 * Presets of a new pool. `strict`: tickets of a minute at most (OWASP ASVS 5, 10.4.3 at level 3), the secret and the
 * binding always.
 *
 * @see https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x19-V10-OAuth-and-OIDC.md
 */
export const POOL_PRESETS = {
  strict: {
    ticketTtlSeconds: 60,
    secretRequired: true,
    requireBinding: true,
    requireBindingWithSecret: true,
  },
} as const satisfies Record<string, Partial<UserPool>>;

/** Source of user pools. */
export interface UserPools {
  /** Finds a pool by its id, which may be any text. @returns `undefined` without such a pool */
  find(userPoolId: string): Promise<UserPool | undefined>;
}

/**
 * Finds a pool or refuses.
 *
 * @throws {App2WxappError} `user_pool_not_found`
 */
export async function requirePool(pools: UserPools, userPoolId: string): Promise<UserPool> {
  const pool = await pools.find(userPoolId);
  if (pool) return pool;
  throw new App2WxappError('user_pool_not_found', 'There is no such user pool. Check the userPoolId.');
}

/**
 * Verifies the secret of a caller of this pool. A presented secret must be valid, even where it is optional. It is
 * compared with every secret of the pool in constant time.
 *
 * @returns whether the caller presented a secret; `false` is possible in direct mode only
 * @throws {App2WxappError} `invalid_secret`: missing where it is required, or wrong; one response for both
 */
export function verifyPoolSecret(pool: UserPool, secret: string | undefined, clock: Clock): boolean {
  if (secret === undefined && !pool.secretRequired) return false;
  // Stryker disable next-line StringLiteral: no digest equals that of an absent secret; it is compared for constant
  // time.
  const shown = digest(secret ?? '');
  const matches = pool.secrets
    .filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > clock.now())
    .filter((known) => equalDigests(known.digest, shown));
  if (secret !== undefined && matches.length > 0) return true;
  throw new App2WxappError(
    'invalid_secret',
    'The pool secret is missing or wrong. Send the secret of this user pool.',
  );
}

/** Lifetime of a session of this pool unless it is revoked, in seconds: as long as its token or its refresh token. */
export function findSessionTtlSeconds(pool: UserPool): number {
  return Math.max(pool.tokenTtlSeconds, pool.refreshTtlSeconds);
}
