import type { OperatorErrorCode, ServerErrorCode, TextPair } from '@app2wxapp/core';

/** Code of a failure in a response. */
export type AnsweredErrorCode = ServerErrorCode | OperatorErrorCode;

/** Messages of failures, for users. */
export const FAILURE_TEXTS: Readonly<Record<AnsweredErrorCode, TextPair>> = {
  invalid_request: { zh: '请求参数有误', en: 'The request is invalid' },
  user_pool_not_found: { zh: '用户池不存在', en: 'The user pool does not exist' },
  invalid_secret: { zh: '用户池密钥错误', en: 'The user pool secret is missing or wrong' },
  invalid_ticket: {
    zh: '登录信息已过期, 需重新登录',
    en: 'The login is no longer valid, please log in again',
  },
  user_blocked: { zh: '用户已被禁用', en: 'This user is blocked' },
  app_not_allowed: {
    zh: '此 App 无权登录该用户池',
    en: 'This app is not allowed to log users in to this pool',
  },
  phone_required: { zh: '需要授权手机号', en: 'A phone number is required' },
  invalid_login_code: {
    zh: '登录凭证已失效，请重试',
    en: 'The login code is no longer valid, please try again',
  },
  invalid_phone_code: {
    zh: '手机号凭证已失效，请重新授权手机号',
    en: 'The phone code is no longer valid, please share the number again',
  },
  phone_unavailable: {
    zh: '微信暂时不能提供手机号，请稍后再试',
    en: 'WeChat cannot provide the phone number now, please try again later',
  },
  risky_user: {
    zh: '微信判定该账号存在安全风险，无法登录',
    en: 'WeChat reports a security risk for this account and rejects the login',
  },
  login_denied: { zh: '用户取消授权', en: 'The user denied the login' },
  login_pending: { zh: '登录尚未完成', en: 'The login is not finished yet' },
  login_expired: { zh: '登录已过期，请重新发起', en: 'The login has expired, please start again' },
  rate_limited: { zh: '请求过于频繁，请稍后再试', en: 'Too many requests, please try again later' },
  wechat_unavailable: {
    zh: '微信服务暂不可用，请稍后再试',
    en: 'WeChat is unavailable, please try again later',
  },
  unavailable: {
    zh: '登录服务暂时不可用，请稍后再试',
    en: 'The login service is unavailable, please try again later',
  },
  internal: { zh: '服务器内部错误，请稍后再试', en: 'The server failed, please try again later' },
  invalid_operator: { zh: '请使用管理员 token 登录', en: 'Please sign in with an operator token' },
  reauthentication_required: {
    zh: '请再次输入管理员 token 以确认身份',
    en: 'Please enter your operator token again',
  },
  operator_forbidden: { zh: '当前管理员无权执行此操作', en: 'This operator has no permission for this' },
  precondition_failed: {
    zh: '内容已被其他管理员修改，请刷新后重试',
    en: 'Another operator changed this, please reload and try again',
  },
};

/** Messages of successes, for users. */
export const SUCCESS_TEXTS = {
  issued: { zh: '授权成功', en: 'Authorized' },
  redeemed: { zh: '获取用户信息成功', en: 'User information obtained' },
} satisfies Readonly<Record<string, TextPair>>;
