import { App2WxappError, isApp2WxappError, type TokenClaims } from '@app2wxapp/core';
import type { errors, JWTPayload, JWTVerifyGetKey } from './jose.js';
import { loadJose } from './load-library.js';

/** Longest token that is verified, in characters. */
const MAX_TOKEN_LENGTH = 8192;
/** A JWS in compact form. jose also accepts one with blanks in it, which would give a token many spellings. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Rules that a token must pass. The algorithm comes from here and never from the token (RFC 8725). */
export type TokenRules = PublishedKeyRules | SharedKeyRules;

type JoseErrors = typeof errors;

interface PublishedKeyRules {
  readonly algorithm: 'ES256';
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly userPoolId: string;
  /** Receives the issuer of a token that has the authority's signature but another issuer. */
  readonly onOtherIssuer: (issuer: unknown) => void;
}

/** Rules of Authing's format: `data`, `iat` and `exp`, and no registered claim that names issuer or audience. */
interface SharedKeyRules {
  readonly algorithm: 'HS256';
  readonly keys: JWTVerifyGetKey;
  readonly userPoolId: string;
}

/**
 * Verifies a session token: algorithm, signature, expiry, pool and the claims' shape; with published keys also
 * issuer, audience and `typ`. It does **not** notice a revocation.
 *
 * @throws {App2WxappError} `token_expired`, `invalid_token`, or the error of fetching the keys
 * @see https://www.rfc-editor.org/rfc/rfc8725
 */
export async function verifyTokenBy(rules: TokenRules, token: string): Promise<TokenClaims> {
  if (typeof token !== 'string' || token.length > MAX_TOKEN_LENGTH || !COMPACT.test(token)) throw invalid();
  const { jwtVerify, errors } = await loadJose();
  try {
    const { payload } = await jwtVerify(token, rules.keys, {
      algorithms: [rules.algorithm],
      requiredClaims: ['exp', 'iat'],
      ...(rules.algorithm === 'ES256' && {
        issuer: rules.issuer,
        audience: rules.userPoolId,
        typ: 'JWT',
        requiredClaims: ['exp', 'iat', 'sub'],
      }),
    });
    return parseClaims(payload, rules.userPoolId);
  } catch (error) {
    // Claims are checked after the signature, so this issuer is the authority's own.
    if (
      rules.algorithm === 'ES256' &&
      error instanceof errors.JWTClaimValidationFailed &&
      error.claim === 'iss'
    ) {
      rules.onOtherIssuer(error.payload.iss);
    }
    throw toApp2WxappError(error, errors);
  }
}

/**
 * Reads the user id of a token without verifying it. @returns `undefined` for a string that is no JWT, such as a
 * refresh token
 */
export async function readUserId(token: string): Promise<string | undefined> {
  try {
    const { decodeJwt } = await loadJose();
    const { data, sub } = decodeJwt<Partial<TokenClaims>>(token);
    return data?.id ?? sub;
  } catch {
    return undefined;
  }
}

function parseClaims(payload: JWTPayload, userPoolId: string): TokenClaims {
  const data = payload.data as Partial<TokenClaims['data']> | null | undefined;
  const { id, unionid = null, clientId } = data ?? {};
  if (typeof id !== 'string' || id === '' || clientId !== userPoolId) throw invalid();
  if (payload.sub !== undefined && payload.sub !== id) throw invalid();
  if (unionid !== null && typeof unionid !== 'string') throw invalid();
  const { iat, exp, iss, sub, aud, jti, sid } = payload as JWTPayload & { iat: number; exp: number };
  return {
    data: { unionid, id, clientId },
    iat,
    exp,
    ...(iss !== undefined && { iss }),
    ...(sub !== undefined && { sub }),
    ...(aud !== undefined && { aud: userPoolId }),
    ...(typeof jti === 'string' && { jti }),
    ...(typeof sid === 'string' && { sid }),
  };
}

function toApp2WxappError(error: unknown, errors: JoseErrors): App2WxappError {
  if (isApp2WxappError(error)) return error;
  if (error instanceof errors.JWTExpired) {
    return expired(error.code);
  }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWTClaimValidationFailed)
    return invalid(error);
  // The token's header chooses the key: none, or more than one.
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return invalid(error);
  if (error instanceof errors.JWSInvalid) return invalid(error);
  if (error instanceof errors.JWSSignatureVerificationFailed) return invalid(error);
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return invalid(error);
  return new App2WxappError(
    'malformed_response',
    "The authority's keys could not be read. Check the authority's address.",
    { cause: error },
  );
}

/**
 * Creates the error of an expired token.
 *
 * @param cause jose's code
 */
export function expired(cause?: string): App2WxappError {
  const message = 'The session has expired: log in again.';
  return new App2WxappError('token_expired', message, cause === undefined ? {} : { cause });
}

/**
 * Creates the error of an invalid token. Only the code of jose's error is kept: some of those errors contain the
 * token's whole payload.
 */
function invalid(cause?: errors.JOSEError): App2WxappError {
  return new App2WxappError(
    'invalid_token',
    'The authority did not issue this token for this pool: log in again.',
    cause === undefined ? {} : { cause: cause.code },
  );
}
