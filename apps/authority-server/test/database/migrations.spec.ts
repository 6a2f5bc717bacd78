import { readdirSync, readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from '@jest/globals';

const FOLDER = new URL('../../migrations/', import.meta.url);
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .sort();

test('a pool that listed no app goes on taking any, and a new one takes none', async () => {
  const database = new PGlite();
  const change = FILES.findIndex((name) => name.endsWith('_pool_access.sql'));
  for (const name of FILES.slice(0, change)) await database.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
  await database.exec(`INSERT INTO user_pools (id, name, created_at, allowed_app_ids) VALUES
    ('none', 'n', now(), '{}'), ('some', 'n', now(), '{wx0123456789abcdef}')`);
  for (const name of FILES.slice(change)) await database.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
  await database.exec(`INSERT INTO user_pools (id, name, created_at) VALUES ('new', 'n', now())`);
  const { rows } = await database.query<{ id: string }>('SELECT id FROM user_pools WHERE allow_any_app');
  await database.close();
  expect(rows).toEqual([{ id: 'none' }]);
}, 60_000);

test('of several tickets of one launch a used one stays, else the newest, in its own pool', async () => {
  const database = new PGlite();
  const migrate = async (names: readonly string[]) => {
    for (const name of names) await database.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
  };
  const change = FILES.findIndex((name) => name.endsWith('_one_ticket_for_a_launch.sql'));
  await migrate(FILES.slice(0, change));
  await database.exec(`INSERT INTO tickets
    (digest, user_pool_id, account_id, app_id, openid, state_digest, issued_at, expires_at, used_at) VALUES
    ('used', 'p', 'a', 'x', 'o', 's1', '2026-01-01', '2026-01-02', '2026-01-01'),
    ('later and unused', 'p', 'b', 'x', 'o', 's1', '2026-01-02', '2026-01-03', NULL),
    ('used first', 'p', 'a', 'x', 'o', 's2', '2026-01-01', '2026-01-02', '2026-01-01'),
    ('used last', 'p', 'b', 'x', 'o', 's2', '2026-01-02', '2026-01-03', '2026-01-02'),
    ('of another pool', 'q', 'c', 'x', 'o', 's1', '2026-01-02', '2026-01-03', NULL),
    ('unbound one', 'p', 'a', 'x', 'o', NULL, '2026-01-01', '2026-01-02', NULL),
    ('unbound two', 'p', 'a', 'x', 'o', NULL, '2026-01-01', '2026-01-02', NULL)`);
  await migrate(FILES.slice(change));
  const { rows } = await database.query<{ digest: string }>('SELECT digest FROM tickets ORDER BY digest');
  await database.close();
  expect(rows.map(({ digest }) => digest)).toEqual(
    ['of another pool', 'unbound one', 'unbound two', 'used', 'used last'].sort(),
  );
}, 60_000);

test('of several refresh tokens of one session to use the one that ends last stays, and used ones do', async () => {
  const database = new PGlite();
  const change = FILES.findIndex((name) => name.endsWith('_one_refresh_token.sql'));
  for (const name of FILES.slice(0, change)) await database.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
  await database.exec(`INSERT INTO refresh_tokens (digest, user_pool_id, session_id, expires_at, used_at) VALUES
    ('first', 'p', 's1', '2026-01-01', NULL), ('last', 'p', 's1', '2026-01-03', NULL),
    ('middle', 'p', 's1', '2026-01-02', NULL), ('used', 'p', 's1', '2026-01-04', '2026-01-01'),
    ('of another session', 'p', 's2', '2026-01-01', NULL)`);
  for (const name of FILES.slice(change)) await database.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
  const { rows } = await database.query<{ digest: string }>(
    'SELECT digest FROM refresh_tokens ORDER BY digest',
  );
  await database.close();
  expect(rows.map(({ digest }) => digest)).toEqual(['last', 'of another session', 'used']);
}, 60_000);
