import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditEvents, operators, operatorSessions } from '../../src/database/operations-schema.js';
import { createRateLimits } from '../../src/limits/rate-limits.js';
import { AdminCaller, callAs, createAdmin, useAdmin } from '../admin-caller.js';
import { RunningAuthority } from '../running-authority.js';

const CONSOLE = { 'x-app2wxapp-console': '1' };
const HOUR_MS = 3_600_000;

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly 'x-role'?: string;
}
interface OpenApi {
  readonly paths: Record<string, Record<string, Operation>>;
}

describe('who may use the operators’ API', () => {
  const { server, admin, credentials } = useAdmin();

  const signIn = async (shown: string) => {
    const answer = await new AdminCaller(server, {}).send('POST', '/session', { token: shown });
    const cookie = answer.headers.get('set-cookie') ?? '';
    return { answer, cookie, pair: cookie.split(';')[0] ?? '' };
  };

  test('accepts the first operator by the token of the first start, and stores its digest only', async () => {
    const { status, body } = await admin.send('GET', '/session');
    expect([status, body]).toMatchObject([200, { name: 'first operator', role: 'admin' }]);
    const rows = await server.database.orm.select().from(operators);
    expect(JSON.stringify(rows)).not.toContain(credentials.token);
  });

  test('refuses a request without a token, with a wrong one and with a malformed one alike', async () => {
    for (const authorization of [
      undefined,
      `Bearer ${credentials.token}x`,
      `Basic ${credentials.token}`,
      'Bearer ',
    ]) {
      const caller = new AdminCaller(server, authorization === undefined ? {} : { authorization });
      const { status, body } = await caller.send('GET', '/pools');
      expect([status, body.error]).toEqual([401, 'invalid_operator']);
    }
  });

  test('signs a browser in by a cookie that scripts cannot read and other sites cannot send', async () => {
    const { answer, cookie, pair } = await signIn(credentials.token);
    expect([answer.status, answer.body.role]).toEqual([201, 'admin']);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).toMatch(/; Path=\/admin/);
    expect(cookie).not.toContain(credentials.token);
    expect((await new AdminCaller(server, { cookie: pair }).send('GET', '/operators')).status).toBe(200);
    const rows = await server.database.orm.select().from(operatorSessions);
    expect(JSON.stringify(rows)).not.toContain(pair.split('=')[1]);
  });

  test('does not sign in with a wrong token', async () => {
    const { answer, cookie } = await signIn('not-a-token');
    expect([answer.status, answer.body.error, cookie]).toEqual([401, 'invalid_operator', '']);
  });

  test('rejects a change with the cookie and without the console’s header, as a page of another site would send it', async () => {
    const { pair } = await signIn(credentials.token);
    const forged = await new AdminCaller(server, { cookie: pair }).send('POST', '/pools', { name: 'forged' });
    expect([forged.status, forged.body.error]).toEqual([403, 'operator_forbidden']);
    const preflight = await fetch(`${server.url}/admin/pools`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const own = await new AdminCaller(server, { cookie: pair, ...CONSOLE }).send('POST', '/pools', {
      name: 'own',
    });
    expect(own.status).toBe(201);
  });

  test('ends the session when the operator signs out, half an hour after the last request, and after twelve hours', async () => {
    const open = async () =>
      new AdminCaller(server, { cookie: (await signIn(credentials.token)).pair, ...CONSOLE });
    const statusOf = async (caller: AdminCaller) => (await caller.send('GET', '/operators')).status;
    const left = await open();
    expect((await left.send('DELETE', '/session')).status).toBe(204);
    expect(await statusOf(left)).toBe(401);
    const idle = await open();
    server.aheadMs += HOUR_MS / 2 + 1000;
    expect(await statusOf(idle)).toBe(401);
    const busy = await open();
    for (let third = 0; third < 35; third++) {
      server.aheadMs += HOUR_MS / 3;
      expect(await statusOf(busy)).toBe(200);
    }
    server.aheadMs += HOUR_MS / 3;
    expect(await statusOf(busy)).toBe(401);
  });

  test('responds to a browser that is not signed in without an error, and to a wrong token with one', async () => {
    const ask = (headers: Record<string, string>) => new AdminCaller(server, headers).send('GET', '/session');
    expect((await ask({})).status).toBe(204);
    expect((await ask({ cookie: 'app2wxapp_operator=unknown' })).status).toBe(204);
    const wrong = await ask({ authorization: 'Bearer wrong' });
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_operator']);
    expect((await new AdminCaller(server, CONSOLE).send('DELETE', '/session')).status).toBe(401);
  });

  test('ends the session that a browser had when it signs in again', async () => {
    const { pair: before } = await signIn(credentials.token);
    const again = await new AdminCaller(server, { cookie: before }).send('POST', '/session', credentials);
    const after = again.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await new AdminCaller(server, { cookie: before }).send('GET', '/operators')).status).toBe(401);
    expect((await new AdminCaller(server, { cookie: after }).send('GET', '/operators')).status).toBe(200);
  });

  test('rejects every change of the OpenAPI document from a reader, and allows reading', async () => {
    const created = await admin.createOperator({ name: 'a reader', role: 'reader' });
    const reader = callAs(server, created.token);
    const { body } = await new AdminCaller(server, {}).send('GET', '/openapi.json');
    const { paths } = body as unknown as OpenApi;
    const id = 'a'.repeat(24);
    const seen = { allowed: [] as string[], refused: 0, read: 0 };
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        if (operation['x-role'] === 'any') continue;
        const query = (operation.parameters ?? [])
          .filter((parameter) => parameter.in === 'query' && parameter.required)
          .map(({ name }) => `${name}=${id}`);
        const own = path.replace('{operatorId}', created.id);
        const address = [own.replace(/^\/admin/, '').replace(/\{\w+\}/g, id), ...query].join('?');
        const { status, body: answer } = await reader.send(
          method.toUpperCase(),
          address,
          ['get', 'delete'].includes(method) ? undefined : {},
        );
        if (method === 'get') {
          expect([address, [200, 404].includes(status)]).toEqual([address, true]);
          seen.read += 1;
        } else if (operation['x-role'] === 'reader') {
          expect(status).not.toBe(403);
          seen.allowed.push(`${method} ${path}`);
        } else {
          expect([method, path, status, answer.error]).toEqual([method, path, 403, 'operator_forbidden']);
          seen.refused += 1;
        }
      }
    }
    expect(seen.allowed).toEqual([
      'delete /admin/session',
      'post /admin/session/confirmation',
      'delete /admin/sessions',
      'delete /admin/sessions/{sessionId}',
      'post /admin/operators/{operatorId}/tokens',
      'delete /admin/operators/{operatorId}/tokens/{tokenId}',
      'post /admin/pools/{userPoolId}/users/search',
    ]);
    expect(seen.refused).toBeGreaterThanOrEqual(14);
    expect(seen.read).toBeGreaterThanOrEqual(9);
  });

  test('removes an operator with the sessions, and never the last admin', async () => {
    const created = await admin.createOperator({ name: 'brief', role: 'admin' });
    const brief = callAs(server, created.token);
    const { pair } = await signIn(created.token);
    const { body: first } = await admin.send('GET', '/session');
    expect((await brief.send('DELETE', `/operators/${created.id}`)).status).toBe(204);
    expect((await brief.send('GET', '/operators')).status).toBe(401);
    expect((await new AdminCaller(server, { cookie: pair }).send('GET', '/operators')).status).toBe(401);
    expect((await admin.send('DELETE', `/operators/${first.id}`)).status).toBe(409);
    expect((await admin.send('DELETE', `/operators/${'b'.repeat(24)}`)).status).toBe(404);
  });

  test('never writes a token or a cookie into the log', async () => {
    const { pair } = await signIn(credentials.token);
    const log = server.logLines.join('\n');
    expect(log).not.toContain(credentials.token);
    expect(log).not.toContain(pair.split('=')[1] ?? pair);
  });

  // The last one: it may have removed the admin of all the others.
  test('leaves one of two admins who remove each other at once', async () => {
    const other = await admin.createOperator({ name: 'other', role: 'admin' });
    const { body: first } = await admin.send('GET', '/session');
    const answers = await Promise.all([
      admin.send('DELETE', `/operators/${other.id}`),
      callAs(server, other.token).send('DELETE', `/operators/${first.id}`),
    ]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });
});

describe('wrong operator tokens', () => {
  const server = new RunningAuthority();
  let token: string;
  beforeAll(async () => {
    const limits = createRateLimits(
      { ipPerMinute: 0, poolPerMinute: 0, openidPerMinute: 0, signInPerMinute: 3 },
      { warn: () => undefined, info: () => undefined },
    );
    await server.start({ trustProxy: '127.0.0.0/8', limits });
    token = await createAdmin(server);
  }, 60_000);
  afterAll(() => server.stop());

  const callFrom = (address: string, headers: Record<string, string> = {}) =>
    new AdminCaller(server, { 'x-forwarded-for': address, ...headers });
  const listRefusals = async () => {
    const rows = await server.database.orm.select().from(auditEvents);
    return rows.filter(({ type }) => type === 'operator_refused');
  };

  test.each([
    [
      'at the sign-in',
      '203.0.113.1',
      (caller: AdminCaller) => caller.send('POST', '/session', { token: 'x' }),
    ],
    ['with a request', '203.0.113.2', (caller: AdminCaller) => caller.send('GET', '/pools')],
  ])(
    '%s are recorded and limited for their address, where a valid token waits too',
    async (_at, address, call) => {
      const wrong = callFrom(address, { authorization: 'Bearer wrong' });
      const statuses: number[] = [];
      for (let count = 0; count < 5; count++) statuses.push((await call(wrong)).status);
      expect(statuses).toEqual([401, 401, 401, 429, 429]);
      const right = await callFrom(address).send('POST', '/session', { token });
      expect([right.status, right.body.error]).toEqual([429, 'rate_limited']);
      const elsewhere = callFrom('203.0.113.9', { authorization: `Bearer ${token}` });
      for (let count = 0; count < 9; count++)
        expect((await elsewhere.send('GET', '/pools')).status).toBe(200);
      const rows = await listRefusals();
      expect(rows.filter(({ ip }) => ip === address)).toHaveLength(4);
      expect(JSON.stringify(rows)).not.toContain('wrong');
    },
  );

  test('create at most a hundred rows in an hour', async () => {
    const { length: before } = await listRefusals();
    server.startHour();
    for (let count = 0; count < 120; count++) {
      await callFrom(`198.51.100.${count}`, { authorization: 'Bearer wrong' }).send('GET', '/pools');
    }
    expect(await listRefusals()).toHaveLength(before + 100);
    server.startHour();
    await callFrom('198.51.100.200', { authorization: 'Bearer wrong' }).send('GET', '/pools');
    expect(await listRefusals()).toHaveLength(before + 101);
  });
});
