import type { ErrorCode, ServerErrorCode, TextPair } from '@app2wxapp/core';
import { pickLanguage } from '@app2wxapp/core/server';

const LOG_IN_AGAIN: TextPair = {
  zh: '登录信息已过期，请重新登录',
  en: 'The login has expired. Please log in again.',
};
const TRY_LATER: TextPair = {
  zh: '登录服务暂时不可用，请稍后再试',
  en: 'Login is not available at the moment. Please try again later.',
};

/**
 * Messages of the codes that an app of this backend can receive; the compiler requires one for each code of an
 * authority.
 */
const MESSAGES: Readonly<Record<ServerErrorCode | 'invalid_token' | 'token_expired', TextPair>> = {
  invalid_request: { zh: '请求参数有误', en: 'The request is invalid.' },
  invalid_ticket: LOG_IN_AGAIN,
  invalid_token: { zh: '请先登录', en: 'Please log in.' },
  token_expired: LOG_IN_AGAIN,
  user_blocked: { zh: '该用户已被禁用', en: 'This user is blocked.' },
  app_not_allowed: { zh: '此 App 不允许使用微信登录', en: 'This app is not allowed to use WeChat login.' },
  phone_required: { zh: '登录需要授权手机号', en: 'Logging in requires your phone number.' },
  invalid_login_code: LOG_IN_AGAIN,
  invalid_phone_code: {
    zh: '手机号授权已失效，请重新授权',
    en: 'The phone number was not confirmed in time. Please share it again.',
  },
  phone_unavailable: {
    zh: '微信暂时无法提供手机号，请稍后再试',
    en: 'WeChat cannot provide your phone number now. Please try again later.',
  },
  risky_user: { zh: '微信限制了此账号登录', en: 'WeChat blocks logins of this account.' },
  login_denied: { zh: '已取消授权', en: 'The user denied the login.' },
  login_pending: { zh: '登录尚未完成', en: 'The login is not finished yet.' },
  login_expired: LOG_IN_AGAIN,
  rate_limited: { zh: '请求过于频繁，请稍后再试', en: 'Too many requests. Please try again later.' },
  wechat_unavailable: {
    zh: '微信服务暂时不可用，请稍后再试',
    en: 'WeChat is not available. Please try again later.',
  },
  user_pool_not_found: TRY_LATER,
  invalid_secret: TRY_LATER,
  unavailable: TRY_LATER,
  internal: TRY_LATER,
};

/**
 * Returns the message of a failure in the language of a request: English when `Accept-Language` prefers it to
 * Chinese, else Chinese.
 *
 * @param code a code without its own message gets the one that asks the user to try again later
 */
export function messageOf(code: ErrorCode, acceptLanguage: string | undefined): string {
  return ((MESSAGES as Partial<Record<ErrorCode, TextPair>>)[code] ?? TRY_LATER)[
    pickLanguage(acceptLanguage)
  ];
}
