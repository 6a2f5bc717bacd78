import type { Account } from '../accounts/account.js';

/** What `validate` gives to a handler: the account, and after a login what may follow its token. */
export interface Visitor {
  readonly account: Account;
  readonly refreshToken?: string | undefined;
}
