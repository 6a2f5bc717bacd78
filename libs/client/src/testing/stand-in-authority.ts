import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SERVER_ERRORS, type ServerErrorCode, type User } from '@app2wxapp/core';
import type { JWTPayload } from '../jose.js';
import type { LoggedInUser } from '../login-answer.js';
import { createLogins, type StandInBinding, type StandInLogins } from './stand-in-logins.js';
import { createSessions, TOKEN_TTL_SECONDS, type StandInSessions } from './stand-in-sessions.js';

/** How a server answers a login: the bare user, or Authing's envelope with the user as an object or as JSON text. */
export type AnswerStyle = 'bare' | 'envelope' | 'envelope-text';

/** What a stand-in authority is made of; all of it has defaults. */
export interface StandInOptions {
  readonly userPoolId?: string;
  readonly secret?: string;
  /** @default 'bare' */
  readonly style?: AnswerStyle;
  /** Makes tokens in Authing's own format: HS256 under this key, 32 bytes or more. */
  readonly signingKey?: string;
  /**
   * Gives a refresh token with each login.
   * @default false
   */
  readonly refreshTokens?: boolean;
  /** Answers a request itself by returning `true`: slow, broken or failing, whatever a test needs. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A running stand-in. Its properties say how to reach it; its methods do what a mini program would have done. */
export interface StandInAuthority {
  /** Its origin, on a free port of the loopback interface. */
  readonly authority: string;
  readonly userPoolId: string;
  readonly secret: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly StandInRequest[];
  /** Makes a ticket that one exchange or claim will take. Fields of the user that are not given have defaults. */
  issueTicket(user?: Partial<User>, binding?: StandInBinding): string;
  /** Signs a token as a login does. Claims that are given replace the usual ones. */
  signToken(claims?: JWTPayload): Promise<string>;
  /** Publishes a new key and signs by it; the old one is no longer published. */
  rotateKey(): Promise<void>;
  close(): Promise<void>;
}

/** Where calls about a user go to. */
const USERS = '/oauth/users/';

/** One request that a stand-in received. */
export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** What its JSON or its form says. */
  readonly body: unknown;
}

/**
 * Starts an authority for tests: a real HTTP server with a real ES256 key, tickets that work once and the answers of
 * the protocol, without WeChat and without a database. Never for production: whoever holds it makes any user.
 *
 * @example
 * const { close, issueTicket, ...pool } = await startStandInAuthority();
 * const client = createClient(pool);
 * const user = await client.exchangeTicket(issueTicket({ nickname: 'Lin' }));
 * await close();
 */
export async function startStandInAuthority(options: StandInOptions = {}): Promise<StandInAuthority> {
  const userPoolId = options.userPoolId ?? randomBytes(12).toString('hex');
  const secret = options.secret ?? randomBytes(16).toString('hex');
  const requests: StandInRequest[] = [];
  let authority = '';
  const { signingKey, refreshTokens = false } = options;
  const sessions = await createSessions({ issuer: () => authority, userPoolId, signingKey, refreshTokens });
  const logins = createLogins(secret, (user) => sessions.open(user));
  const pool: StandInPool = { userPoolId, secret, style: options.style ?? 'bare', sessions, logins };

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { method = '', url: path = '/', headers } = request;
      requests.push({ method, path, headers, body });
      if (options.intercept?.(request, response) !== true) return answer(pool, { request, response, body });
      return undefined;
    });
  });
  authority = await listen(server);

  return {
    authority,
    userPoolId,
    secret,
    requests,
    issueTicket: (user, binding) => logins.issueTicket(user, binding),
    signToken: (claims) => sessions.signToken(claims),
    rotateKey: () => sessions.rotateKey(),
    close: () => close(server),
  };
}

interface StandInPool {
  readonly userPoolId: string;
  readonly secret: string;
  readonly style: AnswerStyle;
  readonly sessions: StandInSessions;
  readonly logins: StandInLogins;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: unknown;
}

async function answer(pool: StandInPool, { request, response, body }: Call): Promise<void> {
  const { logins, sessions, userPoolId, style } = pool;
  const key = request.headers['idempotency-key']?.toString();
  switch (request.url) {
    case '/.well-known/jwks.json':
      return sendJson(response, 200, sessions.jwks());
    case `/oauth/app2wxapp/auth/${userPoolId}`:
      return sendLogin(response, style, await logins.exchange(body ?? {}, key));
    case `/oauth/app2wxapp/claim/${userPoolId}`:
      return sendLogin(response, style, await logins.claim(body ?? {}, key));
    case '/oauth/introspect':
    case '/oauth/revoke':
    case '/oauth/token':
      return isClient(pool, request)
        ? answerOauth(sessions, { request, response, body })
        : sendJson(response, 401, { error: 'invalid_client' });
    default:
      if (request.url?.startsWith(USERS) === true) return answerUser(pool, { request, response, body });
      return sendFailure(response, style, 'user_pool_not_found');
  }
}

async function answerOauth(sessions: StandInSessions, { request, response, body }: Call): Promise<void> {
  const form = (body ?? {}) as Readonly<Record<string, string | undefined>>;
  const { token = '', refresh_token: refreshToken = '' } = form;
  if (request.url === '/oauth/introspect') {
    return sendJson(response, 200, { active: sessions.isActive(token) });
  }
  if (request.url === '/oauth/revoke') {
    sessions.end(token, form.all_sessions === 'true');
    response.writeHead(200).end();
    return;
  }
  const next = await sessions.refresh(refreshToken);
  if (!next) return sendJson(response, 400, { error: 'invalid_grant' });
  sendJson(response, 200, {
    access_token: next.token,
    token_type: 'Bearer',
    expires_in: TOKEN_TTL_SECONDS,
    refresh_token: next.refreshToken,
  });
}

function answerUser(pool: StandInPool, { request, response, body }: Call): void {
  if (!isClient(pool, request)) return sendFailure(response, 'bare', 'invalid_secret');
  const { method = '', url = '' } = request;
  const answer = pool.sessions.users.answer({ method, path: url.slice(USERS.length), body });
  if (answer.body !== undefined) return sendJson(response, answer.status, answer.body);
  response.writeHead(answer.status).end();
}

function isClient({ userPoolId, secret }: StandInPool, { headers }: IncomingMessage): boolean {
  const credentials = Buffer.from(`${userPoolId}:${encodeURIComponent(secret)}`).toString('base64');
  return headers.authorization === `Basic ${credentials}`;
}

function sendLogin(
  response: ServerResponse,
  style: AnswerStyle,
  outcome: LoggedInUser | ServerErrorCode,
): void {
  if (typeof outcome === 'string') return sendFailure(response, style, outcome);
  if (style === 'bare') return sendJson(response, 200, outcome);
  const data = style === 'envelope' ? outcome : JSON.stringify(outcome);
  sendJson(response, 200, { code: 200, message: '获取用户信息成功', data });
}

function sendFailure(response: ServerResponse, style: AnswerStyle, error: ServerErrorCode): void {
  const { number: code, status } = SERVER_ERRORS[error];
  if (style === 'bare') sendJson(response, status, { status, error, code, message: error });
  else sendJson(response, 200, { code, message: error });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
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
