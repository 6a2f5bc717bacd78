import type { Login } from './authority-store.port.js';
import type { UserPool } from './user-pool.js';

/** Signs the session token of a login. */
export interface TokenSigner {
  /**
   * Signs a token for the login; the same login results in the same claims each time.
   *
   * @param notAfter latest time of expiry
   * @returns the JWT and its expiry, cut to whole seconds as in its `exp`
   */
  sign(
    pool: UserPool,
    login: Login,
    notAfter?: Date,
  ): Promise<{ readonly token: string; readonly expiresAt: Date }>;
}
