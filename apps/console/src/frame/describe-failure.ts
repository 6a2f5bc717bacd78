import { isApp2WxappError } from '@app2wxapp/core';
import type { Text } from '../language/language.js';

type Pair = readonly [zh: string, en: string];

/** By the code of the error; what is absent is said by the server, in the language of the page. */
const MESSAGES: Readonly<Partial<Record<string, Pair>>> = {
  network_error: ['无法连接到服务器，请稍后再试。', 'The authority cannot be reached. Try again soon.'],
  invalid_operator: ['管理员 token 无效或已过期。', 'The operator token is invalid or expired.'],
  operator_forbidden: ['你的账号无权执行此操作。', 'Your operator may not do that.'],
  reauthentication_required: ['未确认身份，操作没有执行。', 'Not done: you did not enter your token.'],
  precondition_failed: [
    '该用户池刚被其他管理员修改，未保存。请核对最新内容后再保存。',
    'Not saved: another operator changed this pool. Check the newest values, then save again.',
  ],
  user_pool_not_found: ['用户池不存在，或 ID 有误。', 'There is no user pool with this id.'],
};

/** Describes a failure to an operator. */
export function describeFailure(error: unknown, t: Text): string {
  const pair = isApp2WxappError(error) ? MESSAGES[error.code] : undefined;
  if (pair) return t(...pair);
  return error instanceof Error ? error.message : String(error);
}
