import type { AvatarTickets } from '@app2wxapp/authority';
import { Agent, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AVATAR_TICKETS } from '../../src/logins/avatar-routes.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

/** How many requests: few in an everyday run, `FUZZ_REQUESTS=100000` for the long one. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 2000);
const AT_ONCE = 20;

interface Generated {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

describe('any request', () => {
  const server = new RunningAuthority();
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let pool: TestPool;
  let ticket: string;
  let token: string;
  let avatarTicket: string;
  /** What an attacker may know of somebody, and what no log line may hold. */
  const loginCode = server.wechat.createLoginCode('o-hidden');
  const phoneCode = server.wechat.createPhoneCode('13900001234');
  const codeVerifier = 'a-verifier-that-nobody-else-may-see-of-43-chars';
  const refreshToken = 'a-refresh-token-that-nobody-else-may-see';

  beforeAll(async () => {
    await server.start({ metricsToken: 'a-token-for-metrics' });
    pool = await server.createPool();
    ticket = await server.issueTicket(pool);
    const first = await server.issueTicket(pool, { phoneCode: server.wechat.createPhoneCode('13900001234') });
    const { body: user } = await server.exchange(pool, { ticket: first, secret: pool.secret });
    token = user.token;
    const owner = { userPoolId: pool.userPoolId, accountId: user._id };
    avatarTicket = server.get<AvatarTickets>(AVATAR_TICKETS).create(owner);
  }, 60_000);
  afterAll(() => {
    agent.destroy();
    return server.stop();
  });

  const ENDPOINTS = [
    ...['auth', 'tickets', 'avatars', 'claim', 'denials', 'pools'].map((name) => `/oauth/app2wxapp/${name}/`),
    ...[
      '/avatars/',
      '/oauth/token',
      '/oauth/introspect',
      '/oauth/revoke',
      '/.well-known/jwks.json',
      '/metrics',
      '/health/ready',
    ],
    ...[
      '/admin/session',
      '/admin/pools',
      '/admin/pools/',
      '/admin/events',
      '/admin/operators',
      '/admin/counts',
      '/',
    ],
  ];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('', '\0', '__proto__', 'null', '1e999', '../../..', "' or 1=1--", '🙂', 'x'.repeat(5000)),
  );
  const value = fc.oneof(
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(text, { maxLength: 2 }),
  );

  /** Bodies that are nearly right reach further than those that are not. */
  const createBody = () =>
    fc.oneof(
      text,
      fc.json(),
      fc
        .record(
          {
            ticket: fc.oneof(value, fc.constant(ticket)),
            tickett: value,
            secret: fc.oneof(value, fc.constant(pool.secret)),
            codeVerifier: fc.oneof(value, fc.constant(codeVerifier)),
            loginCode: fc.oneof(value, fc.constant(loginCode)),
            phoneCode: fc.oneof(value, fc.constant(phoneCode)),
            scene: fc.oneof(value, fc.constant(1069)),
            useSelfWxapp: value,
            state: fc.oneof(value, fc.constant('s'.repeat(22))),
            codeChallenge: fc.oneof(value, fc.constant('c'.repeat(43))),
            profile: value,
            token: fc.oneof(value, fc.constant(token)),
            client_id: fc.constant(pool.userPoolId),
            client_secret: fc.constant(pool.secret),
            grant_type: fc.constant('refresh_token'),
            refresh_token: fc.oneof(text, fc.constant(refreshToken)),
          },
          { requiredKeys: [] },
        )
        .map((fields) => JSON.stringify(fields)),
      fc.constant(JSON.stringify({ ticket: 'x'.repeat(20_000) })),
      text.map((rest) => `RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0${rest}`),
    );
  const createRequest = () =>
    fc.record<Generated>({
      method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
      path: fc
        .tuple(
          fc.constantFrom(...ENDPOINTS),
          fc.oneof(
            fc.constant(pool.userPoolId),
            text.map(encodeURIComponent),
            fc.constantFrom('%', '%zz', '%00', ''),
          ),
          fc.oneof(
            fc.constant(''),
            text.map((query) => `?ticket=${encodeURIComponent(query)}`),
            fc.constant(`?ticket=${ticket}&secret=${pool.secret}&phone=13900001234`),
          ),
        )
        .map((parts) => parts.join('')),
      headers: fc.record(
        {
          'content-type': fc.constantFrom(
            'application/json',
            'application/json',
            'application/json; charset=utf-16',
            'application/x-www-form-urlencoded',
            'text/plain',
            'multipart/form-data',
            ';',
          ),
          'accept-language': fc.constantFrom('en', 'zh-CN', '*', 'en;q=x', ','.repeat(50)),
          'idempotency-key': fc.constantFrom('k', '', 'k'.repeat(300), 'k k'),
          authorization: fc.constantFrom(
            'Bearer x',
            'Basic !',
            'Basic eDp5',
            `Basic ${'A'.repeat(5000)}`,
            'Bearer',
            `Bearer ${token}`,
            `Bearer ${avatarTicket}`,
            `Basic ${Buffer.from(`${pool.userPoolId}:${pool.secret}`).toString('base64')}`,
          ),
          'x-forwarded-for': fc.constantFrom('1.2.3.4', 'x', '::1'),
          cookie: fc.constantFrom('a=b', 'app2wxapp_operator=x', '=;=', 'app2wxapp_operator=%'),
          origin: fc.constantFrom('null', 'https://a.example', 'x'),
        },
        { requiredKeys: [] },
      ),
      body: createBody(),
    });

  const send = ({ method, path, headers, body }: Generated) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const content = method === 'GET' || method === 'HEAD' ? '' : body;
      // Node leaves the length out of a DELETE with a body, and the rest would be another request.
      const length = { 'content-length': String(Buffer.byteLength(content)) };
      const options = { method, headers: { ...headers, ...length }, agent };
      const outgoing = httpRequest(server.url + path, options, (response) => {
        let received = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (received += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: received }));
      });
      outgoing.on('error', (error) =>
        reject(new Error(`${error.message}: ${method} ${path} ${JSON.stringify(headers)}`)),
      );
      outgoing.end(content);
    });

  test(`of ${REQUESTS} generated ones none gets a 5xx or a stack trace, and no log line holds a secret`, async () => {
    const requests = fc.sample(createRequest(), REQUESTS);
    for (let first = 0; first < requests.length; first += AT_ONCE) {
      const batch = requests.slice(first, first + AT_ONCE);
      const answers = await Promise.all(batch.map(send));
      answers.forEach(({ status, text: received }, index) => {
        // WeChat's stand-in knows none of these codes and answers; nothing may be unavailable.
        if (status >= 500 || /node_modules|\\n +at /.test(received)) {
          throw new Error(`${status} to ${JSON.stringify(batch[index])}: ${received}`);
        }
      });
    }
    const log = server.logLines.join('');
    const secrets = [
      ticket,
      pool.secret,
      token,
      avatarTicket,
      loginCode,
      phoneCode,
      codeVerifier,
      refreshToken,
      '13900001234',
    ];
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
    expect((await server.send('/health/ready')).status).toBe(200);
  }, 3_600_000);
});
