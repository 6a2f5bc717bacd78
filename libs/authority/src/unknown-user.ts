import { App2WxappError } from '@app2wxapp/core';

/** Creates the refusal of a call about a user that the pool does not have. */
export function unknownUser(): App2WxappError {
  return new App2WxappError('invalid_request', 'The pool has no such user.', { status: 404 });
}
