/** Account of a person in a pool. */
export interface Account {
  /** Id of the account: 24 hex characters. */
  readonly id: string;
  /** Id of the person across all apps of one WeChat Open Platform account; `null` without one. */
  readonly unionid: string | null;
  /** Phone number from WeChat, without the country code for mainland numbers; `null` when the user shared none. */
  readonly phone: string | null;
  /** Nickname that the user entered; empty without one. */
  readonly nickname: string;
  /** URL of the picture; empty without one. */
  readonly photo: string;
  /** Number of logins. */
  readonly loginsCount: number;
  /** Whether an operator has blocked the account. */
  readonly blocked: boolean;
  /** Whether the account is deleted. */
  readonly isDeleted: boolean;
  /** Metadata that the pool's owner sets, as a JSON string. */
  readonly metadata: string;
  /** Time of the first login. */
  readonly signedUp: Date;
  /**
   * Time before which issued tokens without a session id are inactive, a whole second; `null` = none were revoked.
   */
  readonly validAfter: Date | null;
}

/**
 * Finds the {@link Account.validAfter} that revokes every token issued until `now`: the next whole second, since
 * `iat` counts whole seconds.
 */
export function findValidAfter(now: Date): Date {
  return new Date((Math.floor(now.getTime() / 1000) + 1) * 1000);
}

/** WeChat user as one mini program identifies them. */
export interface WechatIdentity {
  /** AppID of the mini program. */
  readonly appId: string;
  /** Id of the person within the mini program. */
  readonly openid: string;
  /** Id of the person across all apps of one WeChat Open Platform account; `null` without one. */
  readonly unionid: string | null;
  /** Phone number; `null` unless the user shared it. */
  readonly phone: VerifiedPhone | null;
  /** Profile that the user entered, if the mini program asked; absent fields leave the account unchanged. */
  /** Nickname of 1–64 characters. */
  readonly profile?: { readonly nickname?: string };
}

/** A phone number that WeChat verified. */
export interface VerifiedPhone {
  /** Number in E.164: `+` and digits. */
  readonly e164: string;
  /** Number as WeChat returns it, without the country code for mainland numbers. */
  readonly asGiven: string;
}
