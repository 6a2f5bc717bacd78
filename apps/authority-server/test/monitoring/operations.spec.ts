import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callAs, createAdmin, type AdminCaller } from '../admin-caller.js';
import { RunningAuthority } from '../running-authority.js';

const METRICS_TOKEN = 'the-token-of-whoever-reads-metrics';

describe('what operators monitor and change', () => {
  const server = new RunningAuthority();
  let admin: AdminCaller;

  beforeAll(async () => {
    await server.start({ metricsToken: METRICS_TOKEN });
    admin = callAs(server, await createAdmin(server));
  }, 60_000);
  afterAll(() => server.stop());

  const readMetrics = (authorization?: string) =>
    server.send('/metrics', { headers: authorization === undefined ? {} : { authorization } });

  test('metrics are returned to callers that present their token, and to no others', async () => {
    for (const authorization of [
      undefined,
      'Bearer ',
      `Bearer ${METRICS_TOKEN}x`,
      `Basic ${METRICS_TOKEN}`,
    ]) {
      const refused = await readMetrics(authorization);
      expect([refused.status, refused.text]).toEqual([401, '']);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect((await readMetrics(`Bearer ${METRICS_TOKEN}`)).status).toBe(200);
  });

  test('one check of the database serves all waiting requests', async () => {
    const { database } = server;
    const { ping } = database;
    let asked = 0;
    database.ping = async () => {
      asked += 1;
      await sleep(200);
    };
    const ask = async () => (await server.send('/health/ready')).status;
    const statuses = await Promise.all(Array.from({ length: 8 }, ask));
    database.ping = ping;
    expect([new Set(statuses), asked]).toEqual([new Set([200]), 1]);
    expect(await ask()).toBe(200);
  });

  test('metrics are absent where no token was set', async () => {
    const without = await new RunningAuthority().start();
    expect((await without.send('/metrics', { headers: { authorization: 'Bearer undefined' } })).status).toBe(
      404,
    );
    await without.stop();
  });

  test('metrics count logins and refusals by reason, and requests by route, and name no user', async () => {
    const pool = await server.createPool();
    const ticket = await server.issueTicket(pool);
    const login = await server.exchange(pool, { ticket, secret: pool.secret });
    await server.exchange(pool, { ticket: 'nobody-has-it', secret: pool.secret });
    const { text } = await readMetrics(`Bearer ${METRICS_TOKEN}`);
    expect(text).toContain('app2wxapp_events_total{type="issued",reason=""} 1');
    expect(text).toContain('app2wxapp_events_total{type="redeemed",reason=""} 1');
    expect(text).toContain('app2wxapp_events_total{type="refused",reason="ticket_unknown"} 1');
    expect(text).toMatch(
      /app2wxapp_http_request_seconds_count\{method="POST",route="\/oauth\/app2wxapp\/auth\/:userPoolId",status="200"\} 1/,
    );
    for (const hidden of [ticket, login.body._id, login.body.openid, pool.userPoolId, pool.secret])
      expect(text).not.toContain(hidden);
  });

  test('a new signing key is published at once, and signs a quarter of an hour later', async () => {
    const readKeyIds = async () => {
      server.aheadMs += 11_000; // what an instance remembers of the keys
      const { body } = await server.send<{ keys: { kid: string }[] }>('/.well-known/jwks.json');
      return body.keys.map(({ kid }) => kid);
    };
    const before = await readKeyIds();
    const { status, body } = await admin.send('POST', '/signing-keys');
    expect(status).toBe(201);
    const { kid, signsFrom } = body as unknown as { kid: string; signsFrom: string };
    expect(before).not.toContain(kid);
    expect(new Set(await readKeyIds())).toEqual(new Set([...before, kid]));
    const waitMs = new Date(signsFrom).getTime() - Date.now() - server.aheadMs;
    expect(waitMs).toBeGreaterThan(14 * 60_000);
    expect(waitMs).toBeLessThanOrEqual(15 * 60_000);
    expect(JSON.stringify(body)).not.toMatch(/"d"|private/i);
    const events = await admin.send('GET', '/events?type=signing_key_rotated');
    expect(events.body.items).toHaveLength(1);
  });
});

describe('behind a proxy that ends TLS', () => {
  const server = new RunningAuthority();
  beforeAll(() => server.start({ trustProxy: '127.0.0.0/8' }), 60_000);
  afterAll(() => server.stop());

  const signIn = async (headers: Record<string, string>) => {
    const json = { token: await tokens };
    return (await server.send('/admin/session', { json, headers })).headers.get('set-cookie') ?? '';
  };
  let tokens: Promise<string>;
  beforeAll(() => {
    tokens = createAdmin(server);
  });

  test('the operator’s cookie is for https only when the browser used https', async () => {
    expect(await signIn({ 'x-forwarded-proto': 'https' })).toMatch(/; Secure(;|$)/);
    expect(await signIn({ 'x-forwarded-proto': 'http' })).not.toContain('Secure');
  });

  test('the address of a login is the one that the proxy saw', async () => {
    const pool = await server.createPool();
    const ticket = await server.issueTicket(pool);
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    expect((await server.exchange(pool, { ticket, secret: pool.secret }, headers)).body.lastIP).toBe(
      '203.0.113.9',
    );
  });
});

describe('with a public origin of https', () => {
  const server = new RunningAuthority();
  beforeAll(() => server.start({ publicUrl: 'https://login.example.com' }), 60_000);
  afterAll(() => server.stop());

  test('the operator’s cookie is for https only, whatever an untrusted proxy claims', async () => {
    const json = { token: await createAdmin(server) };
    for (const protocol of ['http', 'https']) {
      const headers = { 'x-forwarded-proto': protocol };
      const answer = await server.send('/admin/session', { json, headers });
      expect(answer.headers.get('set-cookie')).toMatch(/; Secure(;|$)/);
    }
  });
});
