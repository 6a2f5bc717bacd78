import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { operators, operatorSessions } from '../../src/database/schema.js';
import { AdminCaller, callAs, createAdmin } from '../admin-caller.js';
import { RunningAuthority } from '../running-authority.js';

const CONSOLE = { 'x-app2wxapp-console': '1' };
const HOUR_MS = 3_600_000;

interface Operation {
  readonly 'x-role'?: string;
}
interface OpenApi {
  readonly paths: Record<string, Record<string, Operation>>;
}

describe('who may use the operators’ API', () => {
  const server = new RunningAuthority();
  let token: string;
  let admin: AdminCaller;

  beforeAll(async () => {
    await server.start();
    token = await createAdmin(server);
    admin = callAs(server, token);
  }, 60_000);
  afterAll(() => server.stop());

  const signIn = async (shown: string) => {
    const answer = await new AdminCaller(server, {}).send('POST', '/session', { token: shown });
    const cookie = answer.headers.get('set-cookie') ?? '';
    return { answer, cookie, pair: cookie.split(';')[0] ?? '' };
  };

  test('knows the first operator by the token of the first start, and keeps a digest of it alone', async () => {
    const { status, body } = await admin.send('GET', '/session');
    expect([status, body]).toMatchObject([200, { name: 'first operator', role: 'admin' }]);
    const rows = await server.database.orm.select().from(operators);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('refuses a request without a token, with a wrong one and with a malformed one alike', async () => {
    for (const authorization of [undefined, `Bearer ${token}x`, `Basic ${token}`, 'Bearer ']) {
      const caller = new AdminCaller(server, authorization === undefined ? {} : { authorization });
      const { status, body } = await caller.send('GET', '/pools');
      expect([status, body.error]).toEqual([401, 'invalid_operator']);
    }
  });

  test('signs a browser in by a cookie that scripts cannot read and other sites cannot send', async () => {
    const { answer, cookie, pair } = await signIn(token);
    expect([answer.status, answer.body.role]).toEqual([201, 'admin']);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).toMatch(/; Path=\/admin/);
    expect(cookie).not.toContain(token);
    expect((await new AdminCaller(server, { cookie: pair }).send('GET', '/session')).status).toBe(200);
    const rows = await server.database.orm.select().from(operatorSessions);
    expect(JSON.stringify(rows)).not.toContain(pair.split('=')[1]);
  });

  test('does not sign in by a wrong token', async () => {
    const { answer, cookie } = await signIn('not-a-token');
    expect([answer.status, answer.body.error, cookie]).toEqual([401, 'invalid_operator', '']);
  });

  test('refuses a change that has the cookie and not the console’s header, as a page of another site would send it', async () => {
    const { pair } = await signIn(token);
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

  test('forgets the session when the operator signs out, and after twelve hours', async () => {
    for (const end of ['sign out', 'time']) {
      const caller = new AdminCaller(server, { cookie: (await signIn(token)).pair, ...CONSOLE });
      expect((await caller.send('GET', '/session')).status).toBe(200);
      if (end === 'time') server.aheadMs += 12 * HOUR_MS;
      else expect((await caller.send('DELETE', '/session')).status).toBe(204);
      expect((await caller.send('GET', '/session')).status).toBe(401);
    }
  });

  test('refuses a reader every change that the OpenAPI document knows, and lets it read', async () => {
    const created = await admin.send('POST', '/operators', { name: 'a reader', role: 'reader' });
    const reader = callAs(server, created.body.token);
    const { body } = await new AdminCaller(server, {}).send('GET', '/openapi.json');
    const { paths } = body as unknown as OpenApi;
    const id = 'a'.repeat(24);
    const seen = { allowed: [] as string[], refused: 0, read: 0 };
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        if (operation['x-role'] === 'anybody') continue;
        const address = path.replace(/^\/admin/, '').replace(/\{\w+\}/g, id);
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
    expect(seen.allowed).toEqual(['delete /admin/session', 'post /admin/pools/{userPoolId}/users/search']);
    expect(seen.refused).toBeGreaterThanOrEqual(14);
    expect(seen.read).toBeGreaterThanOrEqual(9);
  });

  test('removes an operator with the sessions, and never the last admin', async () => {
    const created = await admin.send('POST', '/operators', { name: 'brief', role: 'admin' });
    const brief = callAs(server, created.body.token);
    const { pair } = await signIn(created.body.token);
    const { body: first } = await admin.send('GET', '/session');
    expect((await brief.send('DELETE', `/operators/${created.body.operator.id}`)).status).toBe(204);
    expect((await brief.send('GET', '/session')).status).toBe(401);
    expect((await new AdminCaller(server, { cookie: pair }).send('GET', '/session')).status).toBe(401);
    expect((await admin.send('DELETE', `/operators/${first.id}`)).status).toBe(409);
    expect((await admin.send('DELETE', `/operators/${'b'.repeat(24)}`)).status).toBe(404);
  });

  test('lets one of two admins who remove each other at once stay', async () => {
    const other = await admin.send('POST', '/operators', { name: 'other', role: 'admin' });
    const { body: first } = await admin.send('GET', '/session');
    const answers = await Promise.all([
      admin.send('DELETE', `/operators/${other.body.operator.id}`),
      callAs(server, other.body.token).send('DELETE', `/operators/${first.id}`),
    ]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  test('never writes a token or a cookie into the log', async () => {
    const { pair } = await signIn(token);
    const log = server.logLines.join('\n');
    expect(log).not.toContain(token);
    expect(log).not.toContain(pair.split('=')[1] ?? pair);
  });
});
