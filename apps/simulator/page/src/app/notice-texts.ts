import type { TextPair } from '@app2wxapp/core';
import type { Notice } from './demo-app.js';

const LOG_IN_AGAIN: TextPair = {
  zh: '登录信息无效或已过期，请重新登录。',
  en: 'The login is invalid or has expired. Log in again.',
};
const TRY_LATER: TextPair = {
  zh: '登录服务暂时不可用，请稍后再试。',
  en: 'The login service has a problem. Try again later.',
};
const APP_FAULT: TextPair = {
  zh: 'App 的登录代码有误，请更新 App 后再试。',
  en: 'The app’s login code has a fault. Update the app, then try again.',
};
const TRY_AGAIN: TextPair = { zh: '登录没有完成，请再试一次。', en: 'The login did not finish. Try again.' };

/** Texts for a login without a user, and for the account; the compiler requires one for each. */
export const NOTICE_TEXTS: Readonly<Record<Exclude<Notice, 'server_silent'>, TextPair>> = {
  login_denied: { zh: '你拒绝了授权，未登录。', en: 'You denied the login.' },
  login_cancelled: { zh: '登录未完成，可以再试一次。', en: 'The login was not finished. Try again.' },
  login_failed: TRY_AGAIN,
  login_pending: TRY_AGAIN,
  login_expired: LOG_IN_AGAIN,
  invalid_ticket: LOG_IN_AGAIN,
  invalid_token: {
    zh: '登录已失效，请重新登录。',
    en: 'Your session is no longer valid. Log in again.',
  },
  token_expired: LOG_IN_AGAIN,
  state_mismatch: TRY_AGAIN,
  malformed_ext_msg: TRY_AGAIN,
  superseded: { zh: '已开始另一次登录。', en: 'Another login was started.' },
  aborted: TRY_AGAIN,
  timeout: { zh: '等待时间过长，登录已结束。请再试一次。', en: 'The login took too long. Try again.' },
  network_error: {
    zh: '网络连接失败，请检查网络后再试。',
    en: 'The network connection failed. Check it, then try again.',
  },
  user_blocked: {
    zh: '账号已被禁用，请联系 App 的客服。',
    en: 'Your account is blocked. Contact the app’s support.',
  },
  app_not_allowed: {
    zh: '用户池不允许这个 App 登录。请在控制台把它的 AppID 加入 App 白名单。',
    en: 'The pool does not allow this app. Add its AppID to the allowed apps in the console.',
  },
  phone_required: {
    zh: '登录需要手机号，请提供后再试。',
    en: 'This login requires your phone number. Try again and share it.',
  },
  phone_unavailable: {
    zh: '微信暂时不能提供手机号，请稍后再试。',
    en: 'WeChat cannot provide your phone number now. Try again later.',
  },
  invalid_phone_code: {
    zh: '手机号授权已失效，请重新授权。',
    en: 'The phone number was not confirmed in time. Share it again.',
  },
  invalid_login_code: LOG_IN_AGAIN,
  risky_user: {
    zh: '微信限制了这个账号登录，请换一种登录方式。',
    en: 'WeChat blocks logins of this account. Log in another way.',
  },
  rate_limited: { zh: '请求过于频繁，请稍后再试。', en: 'Too many requests. Try again later.' },
  wechat_unavailable: { zh: '微信暂时不可用，请稍后再试。', en: 'WeChat is unavailable. Try again later.' },
  wechat_not_installed: { zh: '请先安装微信，或更新到新版本。', en: 'Install WeChat, or update it.' },
  launch_failed: { zh: '没能打开微信，请再试一次。', en: 'WeChat did not open. Try again.' },
  storage_failed: {
    zh: '手机存储空间不足，登录没有完成。',
    en: 'The phone has no storage left for the login.',
  },
  crypto_unavailable: APP_FAULT,
  invalid_launch: APP_FAULT,
  invalid_options: APP_FAULT,
  invalid_request: APP_FAULT,
  malformed_response: {
    zh: '收到的响应不是登录服务返回的，请检查后端地址。',
    en: 'The response is not from the login service. Check the backend’s address.',
  },
  user_pool_not_found: {
    zh: '用户池不存在，请检查用户池 ID。',
    en: 'The user pool does not exist. Check its id.',
  },
  invalid_secret: {
    zh: '该用户池要求密钥，App 不能自己换取用户信息。请在地址中加上 backend=后端的地址。',
    en: 'This pool requires the pool secret, so the app cannot exchange the ticket itself. Add backend=… with your backend’s origin to the address.',
  },
  unavailable: TRY_LATER,
  internal: TRY_LATER,
  token_refreshed: {
    zh: 'token 已过期，App 已用 refresh token 换取新的 token。',
    en: 'The token had expired. The app refreshed it.',
  },
  session_expired: { zh: '登录已过期，请重新登录。', en: 'Your login has expired. Log in again.' },
  account_deleted: {
    zh: '账号已注销，再次登录将是新账号。',
    en: 'Account deleted. The next login is a new account.',
  },
};
