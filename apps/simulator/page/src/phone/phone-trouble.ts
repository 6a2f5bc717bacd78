/** Fault of WeChat on the phone, for every login until it is switched back. */
export type PhoneTrouble =
  | 'none'
  /** The mini program has no calls left for phone numbers. */
  | 'phone-quota'
  /** The user does not agree to WeChat's privacy prompt. */
  | 'privacy-refused'
  /** WeChat does not grant the way back to the app. */
  | 'invalid-scene'
  /** The app is not there any more. */
  | 'app-gone';

/** Failures that the phone number button reports instead of a code. @see docs/miniprogram.md */
export const PHONE_FAILURES: Readonly<Partial<Record<PhoneTrouble, { errMsg: string; errno: number }>>> = {
  'phone-quota': { errMsg: 'getPhoneNumber:fail no quota', errno: 1400001 },
  'privacy-refused': { errMsg: 'getPhoneNumber:fail privacy permission is not authorized', errno: 104 },
};
