import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IssuedTicket, User } from '@app2wxapp/core';
import { startPostgres } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { Database } from '../../src/database/database.js';
import { prepare } from '../../src/database/statement.js';
import { openPgliteDatabase } from '../../src/database/pglite-database.js';
import { createPool } from '../../src/pools/create-pool.js';
import { openPostgresDatabase } from '../../src/database/postgres-database.js';
import { AuthorityProcess } from '../authority-process.js';
import { MASTER_KEY, type TestPool } from '../running-authority.js';
import { WechatStandIn } from '../wechat-stand-in.js';

/** How often the process is killed: seldom in an everyday run, `CRASH_ROUNDS=100` for the long one. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 2);
const USERS = 8;

/** What came back before the process was gone. */
interface Answered {
  readonly sessions: Set<string>;
  /** How often each ticket was answered with a user. */
  readonly winners: Map<string, number>;
  /** Tickets whose exchange got no answer. */
  readonly open: Set<string>;
}

/** What must hold in the database whenever it is looked at; each gives the number of breaches. */
const BREACHES = [
  prepare(
    'logins_without_session',
    `SELECT id FROM accounts
      WHERE logins_count <> (SELECT count(*) FROM sessions WHERE sessions.account_id = accounts.id)`,
  ),
  prepare(
    'tickets_used_by_several',
    `SELECT session_id FROM tickets WHERE session_id IS NOT NULL GROUP BY session_id HAVING count(*) > 1`,
  ),
  prepare(
    'sessions_without_ticket',
    `SELECT id FROM sessions WHERE NOT EXISTS (SELECT 1 FROM tickets WHERE tickets.session_id = sessions.id)`,
  ),
  prepare(
    'accounts_doubled_or_lost',
    `SELECT openid FROM identities GROUP BY user_pool_id, app_id, openid HAVING count(*) <> 1
      UNION ALL SELECT id FROM accounts
      WHERE NOT EXISTS (SELECT 1 FROM identities WHERE identities.account_id = accounts.id)`,
  ),
];

const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-crash-'));
const postgres = await startPostgres();
const wechat = new WechatStandIn();
let wechatUrl = '';

beforeAll(async () => {
  wechatUrl = await wechat.start();
});
afterAll(async () => {
  AuthorityProcess.killAll();
  await wechat.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('processes killed at random moments under load', () => {
  test(`on PGlite, ${ROUNDS} times: no confirmed change is lost, none happens twice`, async () => {
    const env = { DATA_DIR: folder };
    await (await AuthorityProcess.start({ ...env, LOG_LEVEL: 'info', WECHAT_API_URL: wechatUrl })).stop();
    const { pools } = JSON.parse(readFileSync(join(folder, 'first-start.json'), 'utf8')) as {
      pools: TestPool[];
    };
    const [pool] = pools;
    if (!pool) throw new Error('the first start made no pool');
    const answered = await crash(env, pool);
    await verify(await openPgliteDatabase(join(folder, 'pglite')), answered);
  }, 3_600_000);

  (postgres ? test : test.skip)(
    `on PostgreSQL, ${ROUNDS} times: nothing answered is lost, nothing is done twice`,
    async () => {
      const connectionString = postgres?.connectionString ?? '';
      const open = () =>
        openPostgresDatabase(
          { connectionString, poolSize: 2, requestTimeoutMs: 60_000 },
          { error: () => undefined, warn: () => undefined },
        );
      const database = await open();
      const pool = await createPool(database.orm, new Date(), { name: 'crash', allowAnyApp: true });
      await database.close();
      const env = { DATABASE_URL: connectionString, MASTER_KEY: MASTER_KEY.toString('base64') };
      await verify(await open(), await crash(env, pool));
    },
    3_600_000,
  );
});

async function crash(env: Record<string, string>, pool: TestPool): Promise<Answered> {
  const answered: Answered = { sessions: new Set(), winners: new Map(), open: new Set() };
  for (let round = 0; round <= ROUNDS; round++) {
    const server = await AuthorityProcess.start({
      ...env,
      WECHAT_API_URL: wechatUrl,
      WECHAT_APP_ID: wechat.appId,
      WECHAT_APP_SECRET: wechat.appSecret,
    });
    // A caller without an answer asks again: the ticket is still valid, or it was used.
    await Promise.all([...answered.open].map((ticket) => exchange(server, pool, { ticket, answered })));
    if (round === ROUNDS) {
      await server.stop();
      break;
    }
    const load = Array.from({ length: USERS }, (_, user) => logInUntilGone(server, pool, { user, answered }));
    // Counted in answers and not in time, so that a slow machine is under load as well.
    const enough = answered.winners.size + 1 + Math.floor(Math.random() * 40);
    while (answered.winners.size < enough) await sleep(5);
    await sleep(Math.random() * 20);
    server.child.kill('SIGKILL');
    await Promise.all(load);
    await server.waitForExit();
  }
  return answered;
}

async function logInUntilGone(
  server: AuthorityProcess,
  pool: TestPool,
  { user, answered }: { readonly user: number; readonly answered: Answered },
): Promise<void> {
  for (;;) {
    // Two users at a time are the same person, so that accounts are made and counted at once.
    const loginCode = wechat.createLoginCode(`o-crash-${user >> 1}`);
    const issued = await post<IssuedTicket>(server, `tickets/${pool.userPoolId}`, { loginCode, scene: 1069 });
    if (!issued) return;
    if (issued.status !== 201) throw new Error(`no ticket: ${issued.status}`);
    const { ticket } = issued.body;
    answered.open.add(ticket);
    if (!(await exchange(server, pool, { ticket, answered }))) return;
  }
}

/** @returns whether there was an answer */
async function exchange(
  server: AuthorityProcess,
  pool: TestPool,
  { ticket, answered }: { readonly ticket: string; readonly answered: Answered },
): Promise<boolean> {
  const answer = await post<User>(server, `auth/${pool.userPoolId}`, { ticket, secret: pool.secret });
  if (!answer) return false;
  answered.open.delete(ticket);
  if (answer.status === 200) {
    answered.winners.set(ticket, (answered.winners.get(ticket) ?? 0) + 1);
    answered.sessions.add(String(decodeJwt(answer.body.token).sid));
  } else if (answer.status !== 401) {
    throw new Error(`${answer.status} to an exchange`);
  }
  return true;
}

async function post<T>(server: AuthorityProcess, path: string, body: object) {
  try {
    const response = await fetch(`${server.url}/oauth/app2wxapp/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as T };
  } catch {
    return undefined; // the process is gone
  }
}

async function verify(database: Database, { sessions, winners, open }: Answered): Promise<void> {
  expect(open.size).toBe(0);
  expect(sessions.size).toBeGreaterThan(ROUNDS);
  expect([...winners.values()].filter((times) => times > 1)).toEqual([]);
  for (const breach of BREACHES)
    expect([breach.name, await database.query(breach, {})]).toEqual([breach.name, []]);
  const kept = await database.query(
    prepare<object, { id: string }>('all_sessions', 'SELECT id FROM sessions'),
    {},
  );
  const ids = new Set(kept.map(({ id }) => id));
  expect([...sessions].filter((id) => !ids.has(id))).toEqual([]);
  await database.close();
}
