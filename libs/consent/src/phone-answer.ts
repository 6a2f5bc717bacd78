import { parsePhoneCode, type PhoneCode } from '@app2wxapp/core';
import type { PhoneNotice } from './consent-state.js';

/**
 * `event.detail` of the button with `open-type="getPhoneNumber"`.
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/getPhoneNumber.html
 */
export interface PhoneDetail {
  /** Text of the outcome, such as `getPhoneNumber:ok`. */
  readonly errMsg?: string;
  /** Number of the failure, where WeChat sends one. */
  readonly errno?: number;
  /** Phone code, when the user agreed. */
  readonly code?: string;
}

const PRIVACY_NOT_AGREED = 104;
/**
 * Numbers of failures: 112 is not declared in the privacy guidelines, 1400001 no quota. The number decides, not the
 * text.
 */
const UNAVAILABLE = [112, 1400001];

/** Parses the event of the phone number button: a code, or the reason for its absence. Never throws. */
export function readPhoneAnswer(
  detail: PhoneDetail,
): { readonly phoneCode: PhoneCode } | { readonly notice: PhoneNotice } {
  try {
    if (detail.code) return { phoneCode: parsePhoneCode(detail.code) };
  } catch {
    return { notice: 'phone_unavailable' };
  }
  if (detail.errno === PRIVACY_NOT_AGREED) return { notice: 'privacy_refused' };
  if (detail.errno !== undefined && UNAVAILABLE.includes(detail.errno))
    return { notice: 'phone_unavailable' };
  // WeChat assigns a number to more and more failures, so a missing one means nothing: the text decides.
  const refused = /deny|denied|cancel/.test(detail.errMsg ?? '');
  return { notice: refused ? 'phone_refused' : 'phone_unavailable' };
}
