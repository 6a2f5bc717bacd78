/**
 * Claims of a verified session token. `data` has the claims of Authing's tokens. Tokens of this authority also have
 * the registered claims (RFC 7519), except with a pool's token format `HS256`.
 */
export interface TokenClaims {
  /** Claims of Authing's token format. */
  readonly data: {
    /** Id of the person across all apps of one WeChat Open Platform account; `null` without one. */
    readonly unionid: string | null;
    /** Id of the account, equal to `User._id`. */
    readonly id: string;
    /** Id of the user pool. */
    readonly clientId: string;
  };
  /** Time of issue, in seconds since 1970. */
  readonly iat: number;
  /** Time of expiry, in seconds since 1970. */
  readonly exp: number;
  /** Origin of the authority. */
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
