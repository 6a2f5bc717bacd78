import { App2WxappError, isApp2WxappError, type ErrorCode, type TextPair } from '@app2wxapp/core';
import { isOutcomeUnknown } from '../api/send-in-time.js';
import type { Translate } from '../language/language.js';

/** Messages by the code of the error; for other codes the server's message is shown, in the language of the page. */
const MESSAGES: Readonly<Partial<Record<string, TextPair>>> = {
  network_error: {
    zh: '无法连接到服务器，请检查网络和服务状态后重试。',
    en: 'The authority cannot be reached. Check your network and that it is running, then try again.',
  },
  timeout: {
    zh: '服务器没有及时响应，请稍后重试；如反复出现，请检查服务状态。',
    en: 'The authority did not respond in time. Try again; if it happens again, check that it is running.',
  },
  internal: {
    zh: '服务器出错，请稍后重试；如反复出现，请查看授权服务的日志。',
    en: 'The authority failed. Try again; if it happens again, look at its log.',
  },
  invalid_operator: {
    zh: '管理员 token 无效或已过期，请用有效的 token 登录。',
    en: 'The operator token is invalid or expired. Sign in with a valid one.',
  },
  operator_forbidden: {
    zh: '你的账号无权执行此操作，请联系有权限的管理员。',
    en: 'You have no permission for this. Ask an admin of all pools.',
  },
  reauthentication_required: {
    zh: '未确认身份，操作没有执行。请重试，并输入 token。',
    en: 'Not done: you did not enter your token. Try again and enter it.',
  },
  precondition_failed: {
    zh: '该用户池刚被其他管理员修改，未保存。请核对最新内容后再保存。',
    en: 'Not saved: another operator changed this pool. Check the newest values, then save again.',
  },
  user_pool_not_found: {
    zh: '用户池不存在，或 ID 有误。请回到用户池列表查看。',
    en: 'There is no user pool with this id. Look for it in the list of pools.',
  },
  rate_limited: {
    zh: '请求过于频繁，请一分钟后再试。',
    en: 'Too many requests. Wait a minute, then try again.',
  },
};

/** Describes a failure to an operator, and says what to do. */
export function describeFailure(error: unknown, t: Translate): string {
  if (isOutcomeUnknown(error)) {
    return t({
      zh: '没有收到服务器的响应，无法确定操作是否已生效。页面会重新加载最新内容，请核对后再决定是否重试。',
      en: 'No response arrived, so it is unknown whether the change was made. The page loads the current values: check them before you try again.',
    });
  }
  if (!isApp2WxappError(error)) {
    return t({
      zh: '页面出错，请重新加载；如反复出现，请更新授权服务。',
      en: 'This page failed. Reload it; if it happens again, update the authority.',
    });
  }
  const text = MESSAGES[error.code] ?? (error.status === 429 ? MESSAGES.rate_limited : undefined);
  if (text) return t(text);
  if (error.code === 'malformed_response') return describeForeign(error.status, t);
  if (isNotFound(error)) {
    return t({
      zh: '它可能已被删除，或链接中的 ID 有误。',
      en: 'It may have been deleted, or the id in the link is wrong.',
    });
  }
  return error.code === 'invalid_request' ? describeRefusal(error, t) : error.message;
}

/** Describes a refusal. The authority's English message names the subject; its Chinese one does not. */
function describeRefusal({ status, message }: App2WxappError, t: Translate): string {
  return status === 409
    ? t({
        zh: '当前状态不允许此操作，内容可能已被其他管理员修改。请核对页面上的最新内容后重试。',
        en: `${message} Check what the page shows now, then try again.`,
      })
    : t({
        zh: '服务器没有接受填写的内容，请检查后重试。',
        en: `${message} Check what you entered, then try again.`,
      });
}

/** Describes a response of a proxy between page and authority. */
function describeForeign(status: number | undefined, t: Translate): string {
  const http = status === undefined ? '' : `HTTP ${status}`;
  return t({
    zh: `响应${http && `（${http}）`}不是本服务返回的，请检查网络和反向代理后重试。`,
    en: `The response${http && ` (${http})`} is not from the authority. Check your network and the reverse proxy, then try again.`,
  });
}

/** Whether the authority has no such user, session, secret or pool: a retry changes nothing. */
export function isNotFound(error: unknown): boolean {
  return isApp2WxappError(error) && error.status === 404 && error.code !== 'malformed_response';
}

/** Whether the page may be outdated, or no longer be shown to this operator. */
export function isOutdated(error: unknown): boolean {
  if (isOutcomeUnknown(error) || isApp2WxappError<ErrorCode>(error, 'invalid_operator')) return true;
  return isApp2WxappError(error) && [403, 404, 409, 412].includes(error.status ?? 0);
}
