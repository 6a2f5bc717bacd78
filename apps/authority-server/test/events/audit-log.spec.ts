import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digest } from '@app2wxapp/authority';
import { eq } from 'drizzle-orm';
import { auditEvents, hourlyCounts } from '../../src/database/operations-schema.js';
import { AuditLog } from '../../src/events/audit-log.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const HOUR_MS = 3_600_000;

describe('the record of logins', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  beforeAll(() => server.start(), 60_000);
  afterAll(() => server.stop());

  const flush = async (userPoolId: string) => {
    await server.get(AuditLog).flush();
    const { orm } = server.database;
    const counts = await orm.select().from(hourlyCounts).where(eq(hourlyCounts.userPoolId, userPoolId));
    const sums = new Map<string, number>();
    for (const { type, count } of counts) sums.set(type, (sums.get(type) ?? 0) + count);
    return {
      rows: await orm.select().from(auditEvents).where(eq(auditEvents.userPoolId, userPoolId)),
      sums: Object.fromEntries(sums),
    };
  };

  test('gets no row from requests that anyone can send, on any endpoint, with or without a backend in between, and counts them', async () => {
    pool = await server.createPool({ allowedAppIds: ['wx0000000000000009'] });
    const direct = await server.createPool({ secretRequired: false, requirePhone: true });
    for (const { userPoolId, secret } of [pool, direct]) {
      const state = randomBytes(16).toString('base64url');
      const codeVerifier = randomBytes(32).toString('base64url');
      const send = (path: string, json: object) =>
        server.send(`/oauth/app2wxapp/${path}/${userPoolId}`, { json });
      await server.send(`/oauth/app2wxapp/pools/${userPoolId}`);
      await send('denials', { state });
      await send('tickets', { loginCode: 'made-up', scene: 1069, useSelfWxapp: 0 });
      await send('tickets', { loginCode: 'made-up', phoneCode: 'made-up', scene: 1069, useSelfWxapp: 0 });
      await send('tickets', { loginCode: 'made-up', scene: 1069, useSelfWxapp: 1 });
      await send('tickets', {
        loginCode: 'made-up',
        scene: 1069,
        useSelfWxapp: 0,
        state,
        codeChallenge: digest('v'),
      });
      const ticket = randomBytes(32).toString('base64url');
      await send('auth', { ticket });
      await send('auth', { ticket, secret: 'wrong' });
      await send('auth', { ticket, secret });
      await send('auth', { ticket, secret, codeVerifier });
      await send('claim', { state, codeVerifier });
      await send('claim', { state, codeVerifier, secret: 'wrong' });
      await send('claim', { state, codeVerifier, secret });
      await server.send('/oauth/revoke', {
        json: { token: 'x', client_id: userPoolId, client_secret: secret },
      });
    }
    for (const { userPoolId } of [pool, direct]) {
      const { rows, sums } = await flush(userPoolId);
      expect(rows).toEqual([]);
      expect(sums).toMatchObject({ opened: 1, denied: 1, refused_issue: 4 });
      expect(sums.refused_exchange).toBeGreaterThanOrEqual(3);
      expect(sums.refused_claim).toBeGreaterThanOrEqual(2);
    }
  });

  test('lists a thousand of a type and pool in an hour, and counts the rest', async () => {
    server.startHour();
    const [one, two] = [await server.createPool(), await server.createPool()];
    const record = ({ userPoolId }: TestPool, type: 'repeated' | 'replayed') =>
      server.get(AuditLog).record({ type, userPoolId, ip: '203.0.113.1', sessionId: 's' });
    for (let count = 0; count < 1500; count++) record(one, 'repeated');
    record(one, 'replayed');
    record(two, 'repeated');
    const first = await flush(one.userPoolId);
    expect([first.rows.length, first.sums]).toEqual([1001, { repeated: 1500, replayed: 1 }]);
    expect((await flush(two.userPoolId)).rows).toHaveLength(1);
    server.aheadMs += HOUR_MS;
    record(one, 'repeated');
    expect((await flush(one.userPoolId)).rows).toHaveLength(1002);
  });

  test('lists a hundred of a type and user in an hour, so that no user takes the places of others', async () => {
    server.startHour();
    const { userPoolId } = await server.createPool();
    const record = (accountId: string) =>
      server.get(AuditLog).record({ type: 'replayed', userPoolId, ip: '', accountId, sessionId: 's' });
    for (let count = 0; count < 1500; count++) record('a'.repeat(24));
    record('b'.repeat(24));
    const { rows, sums } = await flush(userPoolId);
    expect([rows.length, rows.at(-1)?.accountId, sums.replayed]).toEqual([101, 'b'.repeat(24), 1501]);
  });

  test('has places for replays that no other waiting event takes', async () => {
    const pools = await Promise.all(Array.from({ length: 6 }, () => server.createPool()));
    const log = server.get(AuditLog);
    for (const { userPoolId } of pools) {
      for (let count = 0; count < 1000; count++) {
        log.record({
          type: 'refused',
          step: 'exchange',
          reason: 'ticket_expired',
          userPoolId,
          ip: '203.0.113.1',
        });
      }
    }
    const { userPoolId } = pools[5] as TestPool;
    log.record({ type: 'replayed', userPoolId, ip: '203.0.113.1', sessionId: 's' });
    log.record({ type: 'refresh_reused', userPoolId, ip: '203.0.113.1', sessionId: 's' });
    const { rows } = await flush(userPoolId);
    expect(rows.map(({ type }) => type).sort()).toEqual(['refresh_reused', 'replayed']);
  });
});
