import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseUser, SERVER_ERRORS, type ServerErrorCode, type User } from '@app2wxapp/core';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

/** How a server answers an exchange: the bare user, or Authing's envelope with the user as an object or as JSON text. */
export type AnswerStyle = 'bare' | 'envelope' | 'envelope-text';

/** What a stand-in authority is made of; all of it has defaults. */
export interface StandInOptions {
  readonly userPoolId?: string;
  readonly secret?: string;
  /** @default 'bare' */
  readonly style?: AnswerStyle;
  /** Makes tokens in Authing's own format: HS256 under this key, 32 bytes or more. */
  readonly signingKey?: string;
  /** Answers a request itself by returning `true`: slow, broken or failing, whatever a test needs. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** A running stand-in. Its properties say how to reach it; its methods do what a mini program would have done. */
export interface StandInAuthority {
  /** Its origin, on a free port of the loopback interface. */
  readonly authority: string;
  readonly userPoolId: string;
  readonly secret: string;
  /** Path and body of every request so far, oldest first. */
  readonly requests: readonly StandInRequest[];
  /** Makes a ticket that one exchange will take. Fields of the user that are not given have defaults. */
  issueTicket(user?: Partial<User>, codeVerifier?: string): string;
  /** Signs a token as an exchange does. Claims that are given replace the usual ones. */
  signToken(claims?: JWTPayload): Promise<string>;
  /** Publishes a new key and signs by it; the old one is no longer published. */
  rotateKey(): Promise<void>;
  close(): Promise<void>;
}

/** One request that a stand-in received. */
export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

interface Pending {
  readonly user: Partial<User>;
  readonly codeVerifier: string | undefined;
}

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Starts an authority for tests: a real HTTP server with a real ES256 key, tickets that work once and the answers of
 * the protocol, without WeChat and without a database. Never for production: whoever holds it makes any user.
 *
 * @example
 * const standIn = await startStandInAuthority();
 * const client = createClient(standIn);
 * const user = await client.exchangeTicket(standIn.issueTicket({ nickname: 'Lin' }));
 * await standIn.close();
 */
export async function startStandInAuthority(options: StandInOptions = {}): Promise<StandInAuthority> {
  const userPoolId = options.userPoolId ?? randomBytes(12).toString('hex');
  const secret = options.secret ?? randomBytes(16).toString('hex');
  const tickets = new Map<string, Pending>();
  const answers = new Map<string, User>();
  const requests: StandInRequest[] = [];
  let key = await createKey();
  let authority = '';

  const signToken = (claims: JWTPayload = {}) => {
    const id = typeof claims.sub === 'string' ? claims.sub : randomBytes(12).toString('hex');
    const now = Math.floor(Date.now() / 1000);
    const data = { unionid: null, id, clientId: userPoolId };
    const times = { iat: now, exp: now + 15 * DAY_SECONDS };
    if (options.signingKey !== undefined) {
      const { sub: _sub, ...rest } = claims;
      return new SignJWT({ data, ...times, ...rest })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .sign(new TextEncoder().encode(options.signingKey));
    }
    const registered = { iss: authority, sub: id, aud: userPoolId, jti: randomUUID(), sid: randomUUID() };
    return new SignJWT({ data, ...times, ...registered, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key.jwk.kid })
      .sign(key.privateKey);
  };

  async function exchange(
    body: unknown,
    idempotencyKey: string | undefined,
  ): Promise<User | ServerErrorCode> {
    const { ticket, secret: given, codeVerifier } = (body ?? {}) as Record<string, unknown>;
    if (typeof ticket !== 'string') return 'invalid_request';
    if (given !== secret) return 'invalid_secret';
    const before = idempotencyKey === undefined ? undefined : answers.get(`${idempotencyKey} ${ticket}`);
    if (before) return before;
    const pending = tickets.get(ticket);
    tickets.delete(ticket);
    if (!pending || pending.codeVerifier !== codeVerifier) return 'invalid_ticket';
    const user = await createUser(pending.user, signToken);
    if (idempotencyKey !== undefined) answers.set(`${idempotencyKey} ${ticket}`, user);
    return user;
  }

  const server = createServer((request, response) => {
    void readJson(request).then(async (body) => {
      const path = request.url ?? '/';
      requests.push({ method: request.method ?? '', path, headers: request.headers, body });
      if (options.intercept?.(request, response) === true) return;
      if (path === '/.well-known/jwks.json') return sendJson(response, 200, { keys: [key.jwk] });
      if (path !== `/oauth/app2wxapp/auth/${userPoolId}`) {
        return sendOutcome(response, 'user_pool_not_found', options.style);
      }
      sendOutcome(
        response,
        await exchange(body, request.headers['idempotency-key']?.toString()),
        options.style,
      );
    });
  });
  authority = await listen(server);

  return {
    authority,
    userPoolId,
    secret,
    requests,
    signToken,
    issueTicket: (user = {}, codeVerifier) => {
      const ticket = randomBytes(32).toString('base64url');
      tickets.set(ticket, { user, codeVerifier });
      return ticket;
    },
    rotateKey: async () => {
      key = await createKey();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function createKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: randomUUID(), alg: 'ES256', use: 'sig' };
  return { privateKey, jwk };
}

async function createUser(
  fields: Partial<User>,
  signToken: (claims: JWTPayload) => Promise<string>,
): Promise<User> {
  const now = new Date();
  const seed = fields.openid ?? randomUUID();
  const _id = fields._id ?? createHash('sha256').update(seed).digest('hex').slice(0, 24);
  const token = fields.token ?? (await signToken({ sub: _id }));
  return parseUser({
    username: 'WeChat user',
    nickname: 'WeChat user',
    loginsCount: 1,
    registerMethod: 'oauth:app2wxapp',
    openid: seed,
    lastIP: '127.0.0.1',
    lastLogin: now.toISOString(),
    signedUp: now.toISOString(),
    tokenExpiredAt: new Date(now.getTime() + 15 * DAY_SECONDS * 1000).toISOString(),
    ...fields,
    _id,
    token,
  });
}

function sendOutcome(
  response: ServerResponse,
  outcome: User | ServerErrorCode,
  style: AnswerStyle = 'bare',
): void {
  if (typeof outcome === 'string') {
    const { number, status } = SERVER_ERRORS[outcome];
    if (style === 'bare')
      sendJson(response, status, { status, error: outcome, code: number, message: outcome });
    else sendJson(response, 200, { code: number, message: outcome });
  } else if (style === 'bare') {
    sendJson(response, 200, outcome);
  } else {
    const data = style === 'envelope' ? outcome : JSON.stringify(outcome);
    sendJson(response, 200, { code: 200, message: '获取用户信息成功', data });
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString('utf8');
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
