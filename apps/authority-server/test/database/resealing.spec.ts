import { createSealedBox, createSigningKey } from '@app2wxapp/authority';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Scheduler } from '../../src/config/scheduler.js';
import { eq } from 'drizzle-orm';
import type { Database } from '../../src/database/database.js';
import { openTestDatabase } from '../databases/test-databases.js';
import { Resealing } from '../../src/database/resealing.js';
import { signingKeys, userPools } from '../../src/database/schema.js';
import { nameAppSecret, nameTokenKey } from '../../src/database/sealed-purposes.js';

const OLD = Buffer.alloc(32, 1);
const NEW = Buffer.alloc(32, 2);
const [old, newer, other] = [
  createSealedBox(OLD),
  createSealedBox(NEW),
  createSealedBox(Buffer.alloc(32, 3)),
];
const POOLS = 250;

describe('a change of the master key', () => {
  let database: Database;
  afterEach(() => database.close());

  const fill = async () => {
    database = await openTestDatabase();
    const names = Array.from({ length: POOLS }, (_, index) => `pool ${String(index).padStart(3, '0')}`);
    const pools = names.map((id) => ({
      id,
      name: 'a pool',
      createdAt: new Date(),
      sealedAppSecret: old.seal(`secret of ${id}`, nameAppSecret(id)),
      sealedTokenKey: old.seal(`key of ${id}`, nameTokenKey(id)),
    }));
    await database.orm.insert(userPools).values(pools);
    await database.orm.insert(signingKeys).values(await createSigningKey(old, new Date()));
  };
  const run = async (on: Database, lines: unknown[] = []) => {
    const log = (...line: unknown[]) => void lines.push(line.at(-1), line.length > 1 ? line[0] : undefined);
    const logger = { info: log, warn: log, error: log };
    const keys = [{ masterKey: NEW }, { MASTER_KEY_PREVIOUS: OLD }] as const;
    const resealing = new Resealing(on, ...keys, logger, new Scheduler());
    await resealing.run();
    await resealing.run();
    return lines.filter((line) => line !== undefined);
  };

  const create = (key: typeof NEW, previous?: typeof NEW) =>
    new Resealing(
      database,
      { masterKey: key },
      { MASTER_KEY_PREVIOUS: previous },
      { info: () => undefined, warn: () => undefined, error: () => undefined },
      new Scheduler(),
    );

  test('that left a signing key behind is reported at the start too, unless the key signs no more', async () => {
    await fill();
    const { orm } = database;
    await orm.delete(userPools);
    await orm.delete(signingKeys);
    const [left, next] = [await createSigningKey(old, new Date()), await createSigningKey(old, new Date())];
    const inAnHour = new Date(Date.now() + 3_600_000);
    await orm.insert(signingKeys).values([
      { ...(await createSigningKey(newer, new Date())), retiredAt: inAnHour },
      { ...next, signsFrom: inAnHour },
      { ...left, retiredAt: new Date(Date.now() - 1000) },
    ]);
    await expect(create(NEW).onModuleInit()).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(
        `does not decrypt 1 secrets in the database, such as signing-key:${next.kid}:`,
      ),
    });
    await orm.delete(signingKeys).where(eq(signingKeys.kid, next.kid));
    await create(NEW).onModuleInit();
  }, 60_000);

  test('encrypts every value again, a hundred by two statements, and reports once when it is complete', async () => {
    await fill();
    const sent: string[] = [];
    const counted: Database = {
      ...database,
      query: (statement, values) => (sent.push(statement.name), database.query(statement, values)),
    };
    const lines = await run(counted);
    expect(lines).toEqual([expect.stringMatching(/^every secret is encrypted under MASTER_KEY: remove/)]);
    const writes = sent.filter((name) => name.startsWith('write_'));
    expect([sent.length - writes.length, writes.length]).toEqual([2 * 7, 7]);
    const pools = await database.orm.select().from(userPools);
    for (const { id, sealedAppSecret, sealedTokenKey } of pools) {
      expect(newer.open(sealedAppSecret ?? '', nameAppSecret(id))).toBe(`secret of ${id}`);
      expect(newer.open(sealedTokenKey ?? '', nameTokenKey(id))).toBe(`key of ${id}`);
    }
  }, 60_000);

  test('that was interrupted is reported at the start without the previous key, and continues with it', async () => {
    await fill();
    const ending: Database = {
      ...database,
      async query(statement, values) {
        const { after = '' } = values as { readonly after?: string };
        if (statement.name.startsWith('read_user_pools') && after >= 'pool 100') throw new Error('ended');
        return database.query(statement, values);
      },
    };
    await run(ending);
    await expect(create(NEW).onModuleInit()).rejects.toMatchObject({
      code: 'invalid_options',
      message:
        'MASTER_KEY does not decrypt 300 secrets in the database, such as app-secret:pool 200: MASTER_KEY must be the key ' +
        'that encrypted it. Set MASTER_KEY_PREVIOUS to that key until the log says that every secret is encrypted under ' +
        'MASTER_KEY; if that key is lost, set it to any other key, and enter the secrets again.',
    });
    const both = create(NEW, OLD);
    await both.run();
    await create(NEW).onModuleInit();
  }, 60_000);

  test('leaves values that were changed meanwhile, and names those that neither key decrypts', async () => {
    await fill();
    const meanwhile = newer.seal('entered meanwhile', nameAppSecret('pool 000'));
    await database.orm.execute(
      `UPDATE user_pools SET sealed_token_key = '${other.seal('lost', nameTokenKey('pool 001'))}' WHERE id = 'pool 001'`,
    );
    let changes = 0;
    const changing: Database = {
      ...database,
      async query(statement, values) {
        const rows = await database.query(statement, values);
        if (statement.name === 'read_user_pools_sealed_app_secret' && changes++ === 0)
          await database.orm.execute(
            `UPDATE user_pools SET sealed_app_secret = '${meanwhile}' WHERE id = 'pool 000'`,
          );
        return rows;
      },
    };
    expect(await run(changing)).toEqual([
      expect.stringMatching(/^neither MASTER_KEY nor MASTER_KEY_PREVIOUS decrypts these/),
      { unopened: ['token-key:pool 001'] },
    ]);
    const [first] = await database.orm.select().from(userPools).orderBy(userPools.id).limit(1);
    expect(first?.sealedAppSecret).toBe(meanwhile);
  }, 60_000);
});
