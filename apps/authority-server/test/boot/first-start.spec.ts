import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FirstStart } from '../../src/boot/first-start.js';
import { parseSettings } from '../../src/config/settings.js';
import type { Database } from '../../src/database/database.js';
import { userPools } from '../../src/database/schema.js';
import { openTestDatabase } from '../databases/test-databases.js';

describe('the first start with an embedded database', () => {
  let folder: string;
  let database: Database;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'app2wxapp-first-start-'));
    database = await openTestDatabase();
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const startFirst = async (env: Record<string, string> = {}) => {
    const storage = { database, folder: { path: folder } } as unknown as ConstructorParameters<
      typeof FirstStart
    >[0];
    await new FirstStart(storage, { now: () => Date.now() }, parseSettings(env)).onModuleInit();
    return database.orm.select().from(userPools);
  };

  test('creates one pool, which requires its secret and lists no app', async () => {
    const pools = await startFirst();
    expect(pools).toMatchObject([{ secretRequired: true, allowAnyApp: false, allowedAppIds: [] }]);
    const kept = JSON.parse(readFileSync(join(folder, 'first-start.json'), 'utf8')) as object;
    expect(kept).toMatchObject({ pools: [{ userPoolId: pools[0]?.id }] });
  });

  test.each(['http://localhost:4300', 'http://127.0.0.1:1', 'http://[::1]:4300'])(
    'allows any app where %s simulates WeChat',
    async (WECHAT_API_URL) => {
      expect(await startFirst({ WECHAT_API_URL })).toMatchObject([
        { secretRequired: true, allowAnyApp: true },
      ]);
    },
  );

  test.each([
    'https://localhost.example.com',
    'https://127.0.0.1.example.com',
    'https://wechat-proxy.internal',
  ])('allows no app where %s, which may serve real users, simulates nothing', async (WECHAT_API_URL) => {
    expect(await startFirst({ WECHAT_API_URL })).toMatchObject([{ allowAnyApp: false }]);
  });
});
