import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { User } from '@app2wxapp/core';
import { digest } from '../digest.js';
import { createObjectId, createToken, systemRandom } from '../random.port.js';
import { redeemTicket } from '../redeem-ticket.js';
import type { Ticket } from '@app2wxapp/core';
import { answerRequest, type AnswerStyle, type StandInRequest } from './stand-in-routes.js';
import { createStandInRules, type StandInBinding } from './stand-in-rules.js';
import { createTestPool } from './test-pool.js';

/** Lifetime of sessions in seconds, where refresh tokens are issued. */
const REFRESH_TTL_SECONDS = 2_592_000;

/** Options of a stand-in authority; each has a default. */
export interface StandInOptions {
  /** Id of the user pool. @default a random one */
  readonly userPoolId?: string;
  /** Secret of the pool. @default a random one */
  readonly secret?: string;
  /** Format of login responses. @default 'bare' */
  readonly style?: AnswerStyle;
  /** Key of tokens in Authing's own format: HS256, 32 bytes or more. @default none: tokens are signed by ES256 */
  readonly signingKey?: string;
  /**
   * Issues a refresh token with each login.
   * @default false
   */
  readonly refreshTokens?: boolean;
  /**
   * Responds to a request itself by returning `true`: slowly, malformed or failing, as a test requires. An error that
   * it throws becomes a 500 with its message.
   */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Running stand-in. Its properties are the options of a client; its methods replace the mini program. */
export interface StandInAuthority {
  /** Origin of the stand-in, on a free port of the loopback interface. */
  readonly authority: string;
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Secret of the pool. */
  readonly secret: string;
  /** Received requests, oldest first. */
  readonly requests: readonly StandInRequest[];
  /**
   * Issues a ticket that one exchange or claim consumes. Omitted fields of the user have defaults; without `openid`
   * and `_id` it is a new user.
   *
   * @throws {App2WxappError} `login_expired` for a launch that was used, or a user that a former ticket blocked
   */
  issueTicket(user?: Partial<User>, binding?: StandInBinding): string;
  /** Signs the token of a login, whose session is active. The passed claims replace those of the login. */
  signToken(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Publishes a new key and signs with it; the old one is no longer published. */
  rotateKey(): Promise<void>;
  /** Stops the server. */
  close(): Promise<void>;
}

/**
 * Starts an authority for tests: the rules of the real one over HTTP, with a store in memory and without WeChat. Never
 * use it in production: its callers issue tickets for any user.
 *
 * @example
 * const { close, issueTicket, ...pool } = await startStandInAuthority();
 * const client = createClient(pool);
 * const user = await client.exchangeTicket(issueTicket({ nickname: 'Lin' }));
 * await close();
 */
export async function startStandInAuthority(options: StandInOptions = {}): Promise<StandInAuthority> {
  const { userPoolId = createObjectId(systemRandom, Date.now()), secret = createToken(systemRandom, 16) } =
    options;
  const { style = 'bare', refreshTokens = false, signingKey, intercept } = options;
  const pool = createTestPool({
    id: userPoolId,
    secrets: [{ id: 'of the stand-in', digest: digest(secret), expiresAt: null }],
    refreshTtlSeconds: refreshTokens ? REFRESH_TTL_SECONDS : 0,
    tokenFormat: signingKey === undefined ? 'ES256' : 'HS256',
  });
  let authority = '';
  const rules = await createStandInRules(pool, () => authority, signingKey);
  const requests: StandInRequest[] = [];

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: path = '/', headers } = request;
    const received = { method, path, headers, body: await readBody(request) };
    requests.push(received);
    if (intercept?.(request, response) === true) return;
    const { status, body } = await answerRequest(rules, style, received);
    send(response, status, body);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      fail(response, error);
    });
  });
  authority = await listen(server);

  return {
    authority,
    userPoolId,
    secret,
    requests,
    issueTicket: rules.issueTicket,
    signToken: async ({ sub, ...claims } = {}) => {
      const ticket = rules.issueTicket(typeof sub === 'string' ? { _id: sub } : {}) as Ticket;
      const { user } = await redeemTicket(rules, { userPoolId, secret, ticket, ip: '127.0.0.1' });
      return rules.keys.signAgain(user.token, claims);
    },
    rotateKey: () => rules.keys.rotate(),
    close: () => close(server),
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body && JSON.stringify(body));
}

/** Ends a request whose interception threw or whose connection broke; other requests still get responses. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else send(response, 500, { error: 'internal', message: error instanceof Error ? error.message : '' });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
