import type { Account } from '../accounts/account.js';

/** Result of `validate` for a handler: the account, and the tokens of a login. */
export interface Visitor {
  /** Account of the user. */
  readonly account: Account;
  /** Session id of the token; absent after a login, and with tokens of Authing's format. */
  readonly sessionId?: string | undefined;
  /** Refresh token of a login. A credential: never log it. */
  readonly refreshToken?: string | undefined;
}
