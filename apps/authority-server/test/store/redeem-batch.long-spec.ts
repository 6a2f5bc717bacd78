import { createToken, systemRandom } from '@app2wxapp/authority';
import { createIdentity, keepTicket, type StoreUnderTest } from '@app2wxapp/authority/contract';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.js';
import { openPgliteDatabase } from '../../src/database/pglite-database.js';
import { ISSUE, ISSUE_FIRST } from '../../src/store/account-statements.js';
import * as sessionStatements from '../../src/store/session-statements.js';
import { REDEEM } from '../../src/store/ticket-statements.js';
import { createStoreUnderTest } from './store-under-test.js';

describe('the plan of an exchange', () => {
  let database: Database;
  let subject: StoreUnderTest;
  beforeEach(async () => {
    database = await openPgliteDatabase();
    subject = createStoreUnderTest(database);
  }, 60_000);
  afterEach(() => database.close());

  const send = async <Row>(sql: string) => ((await database.orm.execute(sql)) as { rows: Row[] }).rows;

  test('finds tickets and accounts by their indexes, though it was made while they were empty', async () => {
    await send('SET plan_cache_mode = force_generic_plan');
    for (const { name, text } of Object.values(REDEEM)) {
      await send(`PREPARE ${name} AS ${text}`);
      const nothing = Array(11).fill('NULL').join();
      const rows = await send<Record<string, string>>(`EXPLAIN EXECUTE ${name}(${nothing})`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toMatch(/Index Scan using \w+ on tickets/);
      expect(plan).toMatch(/Index Scan using accounts_pkey on accounts/);
      expect(plan).not.toContain('Seq Scan');
    }
  });

  test('of introspection, of a refresh and of an issue looks up ids, though it was made while the tables were empty', async () => {
    await send('SET plan_cache_mode = force_generic_plan');
    for (const statement of [...Object.values(sessionStatements), ...Object.values(ISSUE), ISSUE_FIRST]) {
      const { name, text, parameters } = statement;
      await send(`PREPARE ${name} AS ${text}`);
      const nothing = parameters.map(() => 'NULL').join();
      const rows = await send<Record<string, string>>(`EXPLAIN EXECUTE ${name}(${nothing})`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).not.toMatch(/Seq Scan|user_pool_id_(created_at|signed_up)/);
    }
  });

  test('is made five times and then kept, though exchanges and issues come one by one and many at once', async () => {
    const userPoolId = await subject.createPool();
    await send(`INSERT INTO tickets
      (digest, user_pool_id, account_id, app_id, openid, issued_at, expires_at)
      SELECT 'digest ' || i, '${userPoolId}', 'account', 'wx', 'o', now(), now() FROM generate_series(1, 100000) AS i`);
    await send('ANALYZE');
    const codeChallenge = createToken(systemRandom, 32);
    const stateDigest = createToken(systemRandom, 32);
    for (let time = 0; time < 10; time++) {
      const one = await keepTicket(subject, { codeChallenge, stateDigest });
      await subject.store.redeem(one.take({ codeChallenge, key: { codeChallenge, stateDigest } }));
      const many = await Promise.all(Array.from({ length: time * 3 + 1 }, () => keepTicket(subject)));
      await Promise.all(many.map(({ take }) => subject.store.redeem(take())));
    }
    for (const { name } of [...Object.values(REDEEM), ISSUE.together]) {
      const [plans] = await send<{ kept: number; made: number }>(
        `SELECT generic_plans::int AS kept, custom_plans::int AS made FROM pg_prepared_statements WHERE name = '${name}'`,
      );
      expect(plans?.made).toBe(5);
      expect(plans?.kept).toBeGreaterThanOrEqual(5);
    }
  });
});

describe('the sessions of exchanges that share a statement', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openPgliteDatabase();
  }, 60_000);
  afterEach(() => database.close());

  test('each belong to the ticket that opened them', async () => {
    const subject = createStoreUnderTest(database);
    const pools = [await subject.createPool(), await subject.createPool()];
    const kept = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        keepTicket(subject, {
          userPoolId: pools[index % 2] as string,
          identity: createIdentity({ appId: `wx-${index % 3}`, openid: `o-${index}` }),
        }),
      ),
    );
    await Promise.all(kept.map(({ take }) => subject.store.redeem(take())));
    const { rows } = (await database.orm.execute(`SELECT count(*)::int AS good FROM tickets
      JOIN sessions ON sessions.id = tickets.session_id AND sessions.account_id = tickets.account_id
        AND sessions.user_pool_id = tickets.user_pool_id AND sessions.app_id = tickets.app_id
        AND sessions.openid = tickets.openid`)) as { rows: { good: number }[] };
    expect(rows).toEqual([{ good: 60 }]);
  });
});
