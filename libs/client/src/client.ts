import type { TokenClaims } from '@app2wxapp/core';
import { refuseInvalidOptions, type ClientOptions, type Verification } from './client-options.js';
import { createConnection } from './connection.js';
import { createKeySet } from './key-set.js';
import type { LoggedInUser } from './login-answer.js';
import {
  claimLogin,
  exchangeTicket,
  type BoundLaunch,
  type ExchangeOptions,
  type LoginOptions,
} from './login-calls.js';
import {
  refreshSession,
  requireActive,
  revokeToken,
  type RefreshedSession,
  type RevokeOptions,
  type SessionCallOptions,
} from './session-calls.js';
import { createSharedKey } from './shared-key.js';
import { verifyTokenBy, type TokenRules } from './verify-token.js';

/** What a call of {@link Client.verifyToken} may carry. */
export interface VerifyOptions extends SessionCallOptions {
  /** @default what the client is set to */
  readonly verification?: Verification;
}

/**
 * A backend's calls to an authority. It shows nothing of its secret to `util.inspect` and `JSON.stringify`.
 *
 * Besides the codes that are named, every call that goes over the network may end in `network_error`, `timeout`,
 * `aborted`, `malformed_response`, `rate_limited`, `unavailable`, `internal`, and, when the client is set up wrongly, in
 * `invalid_secret` or `user_pool_not_found`.
 */
export interface Client {
  /** The pool that this client speaks for. */
  readonly userPoolId: string;
  /**
   * Exchanges a ticket for the user and the session token. A ticket works once.
   *
   * The token comes straight from the authority and is not verified here.
   *
   * @param ticket what the app brought back from the mini program
   * @throws {App2WxappError} `invalid_ticket`, `user_blocked`; `invalid_request` for a ticket that cannot be one
   */
  exchangeTicket(ticket: string, options?: ExchangeOptions): Promise<LoggedInUser>;
  /**
   * Takes the login of a bound launch whose answer did not reach the app, once, as an exchange of its ticket would.
   *
   * @throws {App2WxappError} `login_pending` while the user is not finished: ask again; `login_denied`,
   *   `login_expired`, `invalid_ticket`, `user_blocked`
   */
  claimLogin(launch: BoundLaunch, options?: LoginOptions): Promise<LoggedInUser>;
  /**
   * Verifies a session token: by the authority's published keys (ES256: signature, issuer, audience, expiry) or by the
   * shared key (HS256: signature, pool, expiry), as configured; a token cannot choose.
   *
   * Offline, it does **not** see that a token was revoked. Published keys are fetched once and renewed every ten
   * minutes in the background; while the authority is down they serve for 24 hours. Online, the authority is asked
   * besides (RFC 7662), each time.
   *
   * @throws {App2WxappError} `invalid_token`, `token_expired`
   */
  verifyToken(token: string, options?: VerifyOptions): Promise<TokenClaims>;
  /**
   * Ends the session of a token or refresh token: logging out. A token that opens nothing is no error. Offline
   * verification goes on until the token's time is over.
   *
   * @see https://www.rfc-editor.org/rfc/rfc7009
   */
  revokeToken(token: string, options?: RevokeOptions): Promise<void>;
  /**
   * Gives a session a new token for its refresh token, which is used up by it and never sent twice: when the answer is
   * lost, the user has to log in again.
   *
   * @throws {App2WxappError} `invalid_ticket` when the refresh token is unknown, used or over, or the session has ended
   * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
   */
  refreshSession(refreshToken: string, options?: SessionCallOptions): Promise<RefreshedSession>;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_RETRY = 2;

/**
 * Makes a backend's client of one user pool at one authority. It sends nothing until it is asked to.
 *
 * @throws {App2WxappError} `invalid_options`
 * @example
 * const client = createClient({ authority: 'https://login.example.com', userPoolId, secret });
 * const user = await client.exchangeTicket(ticket);
 */
export function createClient(options: ClientOptions): Client {
  const { userPoolId, secret, verification = 'offline', algorithm = 'ES256' } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS, retry = DEFAULT_RETRY } = options;
  refuseInvalidOptions({ userPoolId, secret, timeoutMs, retry, verification, algorithm });
  const connection = createConnection(options, { timeoutMs, retry });
  const rules = createTokenRules(options, connection);

  async function verifyToken(token: string, call: VerifyOptions = {}): Promise<TokenClaims> {
    const claims = await verifyTokenBy(rules, token);
    if ((call.verification ?? verification) === 'online') await requireActive(connection, token, call);
    return claims;
  }

  return {
    userPoolId,
    exchangeTicket: (ticket, call) => exchangeTicket(connection, ticket, call),
    claimLogin: (launch, call) => claimLogin(connection, launch, call),
    verifyToken,
    revokeToken: (token, call) => revokeToken(connection, token, call),
    refreshSession: (refreshToken, call) => refreshSession(connection, refreshToken, call),
  };
}

function createTokenRules(
  options: ClientOptions,
  connection: ReturnType<typeof createConnection>,
): TokenRules {
  const { userPoolId } = options;
  if (options.algorithm === 'HS256') {
    return { algorithm: 'HS256', keys: createSharedKey(options.signingKey), userPoolId };
  }
  const issuer = options.issuer ?? connection.baseUrl.origin;
  return { algorithm: 'ES256', keys: createKeySet(connection), issuer, userPoolId };
}
