import type { WechatErrorNumber } from './wechat-errors.js';

/** The calls that faults can be switched on for. */
export const WECHAT_APIS = [
  'code2Session',
  'stableToken',
  'phoneNumber',
  'checkSession',
  'checkText',
] as const;
/** One of {@link WECHAT_APIS}. */
export type WechatApi = (typeof WECHAT_APIS)[number];

/** Faults that are nothing but a refusal, and its number. */
const REFUSALS = {
  /** WeChat is busy: the one refusal after which the same code may be tried again. */
  busy: -1,
  'invalid-code': 40029,
  'used-code': 40163,
  'risky-user': 40226,
  'minute-quota': 45011,
  'daily-quota': 45009,
  'stale-access-token': 40001,
  'expired-access-token': 42001,
  /** The AppID is not one of WeChat's. */
  'wrong-app-id': 40013,
  /** The AppSecret is another one, as after it was reset. */
  'wrong-secret': 40125,
  /** The caller's address is not on the mini program's list. */
  'address-not-listed': 40164,
  'secret-frozen': 40243,
  /** The mini program may not use the interface, as one that was not verified may not ask for phone numbers. */
  'no-permission': 48001,
} as const satisfies Record<string, WechatErrorNumber>;

/** Faults that change how an answer travels or its content. */
const DISTURBANCES = [
  /** Answers after `delayMs`. */
  'slow',
  /** Closes the connection instead of doing anything. */
  'cut',
  /** Does what was asked, uses the code up, and closes the connection instead of answering. */
  'answer-lost',
  /** Answers with a proxy's HTML page and status 502. */
  'bad-gateway',
  /** Says that the JSON is HTML. */
  'wrong-content-type',
  /** Leaves `unionid` out, as for a mini program that is bound to no Open Platform account. */
  'no-unionid',
  /** Sends `countryCode` as a number. */
  'numeric-country-code',
  /** Judges every text as unlawful. */
  'risky-text',
  /** Judges every text as one that a person should look at. */
  'doubtful-text',
] as const;

/** Every fault by name. */
export type FaultKind = keyof typeof REFUSALS | (typeof DISTURBANCES)[number];
/** All of {@link FaultKind}. */
export const FAULT_KINDS = [...Object.keys(REFUSALS), ...DISTURBANCES] as readonly FaultKind[];

/** The number a fault refuses with, if it is one that refuses. */
export function findRefusal(kind: FaultKind): WechatErrorNumber | undefined {
  return kind in REFUSALS ? REFUSALS[kind as keyof typeof REFUSALS] : undefined;
}

/** Something that goes wrong at WeChat, until it is switched off or has happened often enough. */
export interface Fault {
  readonly kind: FaultKind;
  /** Only for this call. @default every call */
  readonly api?: WechatApi;
  /** How often it happens. @default until switched off */
  readonly times?: number;
  /** For `slow`: milliseconds. @default 3000 */
  readonly delayMs?: number;
}

/** The faults that are switched on. Several can hit one call, each once. */
export class Faults {
  private active: Fault[] = [];

  /** Replaces all faults; an empty list switches them off. */
  set(faults: readonly Fault[]): void {
    this.active = [...faults];
  }

  list(): readonly Fault[] {
    return this.active;
  }

  /** Gives the faults that hit this call, and counts them. */
  take(api: WechatApi): readonly Fault[] {
    const hit = this.active.filter((fault) => fault.api === undefined || fault.api === api);
    this.active = this.active
      .map((fault) => (hit.includes(fault) && fault.times ? { ...fault, times: fault.times - 1 } : fault))
      .filter((fault) => fault.times !== 0);
    return hit;
  }
}
