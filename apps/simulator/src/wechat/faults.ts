import type { WechatErrorNumber } from './wechat-errors.js';

/** Calls that faults can be switched on for. */
export const WECHAT_APIS = [
  'code2Session',
  'stableToken',
  'phoneNumber',
  'checkSession',
  'checkText',
] as const;
/** One of {@link WECHAT_APIS}. */
export type WechatApi = (typeof WECHAT_APIS)[number];

/** Faults that only refuse, with their numbers. */
const REFUSALS = {
  /** WeChat is busy: the only refusal after which the same code may be sent again. */
  busy: -1,
  'invalid-code': 40029,
  'used-code': 40163,
  'risky-user': 40226,
  'minute-quota': 45011,
  'daily-quota': 45009,
  'stale-access-token': 40001,
  'expired-access-token': 42001,
  /** The AppID is unknown to WeChat. */
  'wrong-app-id': 40013,
  /** The AppSecret is wrong, for example after it was reset. */
  'wrong-secret': 40125,
  /** The caller's address is not on the mini program's list. */
  'address-not-listed': 40164,
  'secret-frozen': 40243,
  /** The mini program may not use the interface, for example phone numbers before its verification. */
  'no-permission': 48001,
} as const satisfies Record<string, WechatErrorNumber>;

/** Faults that change the transport of a response or its content. */
const DISTURBANCES = [
  /** Responds after `delayMs`. */
  'slow',
  /** Closes the connection instead of processing the call. */
  'cut',
  /** Processes the call, consumes the code, and closes the connection instead of responding. */
  'answer-lost',
  /** Responds with a proxy's HTML page and status 502. */
  'bad-gateway',
  /** Declares the JSON as HTML. */
  'wrong-content-type',
  /** Omits `unionid`, as for a mini program that is bound to no Open Platform account. */
  'no-unionid',
  /** Sends `countryCode` as a number. */
  'numeric-country-code',
  /** Rejects every text as unlawful. */
  'risky-text',
  /** Marks every text for a review by a person. */
  'doubtful-text',
] as const;

/** Every fault by name. */
export type FaultKind = keyof typeof REFUSALS | (typeof DISTURBANCES)[number];
/** All of {@link FaultKind}. */
export const FAULT_KINDS = [...Object.keys(REFUSALS), ...DISTURBANCES] as readonly FaultKind[];

/** Finds the number of a fault that refuses; `undefined` for others. */
export function findRefusal(kind: FaultKind): WechatErrorNumber | undefined {
  return kind in REFUSALS ? REFUSALS[kind as keyof typeof REFUSALS] : undefined;
}

/** Fault of WeChat, until it is switched off or has occurred often enough. */
export interface Fault {
  /** Kind of the fault. */
  readonly kind: FaultKind;
  /** Call that it affects. @default every call */
  readonly api?: WechatApi;
  /** Number of occurrences. @default until switched off */
  readonly times?: number;
  /** Delay of `slow` in milliseconds. @default 3000 */
  readonly delayMs?: number;
}

/** Faults that are switched on. Several can affect one call, each once. */
export class Faults {
  private active: Fault[] = [];

  /** Replaces all faults; an empty list switches them off. */
  set(faults: readonly Fault[]): void {
    this.active = [...faults];
  }

  /** Lists the faults. */
  list(): readonly Fault[] {
    return this.active;
  }

  /** Returns the faults that affect this call, and counts them. */
  take(api: WechatApi): readonly Fault[] {
    const hit = this.active.filter((fault) => fault.api === undefined || fault.api === api);
    this.active = this.active
      .map((fault) => (hit.includes(fault) && fault.times ? { ...fault, times: fault.times - 1 } : fault))
      .filter((fault) => fault.times !== 0);
    return hit;
  }
}
