import { randomUUID } from 'node:crypto';
import {
  App2WxappError,
  isApp2WxappError,
  parseExchangeResponse,
  parseTicket,
  type TokenClaims,
  type User,
} from '@app2wxapp/core';
import { isAuthingHost, parseAuthorityUrl } from './authority-url.js';
import { createHttp, type Fetch, type HttpAnswer } from './http.js';
import { createKeySet } from './key-set.js';
import { createSharedKey } from './shared-key.js';
import { verifyTokenBy, type TokenRules } from './verify-token.js';

/** How {@link createClient} reaches an authority, as whom, and how tokens are verified. */
export type ClientOptions = ConnectionOptions & (PublishedKeyOptions | SharedKeyOptions);

/** Tokens are signed by the authority's own key: nothing has to be configured. */
export interface PublishedKeyOptions {
  /** @default 'ES256' */
  readonly algorithm?: 'ES256';
  /**
   * What tokens name as their issuer, when it is not the address that this backend reaches the authority by.
   * @default the authority's origin
   */
  readonly issuer?: string;
  /** Of HS256 only. */
  readonly signingKey?: never;
}

/** Tokens are in Authing's own format, signed by a key that this backend shares with the authority. */
export interface SharedKeyOptions {
  readonly algorithm: 'HS256';
  /** The key: its UTF-8 bytes, 32 or more (RFC 7518 §3.2). Whoever has it can make tokens. */
  readonly signingKey: string;
  /** Such tokens name no issuer. */
  readonly issuer?: never;
}

/** How {@link createClient} reaches an authority, and as whom. */
export interface ConnectionOptions {
  /**
   * The authority's origin. In clear text (`http:`) only `localhost`, `127.0.0.1` and `[::1]` are spoken to, and what
   * {@link insecureHttpHosts} names.
   * @example 'https://core.authing.cn'
   */
  readonly authority: string;
  /** The user pool's id: letters, digits, `-` and `_`. */
  readonly userPoolId: string;
  /** The user pool's secret. It goes into request bodies and nowhere else. */
  readonly secret: string;
  /**
   * Milliseconds for one call: connecting, the whole answer and every retry.
   * @default 10000
   */
  readonly timeoutMs?: number;
  /**
   * How often a call that is safe to repeat is tried again when no answer comes, or 502, 503 or 504 does. An exchange
   * is safe by its `Idempotency-Key`, which Authing's hosts do not know: there nothing is tried again.
   * @default 2
   */
  readonly retry?: number;
  /**
   * Host names, without port, that may be spoken to in clear text though they are not this machine: for a private
   * network whose traffic nobody else can read.
   * @example ['authority']
   */
  readonly insecureHttpHosts?: readonly string[];
  /** In place of the global `fetch`: for a proxy, a certificate of one's own, metrics. */
  readonly fetch?: Fetch;
}

/** What a call of {@link Client.exchangeTicket} may carry besides the ticket. */
export interface ExchangeOptions {
  /** The verifier of a bound launch, kept by the app since before it opened WeChat. */
  readonly codeVerifier?: string | undefined;
  /**
   * Names this exchange to the authority: the same ticket with the same key gets the same answer. For retries of your
   * own across processes.
   * @default a random UUID for each call; none with Authing's hosts
   */
  readonly idempotencyKey?: string;
  /** Ends the call with the code `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** A backend's calls to an authority. It shows nothing of its secret to `util.inspect` and `JSON.stringify`. */
export interface Client {
  /** The pool that this client speaks for. */
  readonly userPoolId: string;
  /**
   * Exchanges a ticket for the user and the session token. A ticket works once.
   *
   * The token comes straight from the authority and is not verified here.
   *
   * @param ticket what the app brought back from the mini program
   * @throws {App2WxappError} `invalid_ticket`, `invalid_secret`, `user_pool_not_found`, `user_blocked`,
   *   `rate_limited` and the other codes of the server; `invalid_request` for a ticket that cannot be one;
   *   `network_error`, `timeout`, `aborted`, `malformed_response`
   */
  exchangeTicket(ticket: string, options?: ExchangeOptions): Promise<User>;
  /**
   * Verifies a session token: by the authority's published keys (ES256: signature, issuer, audience, expiry) or by the
   * shared key (HS256: signature, pool, expiry), as configured; a token cannot choose.
   *
   * It does **not** see that a token was revoked. Published keys are fetched once and renewed every ten minutes in the
   * background; while the authority is down they serve for 24 hours.
   *
   * @throws {App2WxappError} `invalid_token`, `token_expired`; `network_error`, `timeout`, `malformed_response` when
   *   there are no keys to verify with
   */
  verifyToken(token: string): Promise<TokenClaims>;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
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
  const { userPoolId, secret, timeoutMs = DEFAULT_TIMEOUT_MS, retry = DEFAULT_RETRY } = options;
  const baseUrl = parseAuthorityUrl(options.authority, options.insecureHttpHosts);
  refuseInvalid({ userPoolId, secret, timeoutMs, retry });
  const repeatable = !isAuthingHost(baseUrl);
  const http = createHttp({ baseUrl, timeoutMs, ...(options.fetch && { fetch: options.fetch }) });
  const rules: TokenRules =
    options.algorithm === 'HS256'
      ? { algorithm: 'HS256', keys: createSharedKey(options.signingKey), userPoolId }
      : {
          algorithm: 'ES256',
          keys: createKeySet({ baseUrl, http, timeoutMs, retry: repeatable ? retry : 0 }),
          issuer: options.issuer ?? baseUrl.origin,
          userPoolId,
        };

  async function exchangeTicket(ticket: string, exchange: ExchangeOptions = {}): Promise<User> {
    const { codeVerifier, signal, idempotencyKey = randomUUID() } = exchange;
    const answer = await http({
      path: `oauth/app2wxapp/auth/${userPoolId}`,
      json: { ticket: parseTicket(ticket), secret, ...(codeVerifier !== undefined && { codeVerifier }) },
      ...(repeatable && { headers: { 'idempotency-key': idempotencyKey }, retry }),
      signal,
    });
    return judge(answer, parseExchangeResponse, [ticket, secret, codeVerifier]);
  }

  return { userPoolId, exchangeTicket, verifyToken: (token) => verifyTokenBy(rules, token) };
}

/** Reads an answer; its error learns when to try again, and forgets what the server should not have repeated. */
function judge<T>(
  answer: HttpAnswer,
  parse: (body: string, status: number) => T,
  sensitive: readonly (string | undefined)[],
): T {
  try {
    return parse(answer.text, answer.status);
  } catch (error) {
    if (!isApp2WxappError(error)) throw error;
    const { status, retryAfterSeconds } = answer;
    const leaks = sensitive.some((value) => value !== undefined && error.message.includes(value));
    throw new App2WxappError(error.code, leaks ? `The authority refused: ${error.code}` : error.message, {
      status,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      ...(error.cause !== undefined && !leaks && { cause: error.cause }),
    });
  }
}

type Checked = Required<Pick<ClientOptions, 'userPoolId' | 'secret' | 'timeoutMs' | 'retry'>>;

function refuseInvalid({ userPoolId, secret, timeoutMs, retry }: Checked): void {
  if (!/^[A-Za-z0-9_-]{1,249}$/.test(userPoolId)) {
    throw invalid('"userPoolId" must be 1–249 letters, digits, "-" or "_"');
  }
  if (typeof secret !== 'string' || secret === '')
    throw invalid('"secret" must be the secret of the user pool');
  if (!(Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS)) {
    throw invalid('"timeoutMs" must be a positive whole number of milliseconds');
  }
  if (!(Number.isInteger(retry) && retry >= 0 && retry <= 10))
    throw invalid('"retry" must be an integer from 0 to 10');
}

function invalid(rule: string): App2WxappError {
  return new App2WxappError('invalid_options', `${rule}.`);
}
