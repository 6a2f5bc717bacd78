/** Sends one statement; both drivers have it. */
export type Send = (text: string) => Promise<unknown>;

/** Who exchanges the tickets. */
export const POOL = { userPoolId: 'b'.repeat(24), secret: 'the-secret-of-the-benchmark' };

/** The ticket of a number: of the form of a real one, and nothing that has to be kept. */
export function nameTicket(index: number): string {
  return String(index).padStart(43, 'a');
}

const DIGEST = (text: string) =>
  `translate(rtrim(encode(sha256(convert_to(${text}, 'utf8')), 'base64'), '='), '+/', '-_')`;
const TICKET = `lpad(i::text, 43, 'a')`;

/** Fills an authority's tables: a pool, accounts, and tickets spread over them, good for an hour. */
export async function prepareTickets(
  send: Send,
  counts: { readonly accounts: number; readonly tickets: number },
): Promise<void> {
  const { accounts, tickets } = counts;
  await send(
    `TRUNCATE tickets, sessions, accounts CASCADE; DELETE FROM user_pools WHERE id = '${POOL.userPoolId}'`,
  );
  await send(`INSERT INTO user_pools (id, name, created_at) VALUES ('${POOL.userPoolId}', 'bench', now())`);
  await send(`INSERT INTO pool_secrets (id, user_pool_id, digest, created_at)
    VALUES ('bench', '${POOL.userPoolId}', ${DIGEST(`'${POOL.secret}'`)}, now())`);
  await send(`INSERT INTO accounts (id, user_pool_id, unionid, nickname, signed_up)
    SELECT lpad(to_hex(i), 24, '0'), '${POOL.userPoolId}', 'u' || i, 'user ' || i, now()
    FROM generate_series(1, ${accounts}) i`);
  await send(`INSERT INTO tickets (digest, user_pool_id, account_id, app_id, openid, issued_at, expires_at)
    SELECT ${DIGEST(TICKET)}, '${POOL.userPoolId}', lpad(to_hex(1 + (i * 7919::bigint) % ${accounts}), 24, '0'),
      'wx', 'o' || i, now(), now() + interval '1 hour'
    FROM generate_series(1, ${tickets}) i`);
  await send('VACUUM ANALYZE');
  await send('CHECKPOINT');
}

/** The same number of rows for the floors. */
export async function prepareFloor(send: Send, tickets: number): Promise<void> {
  await send(`DROP TABLE IF EXISTS floor_tickets;
    CREATE TABLE floor_tickets (ticket text PRIMARY KEY, account_id text NOT NULL);
    INSERT INTO floor_tickets SELECT ${TICKET}, i::text FROM generate_series(1, ${tickets}) i`);
  await send('VACUUM ANALYZE floor_tickets');
  await send('CHECKPOINT');
}
