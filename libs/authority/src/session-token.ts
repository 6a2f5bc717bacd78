import type { TokenClaims } from '@app2wxapp/core';
import type { Login } from './authority-store.port.js';
import { createToken, type Random } from './random.port.js';
import { signJwt } from './sign-jwt.js';
import type { SigningKey } from './signing-key.js';
import type { TokenSigner } from './token-signer.port.js';
import type { UserPool } from './user-pool.js';

/** Source of the signing keys. */
export interface SigningKeys {
  /** Returns the authority's own key, ES256. */
  findCurrent(): Promise<SigningKey>;
  /** Returns the pool's key for HS256: 32 bytes or more. */
  findPoolKey(userPoolId: string): Promise<Uint8Array>;
}

/**
 * Creates the signer of session tokens: by ES256 with the authority's key, with the registered claims and the static
 * ones of the pool, or, for a pool of format `HS256`, with exactly the claims of Authing's tokens.
 *
 * @param issuer returns the authority's origin, for `iss`
 * @param random draws the id of each token, `jti`
 * @see https://www.rfc-editor.org/rfc/rfc7519
 */
export function createTokenSigner(issuer: () => string, keys: SigningKeys, random: Random): TokenSigner {
  return {
    async sign(pool, login, notAfter) {
      const claims = limitClaims(
        buildClaims({ iss: issuer(), jti: createToken(random, 16) }, pool, login),
        notAfter,
      );
      const token =
        pool.tokenFormat === 'HS256'
          ? signByPool(claims, await keys.findPoolKey(pool.id))
          : signByAuthority({ ...pool.staticClaims, ...claims }, await keys.findCurrent());
      return { token, expiresAt: new Date(claims.exp * 1000) };
    },
  };
}

function buildClaims(
  { iss, jti }: Pick<Required<TokenClaims>, 'iss' | 'jti'>,
  pool: UserPool,
  login: Login,
): TokenClaims {
  const { account, sessionId } = login;
  const iat = findIssueTime(pool, login);
  return {
    data: { unionid: account.unionid, id: account.id, clientId: pool.id },
    iss,
    sub: account.id,
    aud: pool.id,
    jti,
    sid: sessionId,
    iat,
    exp: iat + pool.tokenTtlSeconds,
  };
}

/**
 * Finds the time of issue in seconds. A token without a session id is issued when tokens of its account are valid
 * again, which is the next second when the login follows a logout in the same second.
 */
function findIssueTime({ tokenFormat }: UserPool, { account, loggedInAt }: Login): number {
  const validAfter = tokenFormat === 'HS256' ? (account.validAfter?.getTime() ?? 0) : 0;
  return Math.floor(Math.max(loggedInAt.getTime(), validAfter) / 1000);
}

function limitClaims(claims: TokenClaims, notAfter: Date | undefined): TokenClaims {
  return notAfter ? { ...claims, exp: Math.min(claims.exp, Math.floor(notAfter.getTime() / 1000)) } : claims;
}

function signByAuthority(claims: TokenClaims, { kid, privateKey }: SigningKey): string {
  return signJwt({ alg: 'ES256', kid }, claims, privateKey);
}

function signByPool({ data, iat, exp }: TokenClaims, key: Uint8Array): string {
  return signJwt({ alg: 'HS256' }, { data, iat, exp }, key);
}
