import { describe, test } from '@jest/globals';
import { createObjectId, systemRandom } from '../src/index.js';
import { storeContract } from '../src/store.contract.js';
import { MemorySessionStore, MemoryStore } from '../src/testing/index.js';

describe('a store in memory', () => {
  for (const { sentence, prove } of storeContract) {
    test(sentence, () => {
      const store = new MemoryStore();
      return prove({
        store,
        sessions: new MemorySessionStore(store),
        createPool: async () => createObjectId(systemRandom, Date.now()),
        blockAccount: async (accountId) => store.changeAccount(accountId, { blocked: true }),
        isSessionActive: async (sessionId) => store.sessions.get(sessionId)?.revoked === null,
      });
    });
  }
});
