import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS;

describe('a clock that is stepped while the authority runs', () => {
  let server: RunningAuthority;
  let pool: TestPool;
  beforeEach(async () => {
    server = await new RunningAuthority().start();
    pool = await server.createPool();
  }, 60_000);
  afterEach(() => server.stop());

  const exchange = (ticket: string) => server.exchange(pool, { ticket, secret: pool.secret });
  const logIn = async () => {
    const ticket = await server.issueTicket(pool);
    const { status, body } = await exchange(ticket);
    return { ticket, status, token: String(body.token) };
  };
  const isActive = async (token: string) => {
    const json = { token, client_id: pool.userPoolId, client_secret: pool.secret };
    const { body } = await server.send<{ active: boolean }>('/oauth/introspect', { method: 'POST', json });
    return body.active;
  };
  const listKeys = async () => {
    const { body } = await server.send<{ keys: { kid: string }[] }>('/.well-known/jwks.json');
    return body.keys.map(({ kid }) => kid);
  };

  test.each([-YEAR_MS, -MINUTE_MS, MINUTE_MS, YEAR_MS])(
    'by %d ms lets users log in, each ticket once, with the key that verifiers know',
    async (stepMs) => {
      const before = await listKeys();
      const early = await logIn();
      expect(early.status).toBe(200);
      server.aheadMs += stepMs;
      const late = await logIn();
      expect([late.status, await isActive(late.token)]).toEqual([200, true]);
      for (const { ticket } of [early, late]) expect((await exchange(ticket)).status).toBe(401);
      const kept = await logIn();
      server.aheadMs -= stepMs;
      expect((await exchange(kept.ticket)).status).toBe(401);
      expect((await logIn()).status).toBe(200);
      expect(await listKeys()).toEqual(before);
    },
    60_000,
  );

  test('ahead by a year expires what was issued before, and back again leaves it valid', async () => {
    const { token } = await logIn();
    const [shown, unused] = [await server.issueTicket(pool), await server.issueTicket(pool)];
    server.aheadMs += YEAR_MS;
    expect([await isActive(token), (await exchange(shown)).status]).toEqual([false, 401]);
    server.aheadMs -= YEAR_MS;
    expect([await isActive(token), (await exchange(unused)).status]).toEqual([true, 200]);
    for (const ticket of [shown, unused]) expect((await exchange(ticket)).status).toBe(401);
  }, 60_000);
});
