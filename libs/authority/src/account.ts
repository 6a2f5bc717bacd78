/** A person in a pool. */
export interface Account {
  /** 24 hex characters. */
  readonly id: string;
  readonly unionid: string | null;
  /** As WeChat gave it, without the country code for mainland numbers. */
  readonly phone: string | null;
  readonly nickname: string;
  readonly photo: string;
  /** Logins so far. */
  readonly loginsCount: number;
  readonly blocked: boolean;
  readonly isDeleted: boolean;
  /** A JSON string that the pool's owner fills. */
  readonly metadata: string;
  readonly signedUp: Date;
  /** Tokens that name no session are inactive when issued before; `null` = none was ended. A whole second. */
  readonly validAfter: Date | null;
}

/**
 * Finds the {@link Account.validAfter} that ends every token issued until `now`: the next whole second, since `iat`
 * counts whole seconds.
 */
export function findValidAfter(now: Date): Date {
  return new Date((Math.floor(now.getTime() / 1000) + 1) * 1000);
}

/** A WeChat user as one mini program sees it. */
export interface WechatIdentity {
  /** AppID of the mini program. */
  readonly appId: string;
  readonly openid: string;
  readonly unionid: string | null;
  /** Only when the user shared it. */
  readonly phone: VerifiedPhone | null;
  /** What the user filled in, if the mini program asked; what is absent leaves the account as it is. */
  readonly profile?: { readonly nickname?: string };
}

/** A phone number that WeChat verified. */
export interface VerifiedPhone {
  /** `+` and digits. */
  readonly e164: string;
  /** Without the country code for mainland numbers. */
  readonly asGiven: string;
}
