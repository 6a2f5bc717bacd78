import type { SealedBox } from '@app2wxapp/authority';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { BOX } from '../../src/database/storage.js';
import { KeyRepository } from '../../src/tokens/key-repository.js';
import { TokenController } from '../../src/tokens/token.controller.js';
import { callAs, createAdmin } from '../admin-caller.js';
import { describeOnPostgres } from '../databases/test-databases.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';
import { createStoreUnderTest } from '../store/store-under-test.js';
import { StatementCounter } from '../statement-counter.js';

describeOnPostgres('the work of introspection', () => {
  const server = new RunningAuthority();
  let statements: StatementCounter;
  let pool: TestPool;
  let other: TestPool;
  let shared: TestPool;

  beforeAll(async () => {
    statements = new StatementCounter();
    await server.start();
    server.holdStill();
    pool = await server.createPool();
    other = await server.createPool();
    shared = await server.createPool();
    const admin = callAs(server, await createAdmin(server));
    await admin.send('POST', `/pools/${shared.userPoolId}/token-key`);
    await admin.send('PATCH', `/pools/${shared.userPoolId}`, { tokenFormat: 'HS256' });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    statements.restore();
  });

  const logIn = async (into: TestPool) => {
    const ticket = await server.issueTicket(into);
    return (await server.exchange(into, { ticket, secret: into.secret })).body.token;
  };
  const introspect = async (token: string, by: TestPool) => {
    const json = { token, client_id: by.userPoolId, client_secret: by.secret };
    return (await server.send<{ active: boolean }>('/oauth/introspect', { json })).body.active;
  };
  const revoke = async (token: string, more: object = {}) => {
    const json = { token, client_id: pool.userPoolId, client_secret: pool.secret, ...more };
    return (await server.send('/oauth/revoke', { json })).status;
  };
  /** Asks once before, so that the pool is remembered as it is under load. */
  const countStatements = async (run: () => Promise<unknown>) => {
    await Promise.all([pool, other, shared].map((by) => introspect('none', by)));
    return (await statements.during(run)).length;
  };

  test('is one statement for one token, which reads nothing else of the user', async () => {
    const token = await logIn(pool);
    await introspect(token, pool);
    const sent = await statements.during(() => introspect(token, pool));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/SELECT asked\.nth::int AS nth FROM asked/);
  });

  test('is one statement for a token of the format HS256 too', async () => {
    const token = await logIn(shared);
    expect(await countStatements(() => introspect(token, shared))).toBe(1);
    expect(await introspect(token, shared)).toBe(true);
  });

  test('is one statement for a revoked token', async () => {
    const token = await logIn(pool);
    await revoke(token);
    expect(await countStatements(() => introspect(token, pool))).toBe(1);
    expect(await introspect(token, pool)).toBe(false);
  });

  test('is no statement for a token that does not verify', async () => {
    const token = await logIn(pool);
    for (const garbage of ['garbage', `${token}x`, 'a.b.c'])
      expect(await countStatements(() => introspect(garbage, pool))).toBe(0);
    expect(await countStatements(() => introspect(token, other))).toBe(0);
  });

  test('is one statement for a pool that does not exist, which any caller may name', async () => {
    const unknown = { ...pool, userPoolId: 'f'.repeat(24) };
    const sent = await statements.during(() => introspect('none', unknown));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain('user_pools');
  });

  test('is a few statements for many tokens at once, and each response is about its own token', async () => {
    const tokens = await Promise.all(Array.from({ length: 40 }, () => logIn(pool)));
    const ended = tokens.filter((_, index) => index % 3 === 0);
    for (const token of ended) await revoke(token);
    const answers: boolean[] = [];
    const sent = await countStatements(async () =>
      answers.push(...(await Promise.all(tokens.map((token) => introspect(token, pool))))),
    );
    expect(answers).toEqual(tokens.map((_, index) => index % 3 !== 0));
    expect(sent).toBeLessThanOrEqual(20);
  });

  test('verifies the signature of a token once, also when the published keys are read again', async () => {
    const token = await logIn(pool);
    // Each signature that was verified is kept.
    const verified = jest.spyOn(server.get(TokenController).verified, 'set');
    for (let time = 0; time < 10; time++) expect(await introspect(token, pool)).toBe(true);
    server.aheadMs += 11_000;
    expect(await introspect(token, pool)).toBe(true);
    expect(verified).toHaveBeenCalledTimes(1);
    verified.mockRestore();
  });

  test('is one statement for 20 tokens that arrive together, with a session and without one', async () => {
    const { sessions } = createStoreUnderTest(server.database);
    const [{ userPoolId }, now] = [pool, new Date()];
    const twenty = Array.from({ length: 20 }, (_, index) => String(index).padStart(24, '0'));
    for (const ask of [sessions.isSessionActive, sessions.isAccountActive]) {
      const sent = await statements.during(() => Promise.all(twenty.map((id) => ask(userPoolId, id, now))));
      expect(sent).toHaveLength(1);
    }
  });

  test('uses keys that are imported once, as an exchange does, and decrypts only the key of a pool', async () => {
    const keys = server.get(KeyRepository);
    const { kid, privateKey } = await keys.findCurrent();
    const publicKey = await keys.findPublicKey(kid);
    const opened = jest.spyOn(server.get<SealedBox>(BOX), 'open');
    for (const [by, decrypted] of [
      [pool, 0],
      [shared, 2],
    ] as const) {
      opened.mockClear();
      expect(await introspect(await logIn(by), by)).toBe(true);
      expect(opened).toHaveBeenCalledTimes(decrypted);
    }
    opened.mockRestore();
    expect((await keys.findCurrent()).privateKey).toBe(privateKey);
    expect(await keys.findPublicKey(kid)).toBe(publicKey);
  });

  test('caches ten thousand verified tokens at most', async () => {
    const { verified } = server.get(TokenController);
    await introspect(await logIn(pool), pool);
    const [value] = [...verified.values()];
    if (!value) throw new Error('The token was not cached.');
    for (let index = 0; index <= 10_000; index++) verified.set(String(index), value);
    expect(verified.size).toBe(10_000);
  });
});
