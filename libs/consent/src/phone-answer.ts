import { parsePhoneCode, type PhoneCode } from '@app2wxapp/core';
import type { PhoneNotice } from './consent-state.js';

/**
 * `event.detail` of the button with `open-type="getPhoneNumber"`.
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/getPhoneNumber.html
 */
export interface PhoneDetail {
  readonly errMsg?: string;
  readonly errno?: number;
  readonly code?: string;
}

const PRIVACY_NOT_AGREED = 104;
/** 112: not declared in the privacy guidelines. 1400001: no quota. What they are decides, not what the text says. */
const UNAVAILABLE = [112, 1400001];

/** Parses the event of the phone button: a code, or the reason that there is none. Never throws. */
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
  // WeChat gives more and more failures an errno, so its absence says nothing: the text does.
  const refused = /deny|denied|cancel/.test(detail.errMsg ?? '');
  return { notice: refused ? 'phone_refused' : 'phone_unavailable' };
}
