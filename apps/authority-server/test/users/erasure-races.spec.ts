import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eq, sql } from 'drizzle-orm';
import { auditEvents } from '../../src/database/operations-schema.js';
import { accounts, sessions } from '../../src/database/schema.js';
import { AuditLog } from '../../src/events/audit-log.js';
import { UserRepository } from '../../src/users/user-repository.js';
import { describeOnPostgres } from '../databases/test-databases.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const IP = '203.0.113.8';

describeOnPostgres('a user who is erased at the same time', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  beforeAll(async () => {
    await server.start();
    pool = await server.createPool();
  }, 60_000);
  afterAll(() => server.stop());

  const issue = (openid: string, phone?: string) =>
    server.issueTicket(pool, {
      loginCode: server.wechat.createLoginCode(openid),
      ...(phone !== undefined && { phoneCode: server.wechat.createPhoneCode(phone) }),
    });
  const exchange = (ticket: string) => server.exchange(pool, { ticket, secret: pool.secret });
  const logIn = async (openid: string) => (await exchange(await issue(openid))).body._id;
  const recordEvent = (accountId: string) =>
    server.get(AuditLog).record({ type: 'logged_out', userPoolId: pool.userPoolId, accountId, ip: IP });
  const countWaiting = async () => {
    const result: unknown = await server.database.orm.execute(
      sql`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return (result as { readonly rows: unknown[] }).rows.length;
  };

  /** Begins something while an erasure is under way, which has removed the sessions and not yet the account. */
  const duringErasure = async <T>(userId: string, begin: () => Promise<T>): Promise<T> => {
    const { orm } = server.database;
    recordEvent(userId);
    await server.get(AuditLog).flush();
    const under: { erasure?: Promise<boolean>; work?: Promise<T> } = {};
    await orm.transaction(async (holding) => {
      await holding.select().from(auditEvents).where(eq(auditEvents.accountId, userId)).for('update');
      under.erasure = server.get(UserRepository).erase({ userPoolId: pool.userPoolId, userId });
      while ((await countWaiting()) < 1) await sleep(20);
      let isDone = false;
      const work = begin();
      under.work = work;
      void Promise.allSettled([work]).then(() => (isDone = true));
      // What has begun has ended, or waits for the erasure.
      while (!isDone && (await countWaiting()) < 2) await sleep(20);
    });
    expect(await under.erasure).toBe(true);
    return under.work as Promise<T>;
  };

  test('is logged in by no earlier ticket, and no session remains', async () => {
    const userId = await logIn('o-erased-1');
    const answer = await duringErasure(userId, async () => exchange(await issue('o-erased-1')));
    expect([answer.status, answer.body.error]).toEqual([403, 'user_blocked']);
    const left = await server.database.orm.select().from(sessions).where(eq(sessions.accountId, userId));
    expect(left).toEqual([]);
  }, 60_000);

  test('is a new user when the login has new values', async () => {
    const userId = await logIn('o-erased-2');
    const ticket = await duringErasure(userId, () => issue('o-erased-2', '13900000042'));
    const { status, body } = await exchange(ticket);
    expect([status, body.phone]).toEqual([200, '13900000042']);
    expect(body._id).not.toBe(userId);
    const left = await server.database.orm.select().from(accounts).where(eq(accounts.id, userId));
    expect(left).toEqual([]);
  }, 60_000);

  test('leaves no address in an event that was waiting to be written', async () => {
    const readAddresses = async (userId: string) => {
      await server.get(AuditLog).flush();
      const rows = await server.database.orm
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.accountId, userId));
      return rows.map(({ ip }) => ip);
    };
    const [one, two, other] = [await logIn('o-erased-3'), await logIn('o-erased-4'), await logIn('o-stays')];
    recordEvent(one);
    recordEvent(other);
    await server.get(UserRepository).erase({ userPoolId: pool.userPoolId, userId: one });
    expect([await readAddresses(one), await readAddresses(other)]).toEqual([[''], [IP]]);
    const written = duringErasure(two, () => {
      recordEvent(two);
      return server.get(AuditLog).flush();
    });
    await written;
    expect(await readAddresses(two)).toEqual(['', '']);
  }, 60_000);
});
