import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openPgliteDatabase } from '../../src/database/pglite-database.js';
import { prepare } from '../../src/database/statement.js';
import { AuthorityProcess } from '../authority-process.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
const isMounted = mountSmallDisk();

/** Room for the database and little more. Takes root. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'app2wxapp', folder], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if (process.env['CI']) throw error;
    console.warn('The tests of a full disk are skipped: they mount a small one, which takes root on Linux.');
    return false;
  }
}

(isMounted ? describe : describe.skip)('an authority on the embedded database whose disk is full', () => {
  const server = new RunningAuthority();
  const filler = join(folder, 'filler');
  let pool: TestPool;

  beforeAll(async () => {
    await server.start({ database: await openPgliteDatabase(join(folder, 'database')) });
    pool = await server.createPool();
    await server.issueTicket(pool);
  }, 60_000);
  afterAll(async () => {
    AuthorityProcess.killAll();
    await server.stop();
    execFileSync('umount', ['-l', folder]);
  }, 60_000);

  const fillDisk = () => {
    expect(() => {
      for (;;) writeFileSync(filler, Buffer.alloc(65_536), { flag: 'a' });
    }).toThrow('ENOSPC');
  };
  const readStatuses = async () => {
    const answers = [await server.issue(pool), await server.send('/health/ready'), await server.issue(pool)];
    return answers.map(({ status }) => status);
  };
  const waitUntilReady = async () => {
    for (let tries = 0; tries < 60; tries++) {
      if ((await server.send('/health/ready')).status === 200) return;
      await delay(200);
    }
    throw new Error('The authority was not ready again within 12 seconds.');
  };

  const LOG = prepare(
    'fill_log',
    `SELECT pg_logical_emit_message(true, 'x', repeat('y', 1000000))::text AS at`,
  );

  test('does not create a second database without space for it, and leaves nothing of it', async () => {
    fillDisk();
    truncateSync(filler, statSync(filler).size - 5_000_000);
    const second = AuthorityProcess.spawn({ DATA_DIR: join(folder, 'second') });
    expect(await second.waitForExit()).toBe(1);
    expect(second.output.stderr).toMatch(/^The embedded database \S+ cannot be created \(ENOSPC\)\./);
    rmSync(filler);
    expect(readdirSync(join(folder, 'second'))).toEqual([]);
  }, 60_000);

  // An engine that ended at a checkpoint leaves some room, in which the next may go on.
  test.each<[string, number[], () => Promise<unknown>]>([
    ['a checkpoint', [503, 201, 200], () => server.database.maintain([])],
    [
      'the log of changes',
      [503],
      () =>
        server.database.transaction(async (client) => {
          for (let written = 0; written < 40; written++) await client.query(LOG, {});
        }),
    ],
  ])(
    'responds with nothing wrong after %s could not be written, and logs in again once there is space',
    async (_name, allowed, write) => {
      fillDisk();
      await expect(write()).rejects.toThrow('The embedded database has stopped');

      for (const status of await readStatuses()) expect(allowed).toContain(status);

      rmSync(filler);
      await waitUntilReady();
      expect((await server.issue(pool)).status).toBe(201);
      const { rows } = (await server.database.orm.execute('SELECT id FROM user_pools')) as {
        rows: unknown[];
      };
      expect(rows).toEqual([{ id: pool.userPoolId }]);
    },
    30_000,
  );
});
