import { fillTables, type Send } from './fill-tables.js';

/** Pools of the benchmark; the second one issues refresh tokens. */
export const POOL = { id: 'b'.repeat(24), secret: 'the-secret-of-the-benchmark' };
/** Pool with refresh tokens. */
export const REFRESHING_POOL = { id: 'c'.repeat(24), secret: POOL.secret };

/** Number of rows of each kind. */
export interface Counts {
  readonly accounts: number;
  /** Number of tickets, launches, sessions and refresh tokens that are each used once. */
  readonly once: number;
  /** Earlier logins of each account, half of which have expired: a session and a ticket each. */
  readonly history: number;
}

/** Number of sessions whose tokens are verified repeatedly. */
export const ACTIVE_SESSIONS = 2000;

/** Creates a credential from a number, in the form of a real one; it is not secret. */
export function nameCredential(letter: 't' | 's' | 'v' | 'r', index: number): string {
  return letter + String(index).padStart(42, 'a');
}

/** Creates a session's id from a number: to be verified, to be revoked, or revoked already. */
export function nameSession(kind: 'active' | 'once' | 'revoked', index: number): string {
  return `${kind}-${index}`;
}

/** Creates an account's id from a number. */
export function nameAccount(index: number): string {
  return index.toString(16).padStart(24, '0');
}

const DIGEST = (text: string) =>
  `translate(rtrim(encode(sha256(convert_to(${text}, 'utf8')), 'base64'), '='), '+/', '-_')`;
const credential = (letter: string) => `'${letter}' || lpad(i::text, 42, 'a')`;

/** An operator of all pools. */
export const OPERATOR = { id: 'd'.repeat(24), token: 'o'.repeat(43) };

/** Creates the nickname of an account: two Chinese characters and a number. */
export const nameUser = (index: number) =>
  `${String.fromCharCode(0x4e00 + ((index * 7919) % 3000), 0x4e00 + ((index * 101) % 3001))}${index % 997}`;
/** Creates the phone number of an account. */
export const nameUserPhone = (index: number) => `+861${String(index).padStart(10, '3')}`;
const NICKNAME =
  'chr(19968 + (i * 7919::bigint % 3000)::int) || chr(19968 + (i * 101::bigint % 3001)::int) || i % 997';
const PHONE = "'+861' || lpad(i::text, 10, '3')";

/**
 * Fills an authority's tables: pools, accounts, and the rows that the steps consume or look up, valid for an hour.
 */
export async function prepareRows(send: Send, counts: Counts): Promise<void> {
  await send(`DELETE FROM user_pools WHERE id IN ('${POOL.id}', '${REFRESHING_POOL.id}');
    DELETE FROM operators WHERE id = '${OPERATOR.id}'`);
  for (const [pool, refreshTtlSeconds] of [
    [POOL, 0],
    [REFRESHING_POOL, 86_400],
  ] as const) {
    await send(`INSERT INTO user_pools (id, name, allow_any_app, refresh_ttl_seconds, created_at)
      VALUES ('${pool.id}', 'bench', TRUE, ${refreshTtlSeconds}, now())`);
    await send(`INSERT INTO pool_secrets (id, user_pool_id, digest, created_at)
      VALUES ('${pool.id}', '${pool.id}', ${DIGEST(`'${pool.secret}'`)}, now())`);
  }
  await send(`INSERT INTO operators (id, name, role, created_at) VALUES ('${OPERATOR.id}', 'bench', 'admin', now());
    INSERT INTO operator_tokens (id, operator_id, digest, created_at, expires_at)
    VALUES ('${OPERATOR.id}', '${OPERATOR.id}', ${DIGEST(`'${OPERATOR.token}'`)}, now(), now() + interval '1 day')`);
  await fillTables(send, ['tickets', 'sessions', 'refresh_tokens', 'identities', 'accounts'], async () => {
    await insertAccounts(send, counts);
    await insertOnce(send, counts);
    await insertHistory(send, counts);
  });
  await send('VACUUM ANALYZE');
  await send('CHECKPOINT');
}

async function insertAccounts(send: Send, { accounts }: Counts): Promise<void> {
  const series = `FROM generate_series(0, ${accounts - 1}) i`;
  await send(`INSERT INTO accounts (id, user_pool_id, nickname, phone_e164, phone, signed_up)
    SELECT lpad(to_hex(i), 24, '0'), '${POOL.id}', ${NICKNAME}, ${PHONE}, ${PHONE},
      now() - i * interval '1 second' ${series}`);
  await send(`INSERT INTO identities (user_pool_id, app_id, openid, account_id)
    SELECT '${POOL.id}', '${APP_ID}', 'o-' || i, lpad(to_hex(i), 24, '0') ${series}`);
}

/** Inserts the rows that are used once or looked up. */
async function insertOnce(send: Send, { accounts, once }: Counts): Promise<void> {
  const account = `lpad(to_hex((i * 7919::bigint) % ${accounts}), 24, '0')`;
  const series = `FROM generate_series(0, ${once - 1}) i`;
  const hour = "now(), now() + interval '1 hour'";
  await send(`INSERT INTO tickets (digest, user_pool_id, account_id, app_id, openid, issued_at, expires_at)
    SELECT ${DIGEST(credential('t'))}, '${POOL.id}', ${account}, 'wx', 'o' || i, ${hour} ${series}`);
  await send(`INSERT INTO tickets
    (digest, user_pool_id, account_id, app_id, openid, state_digest, code_challenge, issued_at, expires_at)
    SELECT ${DIGEST(`'claimed' || i`)}, '${POOL.id}', ${account}, 'wx', 'o' || i,
      ${DIGEST(credential('s'))}, ${DIGEST(credential('v'))}, ${hour} ${series}`);
  const sessions = (kind: string, pool: string, revokedAt: string) => `INSERT INTO sessions
    (id, user_pool_id, account_id, app_id, openid, ip, logins_count, created_at, expires_at, revoked_at)
    SELECT '${kind}-' || i, '${pool}', ${account}, 'wx', 'o' || i, '', 1, ${hour}, ${revokedAt}`;
  const few = `FROM generate_series(0, ${ACTIVE_SESSIONS - 1}) i`;
  await send(`${sessions('active', POOL.id, 'NULL')} ${few}`);
  await send(`${sessions('revoked', POOL.id, 'now()')} ${few}`);
  await send(`${sessions('once', POOL.id, 'NULL')} ${series}`);
  await send(`${sessions('refreshed', REFRESHING_POOL.id, 'NULL')} ${series}`);
  await send(`INSERT INTO refresh_tokens (digest, user_pool_id, session_id, expires_at)
    SELECT ${DIGEST(credential('r'))}, '${REFRESHING_POOL.id}', 'refreshed-' || i, now() + interval '1 hour' ${series}`);
}

/** Inserts sessions of the last fifteen days, half of them expired since, and the tickets that opened them. */
async function insertHistory(send: Send, { accounts, history }: Counts): Promise<void> {
  const account = `lpad(to_hex(i % ${accounts}), 24, '0')`;
  const series = `FROM generate_series(0, ${accounts * history - 1}) i`;
  const at = "now() - (i % 2) * interval '15 days' - (i % 1000) * interval '20 minutes'";
  await send(`INSERT INTO sessions
    (id, user_pool_id, account_id, app_id, openid, ip, logins_count, created_at, expires_at)
    SELECT 'past-' || i, '${POOL.id}', ${account}, '${APP_ID}', 'o-' || i % ${accounts}, '', 1, ${at},
      ${at} + interval '15 days' ${series}`);
  await send(`INSERT INTO tickets (digest, user_pool_id, account_id, app_id, openid, issued_at, expires_at)
    SELECT ${DIGEST("'past' || i")}, '${POOL.id}', ${account}, '${APP_ID}', 'o-' || i % ${accounts}, ${at},
      ${at} + interval '1 minute' ${series}`);
}

/** Makes the removal of expired tickets fail at its first statement, or succeed again. */
export async function holdExpiredTickets(send: Send, isHeld: boolean): Promise<void> {
  await send('DROP TRIGGER IF EXISTS hold ON tickets');
  if (!isHeld) return;
  await send(`CREATE OR REPLACE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'held by the benchmark'; END $$`);
  await send('CREATE TRIGGER hold BEFORE DELETE ON tickets FOR EACH STATEMENT EXECUTE FUNCTION hold()');
}

/** The mini program of the benchmark. */
export const APP_ID = 'wx00000000000000aa';
/** Number of rows of the floors' tables. */
export const FLOOR_ROWS = 100_000;

/** Creates the tables of the floors. */
export async function prepareFloor(send: Send): Promise<void> {
  await send(`CREATE TABLE floor_rows (key text PRIMARY KEY, value text NOT NULL);
    CREATE TABLE floor_inserts (key text PRIMARY KEY, value text NOT NULL);
    INSERT INTO floor_rows SELECT 'key-' || i, 'old' FROM generate_series(0, ${FLOOR_ROWS - 1}) i`);
  await send('VACUUM ANALYZE floor_rows');
}
