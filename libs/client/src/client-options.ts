import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import { parseAuthorityUrl, parseHostname } from './authority-url.js';
import type { Fetch } from './http.js';
import { findKeyProblem } from './shared-key.js';

/** Options of {@link createClient}: the authority, the pool, and how tokens are verified. */
export type ClientOptions = ConnectionOptions & (PublishedKeyOptions | SharedKeyOptions);

/** Options for tokens that the authority's own key signs: nothing has to be configured. */
export interface PublishedKeyOptions {
  /** Signature algorithm. @default 'ES256' */
  readonly algorithm?: 'ES256' | undefined;
  /**
   * Issuer of the tokens (`iss`), if it differs from the address at which this backend reaches the authority.
   * @default the authority's origin
   */
  readonly issuer?: string | undefined;
  /** Key of HS256 only. */
  readonly signingKey?: never;
}

/** Options for tokens in Authing's own format, signed by a key that this backend shares with the authority. */
export interface SharedKeyOptions {
  /** Signature algorithm of Authing's token format. */
  readonly algorithm: 'HS256';
  /** Signing key: its UTF-8 bytes, at least 32 (RFC 7518 §3.2). A holder of the key can forge tokens. */
  readonly signingKey: string;
  /** Issuer, which HS256 tokens do not have. */
  readonly issuer?: never;
}

/** Options of the connection to an authority. */
export interface ConnectionOptions {
  /**
   * Origin of the authority. Clear text (`http:`) is accepted only for `localhost`, `127.0.0.1`, `[::1]` and the
   * hosts in {@link insecureHttpHosts}.
   * @example 'https://core.authing.cn'
   */
  readonly authority: string;
  /** Id of the user pool: letters, digits, `-` and `_`. */
  readonly userPoolId: string;
  /** Secret of the user pool. It is sent in request bodies and HTTP Basic headers only. */
  readonly secret: string;
  /**
   * Time limit of one call in milliseconds, including the connection, the whole response and every retry.
   * @default 10000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Number of retries of a call that is safe to repeat, after no response, 502, 503 or 504. An exchange and a claim
   * are safe by their `Idempotency-Key`, which Authing's hosts do not support: they get no retry. A refresh is never
   * retried. A `Retry-After` of up to a quarter of {@link timeoutMs} is waited for; a longer one ends the call.
   * @default 2
   */
  readonly retry?: number | undefined;
  /**
   * Way to verify tokens. `online` asks the authority whether the token is active (RFC 7662), and caches the response
   * for {@link onlineCacheSeconds}: a logout, a block or a deletion takes effect within that time, and no token is
   * verified while the authority is down.
   *
   * `offline` gives that up: it checks signature and expiry only, so a revoked token and a blocked user are accepted
   * until the token expires, after 15 days by default. It needs no request, and works while the authority is down.
   * @default 'online'; with Authing's hosts, which have no introspection, 'offline'
   */
  readonly verification?: Verification | undefined;
  /**
   * Seconds for which the authority's response about a token is cached, from the beginning of its request. A revocation by this client takes effect at
   * once, a revocation by another within this time. 0 asks the authority at every verification.
   * @default 5
   */
  readonly onlineCacheSeconds?: number | undefined;
  /**
   * Host names, without port, that may be called in clear text though they are not this machine: for a private
   * network whose traffic no other party can read.
   * @example ['authority']
   */
  readonly insecureHttpHosts?: readonly string[] | undefined;
  /**
   * Receives one warning about each likely mistake in the configuration, such as tokens of another issuer. If it throws
   * or rejects, no call fails: the process emits the warning instead.
   * @default a warning of the process, which Node prints on stderr
   */
  readonly onWarning?: ((message: string) => void) | undefined;
  /**
   * Sends each request in place of Node's own client: for metrics, or for a proxy or certificate of this client only.
   * A dispatcher of undici's `setGlobalDispatcher` takes effect only with `fetch: globalThis.fetch`.
   */
  readonly fetch?: Fetch | undefined;
}

/** Way to verify tokens: with or without asking the authority. See {@link ConnectionOptions.verification}. */
export type Verification = 'offline' | 'online';

const NAMES = [
  ...([
    'authority',
    'userPoolId',
    'secret',
    'algorithm',
    'issuer',
    'signingKey',
    'timeoutMs',
    'retry',
  ] as const),
  ...(['verification', 'onlineCacheSeconds', 'insecureHttpHosts', 'onWarning', 'fetch'] as const),
] satisfies readonly (keyof ClientOptions)[];

const MAX_TIMEOUT_MS = 2 ** 31 - 1;
const MAX_CACHE_SECONDS = 300;

type Checked = ConnectionOptions &
  Required<Pick<ClientOptions, 'timeoutMs' | 'retry' | 'onlineCacheSeconds' | 'algorithm'>> & {
    readonly issuer?: string;
    readonly signingKey?: string;
  };

/**
 * Reads the known options, each once and by its name, so that getters of a class instance work.
 *
 * @param read may return `undefined` in JavaScript: the check then names each missing option
 * @throws {App2WxappError} `invalid_options` when reading fails
 */
export function readOptions(read: () => ClientOptions): ClientOptions {
  try {
    const given = Object(read()) as Readonly<Record<keyof Checked, unknown>>;
    if (given instanceof Promise) {
      given.catch(() => undefined);
      throw new App2WxappError(
        'invalid_options',
        'The options of the client must not be a promise: await it first.',
      );
    }
    const entries = NAMES.map((name) => [name, given[name]] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as ClientOptions;
  } catch (cause) {
    if (isApp2WxappError(cause)) throw cause;
    throw new App2WxappError(
      'invalid_options',
      'The options of the client could not be read: see the cause.',
      {
        cause,
      },
    );
  }
}

/** Whether a value is a way to verify tokens. */
export function isVerification(value: unknown): value is Verification {
  return value === 'offline' || value === 'online';
}

/** Rule of the option `verification`, for messages. */
export const VERIFICATION_RULE = '"verification" must be "offline" or "online"';

/**
 * Rejects invalid options that the compiler cannot find, all in one error: an environment that lacks three variables
 * needs one more start, not three.
 *
 * @throws {App2WxappError} `invalid_options`
 */
export function refuseInvalidOptions(options: Checked): void {
  const problems = [findAuthorityProblem(options), ...RULES.map((rule) => rule(options))];
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw new App2WxappError('invalid_options', `${found.join('; ')}.`);
}

/** Each returns what is wrong, never the value: it may be a misplaced secret. */
const RULES: readonly ((options: Checked) => string | undefined)[] = [
  ({ userPoolId }) =>
    typeof userPoolId === 'string' && /^[A-Za-z0-9_-]{1,249}$/.test(userPoolId)
      ? undefined
      : '"userPoolId" must be 1–249 letters, digits, "-" or "_"',
  ({ secret }) =>
    typeof secret === 'string' && secret !== '' ? undefined : '"secret" must be the secret of the user pool',
  ({ timeoutMs }) =>
    Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS
      ? undefined
      : '"timeoutMs" must be a positive whole number of milliseconds',
  ({ retry }) =>
    Number.isInteger(retry) && retry >= 0 && retry <= 10
      ? undefined
      : '"retry" must be an integer from 0 to 10',
  ({ verification }) =>
    verification === undefined || isVerification(verification) ? undefined : VERIFICATION_RULE,
  ({ onlineCacheSeconds: seconds }) =>
    typeof seconds === 'number' && seconds >= 0 && seconds <= MAX_CACHE_SECONDS
      ? undefined
      : `"onlineCacheSeconds" must be a number of seconds from 0 to ${MAX_CACHE_SECONDS}`,
  ({ algorithm }) =>
    algorithm === 'ES256' || algorithm === 'HS256'
      ? undefined
      : '"algorithm" must be "ES256", or "HS256" with "signingKey"',
  ({ issuer }) =>
    issuer === undefined || (typeof issuer === 'string' && issuer !== '')
      ? undefined
      : '"issuer" must be what tokens name as their issuer',
  ({ insecureHttpHosts: hosts }) =>
    hosts === undefined || (Array.isArray(hosts) && hosts.every(isHostname))
      ? undefined
      : '"insecureHttpHosts" must be a list of host names, without scheme and port',
  ({ onWarning, fetch }) =>
    [onWarning, fetch].every((one) => one === undefined || typeof one === 'function')
      ? undefined
      : '"onWarning" and "fetch" must be functions',
  ({ algorithm, signingKey }) => (algorithm === 'HS256' ? findKeyProblem(signingKey) : undefined),
];

function isHostname(host: unknown): boolean {
  return typeof host === 'string' && parseHostname(host) !== undefined;
}

function findAuthorityProblem({ authority, insecureHttpHosts }: Checked): string | undefined {
  try {
    parseAuthorityUrl(
      authority,
      Array.isArray(insecureHttpHosts) ? insecureHttpHosts.filter(isHostname) : [],
    );
    return undefined;
  } catch (error) {
    return (error as App2WxappError).message.replace(/\.$/, '');
  }
}
