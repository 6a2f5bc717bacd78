import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { bearer, post, startBackend, type RunningBackend } from './start-backend.js';

const ORIGIN = 'https://app.example.com';
const PHONE = '17600006754';

let standIn: StandInAuthority;
let backend: RunningBackend;

beforeAll(async () => {
  standIn = await startStandInAuthority();
  backend = await startBackend(standIn, { CORS_ORIGINS: ORIGIN });
});

afterAll(async () => {
  await backend.close();
  await standIn.close();
});

const logIn = (user = {}) => backend.ask('/auth/wechat', post({ ticket: standIn.issueTicket(user) }));

describe('POST /auth/wechat', () => {
  test('responds with the user and the token, which no cache may store', async () => {
    const { status, headers, body } = await logIn({ nickname: '林', unionid: 'u1', phone: PHONE });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(Object.keys(body)).toEqual(['user', 'token']);
    expect(body.user).toMatchObject({ nickname: '林', unionid: 'u1', phone: '176****6754', loginsCount: 1 });
  });

  test('returns the token once, and no field that the app has no use for', async () => {
    const oauth = JSON.stringify({ phone: PHONE, openid: 'the-openid' });
    const { body } = await logIn({ oauth, openid: 'the-openid', phone: PHONE, lastIP: '203.0.113.9' });
    const text = JSON.stringify(body);
    expect(text.split(body.token as string)).toHaveLength(2);
    expect(body).not.toHaveProperty('refreshToken');
    for (const hidden of [PHONE, 'the-openid', '203.0.113.9', 'oauth']) expect(text).not.toContain(hidden);
  });

  test('masks a short phone number completely', async () => {
    const { body } = await logIn({ phone: '123456' });
    expect(body.user).toMatchObject({ phone: '******' });
  });

  test('accepts a ticket once', async () => {
    const ticket = standIn.issueTicket();
    expect((await backend.ask('/auth/wechat', post({ ticket }))).status).toBe(200);
    expect(await backend.ask('/auth/wechat', post({ ticket }))).toMatchObject({
      status: 401,
      body: { error: 'invalid_ticket', code: 2206 },
    });
  });

  test.each<[string, unknown, number]>([
    ['is not JSON', '{"ticket":', 400],
    ['is an array', [], 400],
    ['is a string', '"ticket"', 400],
    ['is null', 'null', 400],
    ['has no ticket', {}, 400],
    ['has a ticket of the wrong type', { ticket: {} }, 400],
    ['is too large', { ticket: 'x'.repeat(20_000) }, 413],
  ])(
    'rejects a body that %s, with problem details and without a stack trace',
    async (_name, body, status) => {
      const before = standIn.requests.length;
      const answer = await backend.ask('/auth/wechat', post(body));
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.body.status).toBe(status);
      expect(JSON.stringify(answer.body)).not.toMatch(/\bat |node_modules|\.ts|\.js/);
      expect(standIn.requests).toHaveLength(before);
    },
  );

  test('rejects bytes that are no HTTP, and an unreadable address, not as a failure of Fastify', async () => {
    const address = await backend.ask('/me/sessions/%zz');
    expect([address.status, address.body.title, address.body.message]).toEqual([
      400,
      'Bad Request',
      undefined,
    ]);
    expect(address.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const socket = connect(Number(new URL(backend.origin).port), '127.0.0.1');
    socket.write('this is no HTTP\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*\r\n\r\n$/);
  });

  test('rejects a body of another media type', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<ticket/>' };
    expect((await backend.ask('/auth/wechat', init)).status).toBe(415);
  });
});

describe('GET /me', () => {
  test('returns the same user for the token', async () => {
    const { body: login } = await logIn({ nickname: '林' });
    const { status, body } = await backend.ask('/me', bearer(login.token));
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toBe(JSON.stringify(login.user));
  });

  test('accepts a valid token whose login another process served', async () => {
    const { body: login } = await logIn();
    const restarted = await startBackend(standIn);
    const { status, body } = await restarted.ask('/me', bearer(login.token));
    await restarted.close();
    expect(status).toBe(200);
    expect(body._id).toBe((login.user as { _id: string })._id);
  });

  test('accepts a user who logged in elsewhere, by the token alone', async () => {
    const token = await standIn.signToken({ sub: '5e57540f84622ae263294a42' });
    const { status, body } = await backend.ask('/me', bearer(token));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      _id: '5e57540f84622ae263294a42',
      nickname: '',
      phone: null,
      lastLogin: null,
    });
  });

  test('requires a token', async () => {
    expect(await backend.ask('/me')).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    expect((await backend.ask('/me', bearer('nonsense'))).status).toBe(401);
  });
});

describe('PATCH /me', () => {
  const rename = (token: unknown, body: unknown) =>
    backend.ask('/me', bearer(token, { ...post(body), method: 'PATCH' }));

  test('keeps the user’s own changes across logins', async () => {
    const { body: login } = await logIn({ openid: 'namer', nickname: 'old' });
    expect(await rename(login.token, { displayName: '  小林 ' })).toMatchObject({
      status: 200,
      body: { displayName: '小林', nickname: 'old' },
    });
    const { body: again } = await logIn({ openid: 'namer', nickname: 'new' });
    expect(again.user).toMatchObject({ displayName: '小林', nickname: 'new' });
  });

  test.each([
    {},
    { displayName: '' },
    { displayName: 'x'.repeat(41) },
    { displayName: 'a\u0000b' },
    { displayName: 'a\nb' },
    { displayName: 5 },
    [],
  ])('rejects %j and names the wrong field', async (body) => {
    const { body: login } = await logIn();
    const answer = await rename(login.token, body);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toEqual(expect.any(String));
  });
});

describe('the OpenAPI document', () => {
  test('describes every route with its schemas, and the page shows it', async () => {
    const { status, body } = await backend.ask('/openapi.json');
    expect(status).toBe(200);
    expect(Object.keys(body.paths as object)).toEqual([
      '/auth/wechat',
      '/auth/wechat/claim',
      '/auth/refresh',
      '/auth/logout',
      '/me',
      '/me/export',
      '/me/sessions',
      '/me/sessions/{id}',
    ]);
    expect(JSON.stringify(body)).toContain('displayName');
    const login = (body.paths as Record<string, { post: { responses: Record<string, unknown> } }>)[
      '/auth/wechat'
    ];
    expect(JSON.stringify(login?.post.responses['200'])).toContain('refreshToken');
    expect(Object.keys(login?.post.responses ?? {})).toEqual(
      expect.arrayContaining(['400', '401', '429', '504']),
    );
  });

  test('is docs/openapi/backend.json', async () => {
    const document = new URL('../../../docs/openapi/backend.json', import.meta.url);
    const { body } = await backend.ask('/openapi.json');
    if (process.env.REGENERATE === 'true') await writeFile(document, `${JSON.stringify(body, null, 2)}\n`);
    expect(body).toEqual(JSON.parse(await readFile(document, 'utf8')));
  });

  test('is not public in production, and neither is its page', async () => {
    const production = await startBackend(standIn, { NODE_ENV: 'production' });
    try {
      for (const path of ['/docs', '/docs/', '/openapi.json', '/docs-json', '/docs-yaml']) {
        expect(await production.ask(path)).toMatchObject({ status: 404, body: { title: 'Not Found' } });
      }
      expect((await production.ask('/health/live')).status).toBe(200);
    } finally {
      await production.close();
    }
  });
});

describe('the other routes', () => {
  test.each(['/health/live', '/health/ready'])('%s needs no token', async (path) => {
    expect(await backend.ask(path)).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  test('an unknown route responds with problem details too', async () => {
    const { status, headers, body } = await backend.ask('/nowhere');
    expect([status, body.title]).toEqual([404, 'Not Found']);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('a page of a listed origin may read responses, any other may not', async () => {
    const allowed = async (origin: string) =>
      (await backend.ask('/health/live', { headers: { origin } })).headers.get('access-control-allow-origin');
    expect(await allowed(ORIGIN)).toBe(ORIGIN);
    expect(await allowed('https://evil.example.com')).toBeNull();
  });

  test('without listed origins no page may', async () => {
    const other = await startBackend(standIn);
    const { headers } = await other.ask('/health/live', { headers: { origin: ORIGIN } });
    await other.close();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
