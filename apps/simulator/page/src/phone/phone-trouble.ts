/** Fault of WeChat on the phone, for every login until it is switched back. */
export type PhoneTrouble =
  | 'none'
  /** The mini program has no quota left for phone numbers. */
  | 'phone-quota'
  /** The user declines WeChat's privacy prompt. */
  | 'privacy-refused'
  /** WeChat does not allow the way back to the app. */
  | 'invalid-scene'
  /** The app is no longer running. */
  | 'app-gone';

/** Failures that the phone number button reports instead of a code. @see docs/miniprogram.md */
export const PHONE_FAILURES: Readonly<Partial<Record<PhoneTrouble, { errMsg: string; errno: number }>>> = {
  'phone-quota': { errMsg: 'getPhoneNumber:fail no quota', errno: 1400001 },
  'privacy-refused': { errMsg: 'getPhoneNumber:fail privacy permission is not authorized', errno: 104 },
};
