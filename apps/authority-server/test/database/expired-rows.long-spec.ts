import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.js';
import { ExpiredRows } from '../../src/database/expired-rows.js';
import { openPgliteDatabase } from '../../src/database/pglite-database.js';
import { createPool } from '../../src/pools/create-pool.js';
import { Scheduler } from '../../src/config/scheduler.js';

/** PostgreSQL keeps 80 MB of its log for reuse (`min_wal_size`), 16 MB a file. */
const LOG_FILES = 6;
const NOW = Date.parse('2026-01-02T03:04:05.678Z');

describe('the embedded database', () => {
  let database: Database;
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-growth-'));
  beforeAll(async () => {
    database = await openPgliteDatabase(folder);
  }, 60_000);
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const send = async <Row>(sql: string) => ((await database.orm.execute(sql)) as { rows: Row[] }).rows;
  const insertTickets = (userPoolId: string, name: string) =>
    send(`INSERT INTO tickets (digest, user_pool_id, account_id, app_id, openid, issued_at, expires_at)
      SELECT '${name} ' || i, '${userPoolId}', 'account', 'wx', 'o', '2026-01-01', '2026-01-01'
      FROM generate_series(1, 20000) AS i`);

  test('does not grow with expired logins', async () => {
    const { userPoolId } = await createPool(database.orm, new Date(NOW), { name: 'growth' });
    const lost: unknown[] = [];
    const write = (line: unknown) => void lost.push(line);
    const logger = { error: write, warn: write };
    const expiredRows = new ExpiredRows(database, { now: () => NOW }, logger, new Scheduler());
    const sizes: number[] = [];
    for (let round = 0; round < 16; round++) {
      await insertTickets(userPoolId, `round ${round}`);
      expect(await expiredRows.run()).toBe(20_000);
      const [size] = await send<{ bytes: number }>(`SELECT pg_table_size('tickets')::int AS bytes`);
      sizes.push(size?.bytes ?? NaN);
    }
    await expiredRows.onApplicationShutdown();
    expect(lost).toEqual([]);
    expect(Math.max(...sizes)).toBe(sizes[0]);
    const log = readdirSync(join(folder, 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name));
    expect(log.length).toBeLessThanOrEqual(LOG_FILES);
  }, 60_000);
});
