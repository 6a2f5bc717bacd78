import { createObjectId, systemRandom } from '@app2wxapp/authority';
import type { StoreUnderTest } from '@app2wxapp/authority/contract';
import { eq } from 'drizzle-orm';
import type { Database } from '../../src/database/database.js';
import { accounts, sessions, userPools } from '../../src/database/schema.js';
import { createSqlSessionStore } from '../../src/store/sql-session-store.js';
import { createSqlStore } from '../../src/store/sql-store.js';

/** The SQL store on a database, with what its contract needs beside it. */
export function createStoreUnderTest(database: Database): StoreUnderTest {
  const { orm } = database;
  return {
    store: createSqlStore(database),
    sessions: createSqlSessionStore(database),
    async createPool() {
      const id = createObjectId(systemRandom, Date.now());
      await orm.insert(userPools).values({ id, name: 'contract', createdAt: new Date() });
      return id;
    },
    async blockAccount(accountId) {
      await orm.update(accounts).set({ blocked: true }).where(eq(accounts.id, accountId));
    },
    async isSessionActive(sessionId) {
      const [session] = await orm.select().from(sessions).where(eq(sessions.id, sessionId));
      return session !== undefined && session.revokedAt === null;
    },
  };
}
