/**
 * Claims of a verified session token. `data` has the claims of Authing's tokens. Tokens of this authority also have
 * the registered claims (RFC 7519), except with a pool's token format `HS256`.
 */
export interface TokenClaims {
  readonly data: {
    readonly unionid: string | null;
    /** Id of the account, equal to `User._id`. */
    readonly id: string;
    /** Id of the user pool. */
    readonly clientId: string;
  };
  /** Seconds since 1970: issued at. */
  readonly iat: number;
  /** Seconds since 1970: expires at. */
  readonly exp: number;
  /** The authority's origin. */
  readonly iss?: string;
  /** Id of the account. */
  readonly sub?: string;
  /** Id of the user pool. */
  readonly aud?: string;
  /** Id of this token. */
  readonly jti?: string;
  /** Id of the session that the ticket opened. */
  readonly sid?: string;
}
