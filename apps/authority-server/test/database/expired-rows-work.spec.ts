import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ExpiredRows } from '../../src/database/expired-rows.js';
import { Scheduler } from '../../src/config/scheduler.js';
import { createPool } from '../../src/pools/create-pool.js';
import type { Database } from '../../src/database/database.js';
import { describeOnPostgres, openTestDatabase } from '../databases/test-databases.js';
import { StatementCounter } from '../statement-counter.js';

const NOW = Date.parse('2026-01-02T03:04:05.678Z');

describeOnPostgres('the work of removing expired rows', () => {
  let statements: StatementCounter;
  let database: Database;
  beforeAll(async () => {
    statements = new StatementCounter();
    database = await openTestDatabase();
    const { userPoolId } = await createPool(database.orm, new Date(NOW), { name: 'expired' });
    await database.orm.execute(`INSERT INTO tickets
      (digest, user_pool_id, account_id, app_id, openid, issued_at, expires_at)
      SELECT 'ticket ' || i, '${userPoolId}', 'account', 'wx', 'o', '2026-01-01', '2026-01-01'
      FROM generate_series(1, 2500) AS i`);
  }, 60_000);
  afterAll(async () => {
    await database.close();
    statements.restore();
  });

  test('is one statement for a thousand rows, and one for each table without any', async () => {
    const logger = { error: () => undefined, warn: () => undefined };
    const rows = new ExpiredRows(database, { now: () => NOW }, logger, new Scheduler());
    const listDeletions = async (removed: number) => {
      const sent = await statements.during(async () => expect(await rows.run()).toBe(removed));
      return sent.filter((text) => text.startsWith('DELETE')).map((text) => text.split(' ')[2]);
    };
    const others = [
      'denials',
      'refresh_tokens',
      'operator_tokens',
      'operator_sessions',
      'sessions',
      'audit_events',
    ];
    expect(await listDeletions(2500)).toEqual(['tickets', 'tickets', 'tickets', ...others]);
    expect(await listDeletions(0)).toEqual(['tickets', ...others]);
  });
});
