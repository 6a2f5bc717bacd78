import type { ErrorCode } from '@app2wxapp/core';
import { pickLanguage } from '@app2wxapp/core/server';

/** A text for the person in front of the app. */
interface Message {
  readonly zh: string;
  readonly en: string;
}

const LOG_IN_AGAIN: Message = {
  zh: '登录信息已过期，请重新登录',
  en: 'The login has expired. Please log in again.',
};
const TRY_LATER: Message = {
  zh: '登录服务暂时不可用，请稍后再试',
  en: 'Login is not available at the moment. Please try again later.',
};

const MESSAGES: Partial<Record<ErrorCode, Message>> = {
  invalid_request: { zh: '请求参数有误', en: 'The request is not valid.' },
  invalid_ticket: LOG_IN_AGAIN,
  invalid_token: { zh: '请先登录', en: 'Please log in.' },
  token_expired: LOG_IN_AGAIN,
  user_blocked: { zh: '该用户已被禁用', en: 'This user is blocked.' },
  rate_limited: { zh: '请求过于频繁，请稍后再试', en: 'Too many requests. Please try again later.' },
};

/**
 * The text of a failure in the language that a request asks for: English when `Accept-Language` prefers it to Chinese,
 * else Chinese.
 *
 * @param code a code without a text of its own gets the one that asks to try later
 */
export function messageOf(code: ErrorCode, acceptLanguage: string | undefined): string {
  return (MESSAGES[code] ?? TRY_LATER)[pickLanguage(acceptLanguage)];
}
