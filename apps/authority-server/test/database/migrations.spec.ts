import { readdirSync, readFileSync } from 'node:fs';
import { createDatabase } from '@app2wxapp/test-environment/servers';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { describeOnPostgres, SHARED_POSTGRES } from '../databases/test-databases.js';

const FOLDER = new URL('../../migrations/', import.meta.url);
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .sort();

/**
 * Runs one migration, and those after it, on rows of the version before.
 *
 * @param suffix end of the migration's file name, without `.sql`
 * @param rows SQL that inserts them
 * @param run runs on the migrated database
 */
async function migrateRows<T>(suffix: string, rows: string, run: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: await createDatabase(SHARED_POSTGRES) });
  await client.connect();
  try {
    const change = FILES.findIndex((name) => name.endsWith(`${suffix}.sql`));
    for (const [index, name] of FILES.entries()) {
      if (index === change) await client.query(rows);
      await client.query(readFileSync(new URL(name, FOLDER), 'utf8'));
    }
    return await run(client);
  } finally {
    await client.end();
  }
}

const listDigests = (table: string) => async (client: pg.Client) => {
  const { rows } = await client.query<{ digest: string }>(`SELECT digest FROM ${table} ORDER BY digest`);
  return rows.map(({ digest }) => digest);
};

describeOnPostgres('a migration of rows that exist', () => {
  test('a pool that listed no app still allows any, and a new one allows none', async () => {
    const rows = `INSERT INTO user_pools (id, name, created_at, allowed_app_ids) VALUES
      ('none', 'n', now(), '{}'), ('some', 'n', now(), '{wx0123456789abcdef}')`;
    const open = await migrateRows('_pool_access', rows, async (client) => {
      await client.query(`INSERT INTO user_pools (id, name, created_at) VALUES ('new', 'n', now())`);
      return (await client.query('SELECT id FROM user_pools WHERE allow_any_app')).rows as unknown;
    });
    expect(open).toEqual([{ id: 'none' }]);
  });

  test('the token of an existing operator is valid for ninety more days', async () => {
    const rows = `INSERT INTO operators (id, name, role, token_digest, created_at) VALUES
      ('one', 'n', 'admin', 'of the token', '2026-01-01')`;
    const tokens = await migrateRows('_operator_tokens', rows, async (client) => {
      const left = `round(extract(epoch FROM expires_at - now()) / 86400)::int AS days`;
      return (await client.query(`SELECT operator_id, digest, is_first, ${left} FROM operator_tokens`))
        .rows as unknown;
    });
    expect(tokens).toEqual([{ operator_id: 'one', digest: 'of the token', is_first: false, days: 90 }]);
  });

  test('of several tickets of one launch a used one remains, else the newest, in its own pool', async () => {
    const rows = `INSERT INTO tickets
      (digest, user_pool_id, account_id, app_id, openid, state_digest, issued_at, expires_at, used_at) VALUES
      ('used', 'p', 'a', 'x', 'o', 's1', '2026-01-01', '2026-01-02', '2026-01-01'),
      ('later and unused', 'p', 'b', 'x', 'o', 's1', '2026-01-02', '2026-01-03', NULL),
      ('used first', 'p', 'a', 'x', 'o', 's2', '2026-01-01', '2026-01-02', '2026-01-01'),
      ('used last', 'p', 'b', 'x', 'o', 's2', '2026-01-02', '2026-01-03', '2026-01-02'),
      ('of another pool', 'q', 'c', 'x', 'o', 's1', '2026-01-02', '2026-01-03', NULL),
      ('unbound one', 'p', 'a', 'x', 'o', NULL, '2026-01-01', '2026-01-02', NULL),
      ('unbound two', 'p', 'a', 'x', 'o', NULL, '2026-01-01', '2026-01-02', NULL)`;
    const kept = await migrateRows('_one_ticket_for_a_launch', rows, listDigests('tickets'));
    expect(kept.sort()).toEqual(
      ['of another pool', 'unbound one', 'unbound two', 'used', 'used last'].sort(),
    );
  });

  test('of several unused refresh tokens of one session the one that expires last remains, and used ones do', async () => {
    const rows = `INSERT INTO refresh_tokens (digest, user_pool_id, session_id, expires_at, used_at) VALUES
      ('first', 'p', 's1', '2026-01-01', NULL), ('last', 'p', 's1', '2026-01-03', NULL),
      ('middle', 'p', 's1', '2026-01-02', NULL), ('used', 'p', 's1', '2026-01-04', '2026-01-01'),
      ('of another session', 'p', 's2', '2026-01-01', NULL)`;
    const kept = await migrateRows('_one_refresh_token', rows, listDigests('refresh_tokens'));
    expect(kept).toEqual(['last', 'of another session', 'used']);
  });
});
