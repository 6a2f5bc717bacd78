import { App2WxappError, type TokenClaims } from '@app2wxapp/core';
import {
  isVerification,
  readOptions,
  refuseInvalidOptions,
  VERIFICATION_RULE,
  type ClientOptions,
  type Verification,
} from './client-options.js';
import { createActiveTokens } from './active-tokens.js';
import { createConnection, type Connection } from './connection.js';
import { createIssuerCheck } from './issuer-check.js';
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
import { createUserCalls, type UserCalls } from './user-calls.js';
import { createSharedKey } from './shared-key.js';
import { readUserId, verifyTokenBy, type TokenRules } from './verify-token.js';
import { createVerifiedTokens } from './verified-tokens.js';

/** Options of {@link Client.verifyToken}. */
export interface VerifyOptions extends SessionCallOptions {
  /** Way to verify this token. @default the client's option */
  readonly verification?: Verification | undefined;
}

/**
 * A backend's calls to an authority. `util.inspect` and `JSON.stringify` do not show its secret.
 *
 * Besides the codes of its docstring, every call over the network may throw `network_error`, `timeout`, `aborted`,
 * `malformed_response`, `rate_limited`, `unavailable`, `internal`, and, with wrong options, `invalid_secret` or
 * `user_pool_not_found`.
 */
export interface Client extends UserCalls {
  /** Id of this client's user pool. */
  readonly userPoolId: string;
  /**
   * Exchanges a ticket for the user and the session token. A ticket works once.
   *
   * The token comes directly from the authority and is not verified here.
   *
   * @param ticket the ticket that the app received from the mini program
   * @throws {App2WxappError} `invalid_ticket`, `user_blocked`; `invalid_request` for a value that cannot be a
   *   ticket
   */
  exchangeTicket(ticket: string, options?: ExchangeOptions): Promise<LoggedInUser>;
  /**
   * Claims the login of a bound launch whose result did not reach the app, once, as an exchange of its ticket would.
   *
   * @throws {App2WxappError} `login_pending` while the user has not finished: claim again later; `login_denied`,
   *   `login_expired`, `invalid_ticket`, `user_blocked`
   */
  claimLogin(launch: BoundLaunch, options?: LoginOptions): Promise<LoggedInUser>;
  /**
   * Verifies a session token: by the authority's published keys (ES256: signature, issuer, audience, expiry) or by
   * the shared key (HS256: signature, pool, expiry), as configured; a token cannot choose.
   *
   * Online, it also asks the authority whether the token is active (RFC 7662), at most once in a few seconds for one
   * token. Offline, it does **not** notice that a token was revoked or its user blocked: see
   * {@link ClientOptions.verification}. The signature of one token is verified once in a minute. Published keys are
   * fetched once and renewed every ten minutes in the background; while the authority is down they remain in use for
   * 24 hours.
   *
   * @throws {App2WxappError} `invalid_token`, `token_expired`
   */
  verifyToken(token: string, options?: VerifyOptions): Promise<TokenClaims>;
  /**
   * Revokes the session of a token or refresh token: logging out. A token without a session is no error. Online
   * verification by this client takes it into account at once, by another client within its `onlineCacheSeconds`;
   * offline verification accepts the token until it expires.
   *
   * @throws {App2WxappError} `invalid_request` for an empty token
   * @see https://www.rfc-editor.org/rfc/rfc7009
   */
  revokeToken(token: string, options?: RevokeOptions): Promise<void>;
  /**
   * Creates a new token of a session from its refresh token, which is consumed and never sent twice: when the
   * response is lost, the user has to log in again.
   *
   * @throws {App2WxappError} `invalid_ticket` when the refresh token is unknown, consumed or expired, or the
   *   session was revoked
   * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
   */
  refreshSession(refreshToken: string, options?: SessionCallOptions): Promise<RefreshedSession>;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_RETRY = 2;
const DEFAULT_CACHE_SECONDS = 5;

/**
 * Creates a backend's client of one user pool at one authority. It sends nothing until its first call.
 *
 * With a function, it reads and checks the options at its first use: for a client at the top of a module that is also
 * loaded without its environment, as in `next build`. Then each call, and reading `userPoolId`, may throw
 * `invalid_options`.
 *
 * @throws {App2WxappError} `invalid_options`
 * @example
 * const client = createClient({ authority: 'https://login.example.com', userPoolId, secret });
 * const user = await client.exchangeTicket(ticket);
 * @example
 * export const client = createClient(() => ({ authority: process.env.AUTHORITY ?? '', userPoolId, secret }));
 */
export function createClient(options: ClientOptions | (() => ClientOptions)): Client {
  return typeof options === 'function' ? createLazyClient(options) : createReadyClient(() => options);
}

function createLazyClient(read: () => ClientOptions): Client {
  let ready: Client | undefined;
  const client = () => (ready ??= createReadyClient(read));
  return {
    get userPoolId() {
      return client().userPoolId;
    },
    // Async functions, so that invalid options reject the promise.
    exchangeTicket: async (ticket, call) => client().exchangeTicket(ticket, call),
    claimLogin: async (launch, call) => client().claimLogin(launch, call),
    verifyToken: async (token, call) => client().verifyToken(token, call),
    revokeToken: async (token, call) => client().revokeToken(token, call),
    refreshSession: async (refreshToken, call) => client().refreshSession(refreshToken, call),
    findUser: async (userId, call) => client().findUser(userId, call),
    changeUser: async (userId, changes, call) => client().changeUser(userId, changes, call),
    exportUser: async (userId, call) => client().exportUser(userId, call),
    deleteUser: async (userId, call) => client().deleteUser(userId, call),
    listSessions: async (userId, call) => client().listSessions(userId, call),
    revokeSession: async (userId, sessionId, call) => client().revokeSession(userId, sessionId, call),
    revokeSessions: async (userId, call) => client().revokeSessions(userId, call),
  };
}

function createReadyClient(read: () => ClientOptions): Client {
  const options = readOptions(read);
  const { userPoolId, algorithm = 'ES256', onlineCacheSeconds = DEFAULT_CACHE_SECONDS } = options;
  const { timeoutMs = DEFAULT_TIMEOUT_MS, retry = DEFAULT_RETRY } = options;
  refuseInvalidOptions({ ...options, timeoutMs, retry, onlineCacheSeconds, algorithm });
  const connection = createConnection(options, { timeoutMs, retry });
  const { verification = connection.isAuthing ? 'offline' : 'online' } = options;
  const issuer = options.issuer ?? connection.baseUrl.origin;
  const issuerCheck = createIssuerCheck({ expected: issuer, onWarning: createWarn(options.onWarning) });
  const rules = createTokenRules(options, { connection, issuer, onOtherIssuer: issuerCheck.compare });
  const verify = createVerifiedTokens((token) => verifyTokenBy(rules, token));
  const activeTokens = createActiveTokens({
    ask: (token) => requireActive(connection, token),
    keepMs: onlineCacheSeconds * 1000,
    timeoutMs,
  });

  async function noteLogin(user: LoggedInUser): Promise<LoggedInUser> {
    if (algorithm === 'ES256') await issuerCheck.readToken(user.token);
    return user;
  }

  async function verifyToken(token: string, call?: VerifyOptions): Promise<TokenClaims> {
    const { signal, verification: how = verification } = Object(call) as VerifyOptions;
    if (!isVerification(how)) throw new App2WxappError('invalid_options', `${VERIFICATION_RULE}.`);
    const claims = await verify(token);
    if (how === 'online') await activeTokens.require(token, claims.data.id, signal);
    return claims;
  }

  /** Forgets cached responses after the call, even a failed one: it may have reached the authority. */
  async function ending(userId: string | undefined, end: () => Promise<void>): Promise<void> {
    try {
      await end();
    } finally {
      activeTokens.forget(userId);
    }
  }

  return {
    userPoolId,
    exchangeTicket: async (ticket, call) => noteLogin(await exchangeTicket(connection, ticket, call)),
    claimLogin: async (launch, call) => noteLogin(await claimLogin(connection, launch, call)),
    verifyToken,
    revokeToken: async (token, call) =>
      ending(await readUserId(token), () => revokeToken(connection, token, call)),
    refreshSession: (refreshToken, call) => refreshSession(connection, refreshToken, call),
    ...createUserCalls(connection, ending),
  };
}

/** Warns by the receiver of the options. One that fails ends no call: the process warns in its place. */
function createWarn(receive?: (message: string) => unknown): (message: string) => void {
  const warn = (message: string) => process.emitWarning(message, { type: 'App2WxappWarning' });
  if (!receive) return warn;
  return (message) => {
    new Promise((resolve) => resolve(receive(message))).catch(() => warn(message));
  };
}

function createTokenRules(
  options: ClientOptions,
  {
    connection,
    ...published
  }: {
    readonly connection: Connection;
    readonly issuer: string;
    readonly onOtherIssuer: (issuer: unknown) => void;
  },
): TokenRules {
  const { userPoolId } = options;
  if (options.algorithm === 'HS256') {
    return { algorithm: 'HS256', keys: createSharedKey(options.signingKey), userPoolId };
  }
  return { algorithm: 'ES256', keys: createKeySet(connection), userPoolId, ...published };
}
