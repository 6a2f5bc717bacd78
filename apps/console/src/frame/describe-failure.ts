import { isApp2WxappError, type TextPair } from '@app2wxapp/core';
import { isOutcomeUnknown } from '../api/send-in-time.js';
import type { Translate } from '../language/language.js';

/** By the code of the error; what is absent is said by the server, in the language of the page. */
const MESSAGES: Readonly<Partial<Record<string, TextPair>>> = {
  network_error: {
    zh: '无法连接到服务器，请检查网络和服务状态后重试。',
    en: 'The authority cannot be reached. Check your network and that it is running, then try again.',
  },
  timeout: {
    zh: '服务器没有及时响应，请稍后重试；如反复出现，请检查服务状态。',
    en: 'The authority did not answer in time. Try again; if it happens again, check that it is running.',
  },
  invalid_operator: { zh: '管理员 token 无效或已过期。', en: 'The operator token is invalid or expired.' },
  operator_forbidden: { zh: '你的账号无权执行此操作。', en: 'Your operator may not do that.' },
  reauthentication_required: {
    zh: '未确认身份，操作没有执行。',
    en: 'Not done: you did not enter your token.',
  },
  precondition_failed: {
    zh: '该用户池刚被其他管理员修改，未保存。请核对最新内容后再保存。',
    en: 'Not saved: another operator changed this pool. Check the newest values, then save again.',
  },
  user_pool_not_found: { zh: '用户池不存在，或 ID 有误。', en: 'There is no user pool with this id.' },
};

/** Describes a failure to an operator. */
export function describeFailure(error: unknown, t: Translate): string {
  if (isOutcomeUnknown(error)) {
    return t({
      zh: '没有收到服务器的响应，无法确定操作是否已生效。页面会重新加载最新内容，请核对后再决定是否重试。',
      en: 'No answer: it is unknown whether this was done. The page loads the current version: check it before you try again.',
    });
  }
  const text = isApp2WxappError(error) ? MESSAGES[error.code] : undefined;
  if (text) return t(text);
  if (isNotFound(error)) {
    return t({
      zh: '它可能已被删除，或链接中的 ID 有误。',
      en: 'It may have been deleted, or the id in the link is wrong.',
    });
  }
  return error instanceof Error ? error.message : String(error);
}

/** Whether the authority has no such user, session, secret or pool: asking again changes nothing. */
export function isNotFound(error: unknown): boolean {
  return isApp2WxappError(error) && error.status === 404;
}
