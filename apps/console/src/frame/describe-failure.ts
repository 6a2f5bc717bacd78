import { isApp2WxappError } from '@app2wxapp/core';
import type { Text } from '../language/language.js';

/** Says what went wrong, to an operator. */
export function describeFailure(error: unknown, t: Text): string {
  if (isApp2WxappError(error, 'network_error')) {
    return t('无法连接到服务器，请稍后再试。', 'The authority does not answer. Try again soon.');
  }
  return error instanceof Error ? error.message : String(error);
}
