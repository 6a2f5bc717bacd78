import type { Account } from '../accounts/account.js';

/** Result of `validate` for a handler: the account, and after a login what may follow its token. */
export interface Visitor {
  readonly account: Account;
  /** Of the token; none after a login, and none with tokens of Authing's format. */
  readonly sessionId?: string | undefined;
  readonly refreshToken?: string | undefined;
}
