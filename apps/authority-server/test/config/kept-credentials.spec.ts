import { randomBytes } from 'node:crypto';
import { digest } from '@app2wxapp/authority';
import { CREDENTIAL_NAMES } from '@app2wxapp/core/server';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AuditLog } from '../../src/events/audit-log.js';
import { AdminCaller, callAs, createFirstToken, type AdminBody } from '../admin-caller.js';
import { dumpTables } from '../databases/dump-tables.js';
import { signIn, useCookie } from '../operators/browser.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

// Besides those that are never logged: what connects a launch with its login, and a request with its repetition.
const NAMES = new Set([...CREDENTIAL_NAMES, 'state', 'idempotency-key'].map((name) => name.toLowerCase()));

/** Where a phone number is kept, as it has to be. */
const OF_USERS = 'accounts';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Everything with the name of a credential in what was sent and answered, and which requests succeeded. */
class Tour {
  readonly credentials = new Map<string, Set<string>>();
  readonly succeeded: string[] = [];

  watch(): void {
    const send = globalThis.fetch;
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      const path = new URL(request.url).pathname;
      this.collectHeaders(request.headers);
      if (!(request.headers.get('content-type') ?? '').startsWith('image/')) {
        this.collectText(await request.clone().text());
      }
      const response = await send(input, init);
      this.collectHeaders(response.headers);
      if (!(response.headers.get('content-type') ?? '').startsWith('image/')) {
        this.collectText(await response.clone().text());
      }
      if (response.status < 300) this.succeeded.push(`${request.method.toLowerCase()} ${path}`);
      return response;
    });
  }

  collectFields(value: unknown, name = ''): void {
    if (typeof value === 'string') return this.collect(name, value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, field] of Object.entries(value))
      this.collectFields(field, Array.isArray(value) ? name : key);
  }

  private collectText(text: string): void {
    try {
      this.collectFields(JSON.parse(text));
    } catch {
      this.collectFields(Object.fromEntries(new URLSearchParams(text)));
    }
  }

  private collectHeaders(headers: Headers): void {
    for (const [name, value] of headers) {
      this.collect(name, value);
      const [, scheme = '', credentials = ''] = /^(Basic|Bearer) (\S+)$/.exec(value) ?? [];
      if (scheme === 'Bearer') this.collect(name, credentials);
      if (scheme === 'Basic') this.collect(name, Buffer.from(credentials, 'base64').toString().split(':')[1]);
      if (/cookie/.test(name)) this.collect(name, /=([^;]*)/.exec(value)?.[1]);
    }
  }

  private collect(name: string, value = ''): void {
    // The masked middle of a number is no number, and what was emptied is nothing.
    if (!NAMES.has(name.toLowerCase()) || value === '' || value.includes('*')) return;
    this.credentials.set(name, (this.credentials.get(name) ?? new Set()).add(value));
  }
}

describe('after every operation of the OpenAPI documents', () => {
  const server = new RunningAuthority();
  const tour = new Tour();
  beforeAll(async () => {
    await server.start({ logLevel: 'trace', metricsToken: 'metrics-token-of-this-test' });
    tour.watch();
    const admin = await visitOperators(server);
    await visitLogins(server, admin);
    await server.get(AuditLog).flush();
    for (const { fields } of server.wechat.calls) tour.collectFields(fields);
    jest.restoreAllMocks();
  }, 120_000);
  afterAll(() => server.stop());

  const listFound = (text: string, known = tour.credentials) =>
    [...known].flatMap(([name, values]) =>
      [...values].filter((value) => text.includes(value)).map((value) => [name, value]),
    );

  test('each has succeeded', async () => {
    const called = new Set<string>();
    for (const path of ['/openapi.json', '/admin/openapi.json']) {
      const { paths } = (await server.send<OpenApi>(path)).body;
      for (const [template, operations] of Object.entries(paths)) {
        const pattern = template.replace(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.');
        for (const method of Object.keys(operations)) {
          const isCalled = tour.succeeded.some((name) => new RegExp(`^${method} ${pattern}$`).test(name));
          if (!isCalled) called.add(`${method} ${template}`);
        }
      }
    }
    expect([...called]).toEqual([]);
    expect([...tour.credentials.keys()]).toEqual(
      expect.arrayContaining([
        ...['loginCode', 'phoneCode', 'ticket', 'tickett', 'avatarTicket', 'codeVerifier', 'state'],
        ...['secret', 'client_secret', 'appSecret', 'token', 'tokenKey', 'refreshToken', 'refresh_token'],
        ...['access_token', 'authorization', 'cookie', 'set-cookie', 'phone', 'oauth', 'js_code'],
      ]),
    );
  });

  test('no credential and no phone number is in the log, at its finest level', () => {
    expect(server.logLines.length).toBeGreaterThan(tour.succeeded.length);
    expect(listFound(server.logLines.join(''))).toEqual([]);
  });

  test('the database contains none except the phone numbers of users, not even in recorded events', async () => {
    const { [OF_USERS]: users = '', ...tables } = await dumpTables(server.database);
    expect(Object.keys(tables)).toContain('audit_events');
    expect(listFound(Object.values(tables).join(''))).toEqual([]);
    const phones = new Set(['phone', 'phoneNumber', 'purePhoneNumber']);
    expect(listFound(users).filter(([name = '']) => !phones.has(name))).toEqual([]);
    // And these are found where they are.
    expect(listFound(users).length).toBeGreaterThan(0);
  });
});

/** Everything about operators and pools. @returns an admin of all pools */
async function visitOperators(server: RunningAuthority): Promise<AdminCaller> {
  const visitor = new AdminCaller(server, {});
  const { body: first } = await visitor.send('POST', '/session', { token: await createFirstToken(server) });
  const admin = callAs(server, first.token);
  await visitor.send('POST', '/session', { token: 'a-token-that-is-none-at-all' });
  await callAs(server, 'another-token-that-is-none').send('GET', '/pools');
  const browser = await signIn(server, first.token);
  const confirmed = useCookie(
    server,
    await browser.send('POST', '/session/confirmation', { token: first.token }),
  );
  const { body: sessions } = await confirmed.send('GET', '/sessions');
  await confirmed.send('DELETE', `/sessions/${sessions.items.at(-1)?.id ?? ''}`);
  await confirmed.send('DELETE', '/session');
  await admin.send('DELETE', '/sessions');
  const other = await admin.createOperator({ name: 'another', role: 'reader' });
  const { body: me } = await admin.send('GET', '/session');
  const { body: second } = await admin.send('POST', `/operators/${me.id}/tokens`, {});
  await callAs(server, second.token).send('DELETE', `/operators/${me.id}/tokens/${second.id}`);
  await admin.send('GET', '/operators');
  await admin.send('DELETE', `/operators/${other.id}`);
  const { body } = await admin.send('POST', '/pools', { name: 'for a moment' });
  const { id } = (body as AdminBody & { pool: { id: string } }).pool;
  const at = (path: string) => `/pools/${id}${path}`;
  for (const path of [
    '/pools',
    at(''),
    at('/secrets'),
    '/events',
    '/counts',
    `/pool-health?userPoolIds=${id}`,
  ]) {
    await admin.send('GET', path);
  }
  const { body: secret } = await admin.send('POST', at('/secrets'));
  await admin.send('DELETE', at(`/secrets/${secret.id}`));
  await admin.send('POST', at('/token-key'));
  await admin.send('PATCH', at(''), { tokenFormat: 'HS256' });
  const { appId, appSecret } = server.wechat;
  await admin.send('PUT', at('/mini-program'), { appId, appSecret });
  await admin.send('POST', at('/mini-program/check'));
  await admin.send('DELETE', at('/mini-program'));
  await admin.send('DELETE', at(''));
  await admin.send('POST', '/signing-keys');
  return admin;
}

/** Everything about logins and users. */
async function visitLogins(server: RunningAuthority, admin: AdminCaller): Promise<void> {
  const pool = await server.createPool({ askProfile: true, refreshTtlSeconds: 86_400 });
  for (const path of ['jwks.json', 'oauth-authorization-server', 'openid-configuration']) {
    await server.send(`/.well-known/${path}`);
  }
  for (const path of ['/health/live', '/health/ready', `/oauth/app2wxapp/pools/${pool.userPoolId}`]) {
    await server.send(path);
  }
  await visitTokens(server, pool, await logIn(server, pool, '13800138001'));
  await logIn(server, pool, '13800138003');
  const ofOperators = await logIn(server, pool, '13800138002');
  const users = `/pools/${pool.userPoolId}/users`;
  const user = `${users}/${ofOperators._id}`;
  await admin.send('POST', `${users}/search`, { phone: '13800138002' });
  for (const path of [user, `${user}/sessions`]) await admin.send('GET', path);
  await admin.send('POST', `${user}/export`);
  const { body: sessions } = await admin.send('GET', `${user}/sessions`);
  await admin.send('DELETE', `${user}/sessions/${sessions.items[0]?.id ?? ''}`);
  await admin.send('DELETE', `${user}/sessions`);
  await admin.send('PATCH', user, { blocked: true });
  await admin.send('DELETE', user);
}

interface LoggedIn {
  readonly _id: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** A bound login with everything that a user can give, its ticket presented in each way that is refused as well. */
async function logIn(server: RunningAuthority, pool: TestPool, phone: string): Promise<LoggedIn> {
  const { userPoolId, secret } = pool;
  const codeVerifier = randomBytes(32).toString('base64url');
  const launch = () => ({
    state: randomBytes(16).toString('base64url'),
    codeChallenge: digest(codeVerifier),
  });
  const phoneCode = server.wechat.createPhoneCode(phone);
  const { body } = await server.issue(pool, { phoneCode, profile: { nickname: '小满' }, ...launch() });
  const { ticket, avatarTicket = '' } = body;
  await server.send(`/oauth/app2wxapp/avatars/${userPoolId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${avatarTicket}` },
    body: new Blob([new Uint8Array(PICTURE)]),
  });
  const request = { ticket, secret, codeVerifier };
  await server.exchange(pool, { ...request, secret: 'a-secret-that-is-none' });
  await server.send(`/oauth/app2wxapp/auth/${userPoolId}?${new URLSearchParams(request).toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ticket}` },
    body: `{"ticket":"${ticket}","secret":"${secret}"`,
  });
  const headers = { 'idempotency-key': randomBytes(16).toString('base64url') };
  const { body: user } = await server.exchange(pool, request, headers);
  await server.send(new URL(user.photo).pathname);
  await server.exchange(pool, { tickett: (await server.issue(pool)).body.ticket, secret });
  const claimed = launch();
  await server.issue(pool, claimed);
  await server.send(`/oauth/app2wxapp/claim/${userPoolId}`, {
    json: { state: claimed.state, codeVerifier, secret },
  });
  await server.send(`/oauth/app2wxapp/denials/${userPoolId}`, { json: { state: launch().state } });
  return user as unknown as LoggedIn;
}

/** Everything that a backend does with the token of a user, and at last with the user. */
async function visitTokens(server: RunningAuthority, pool: TestPool, user: LoggedIn): Promise<void> {
  const client = { client_id: pool.userPoolId, client_secret: pool.secret };
  const refresh = { grant_type: 'refresh_token', refresh_token: user.refreshToken };
  const basic = `Basic ${Buffer.from(`${pool.userPoolId}:${pool.secret}`).toString('base64')}`;
  const { body } = await server.send<{ access_token: string }>('/oauth/token', {
    method: 'POST',
    headers: { authorization: basic },
    body: new URLSearchParams(refresh),
  });
  await server.send('/oauth/introspect', { json: { token: body.access_token, ...client } });
  await server.send('/oauth/introspect', { json: { token: user.token, client_id: pool.userPoolId } });
  const call = (method: string, path: string, change?: object) =>
    server.send<{ items: readonly { id: string }[] }>(`/oauth/users/${user._id}${path}`, {
      method,
      headers: { authorization: basic, ...(change && { 'content-type': 'application/json' }) },
      ...(change && { body: JSON.stringify(change) }),
    });
  await call('GET', '');
  await call('PATCH', '', { nickname: '大满' });
  await call('POST', '/export');
  const { body: sessions } = await call('GET', '/sessions');
  await call('DELETE', `/sessions/${sessions.items[0]?.id ?? ''}`);
  await call('DELETE', '/sessions');
  // The first use of a refresh token was the last valid one.
  await server.send('/oauth/token', { json: { ...refresh, ...client } });
  await server.send('/oauth/revoke', { json: { token: user.token, ...client } });
  await call('DELETE', '');
}
