import { randomBytes } from 'node:crypto';
import { digest, type RedemptionResult } from '@app2wxapp/authority';
import { keepTicket } from '@app2wxapp/authority/contract';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { SIGNER } from '../../src/tokens/signer.js';
import { describeOnPostgres } from '../databases/test-databases.js';
import { RunningAuthority, type Answer, type LoginBody, type TestPool } from '../running-authority.js';
import { StatementCounter } from '../statement-counter.js';
import { createStoreUnderTest } from '../store/store-under-test.js';

const PICTURE = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');

describeOnPostgres('the work of the rest of a login', () => {
  const server = new RunningAuthority();
  let statements: StatementCounter;
  let pool: TestPool;
  let refreshing: TestPool;

  beforeAll(async () => {
    statements = new StatementCounter();
    await server.start();
    server.holdStill();
    pool = await server.createPool({ askProfile: true });
    refreshing = await server.createPool({ refreshTtlSeconds: 86_400 });
    // Pools and keys are read once, as they are under load.
    await logIn(pool);
    await revoke({ token: (await logIn(refreshing)).token });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    statements.restore();
  });

  const redeem = (of: TestPool, body: object, headers: Record<string, string> = {}) =>
    server.exchange(of, { ...body, secret: of.secret }, headers);
  const logIn = async (to: TestPool) =>
    (await redeem(to, { ticket: await server.issueTicket(to) })).body as LoginBody & { refreshToken: string };
  const client = () => ({ client_id: refreshing.userPoolId, client_secret: refreshing.secret });
  const revoke = (json: object) => server.send('/oauth/revoke', { json: { ...client(), ...json } });
  const refresh = (refresh_token: string) =>
    server.send('/oauth/token', { json: { ...client(), grant_type: 'refresh_token', refresh_token } });
  const post = (path: string, json: object) =>
    server.send(`/oauth/app2wxapp/${path}/${pool.userPoolId}`, { json });
  const createLaunch = () => {
    const [state, codeVerifier] = [randomBytes(16), randomBytes(32)].map((b) => b.toString('base64url'));
    return { state, codeVerifier, codeChallenge: digest(codeVerifier ?? '') };
  };
  /** What one request sent, and how often it signed. */
  const count = async (status: number, send: () => Promise<Answer<unknown>>) => {
    const signed = jest.spyOn(server.get<object>(SIGNER) as { sign(): unknown }, 'sign');
    let answer: Answer<unknown> | undefined;
    const sent = await statements.during(async () => (answer = await send()));
    const signatures = signed.mock.calls.length;
    signed.mockRestore();
    expect(answer?.status).toBe(status);
    return { statements: sent.length, signatures };
  };

  test('is one statement and one signature for an exchange, and one statement more for a refresh token', async () => {
    const [ticket, other] = [await server.issueTicket(pool), await server.issueTicket(refreshing)];
    expect(await count(200, () => redeem(pool, { ticket }))).toEqual({ statements: 1, signatures: 1 });
    const more = await count(200, () => redeem(refreshing, { ticket: other }));
    expect(more).toEqual({ statements: 2, signatures: 1 });
  });

  test('uses prepared statements, as the work of an issue does', async () => {
    const sent = await statements.namesDuring(() => logIn(pool));
    expect(sent).toEqual(['issue_together', 'issue_first_ticket', 'redeem_by_digest']);
  });

  test('is one statement for 20 exchanges that arrive together', async () => {
    const subject = createStoreUnderTest(server.database);
    const kept = await Promise.all(Array.from({ length: 20 }, () => keepTicket(subject)));
    let results: RedemptionResult[] = [];
    const sent = await statements.during(async () => {
      results = await Promise.all(kept.map(({ take }) => subject.store.redeem(take())));
    });
    expect(results.filter(({ login }) => login)).toHaveLength(20);
    expect(sent).toHaveLength(1);
  });

  test('is two statements for a repeated exchange, three for a replayed one, and two for an unknown ticket', async () => {
    const ticket = await server.issueTicket(pool);
    const exchange = (key: string) => redeem(pool, { ticket }, { 'idempotency-key': key });
    await exchange('a-key');
    const repeated = await count(200, () => exchange('a-key'));
    expect(repeated).toEqual({ statements: 2, signatures: 1 });
    const replayed = await count(401, () => exchange('another-key'));
    expect(replayed).toEqual({ statements: 3, signatures: 0 });
    const unknown = await count(401, () => redeem(pool, { ticket: 't'.repeat(43) }));
    expect(unknown).toEqual({ statements: 2, signatures: 0 });
  });

  test('reads a pool with its secrets again after two seconds, and keys after ten', async () => {
    const { token } = await logIn(refreshing);
    const revokeGarbage = () => revoke({ token: `${token.slice(0, -6)}aaaaaA` });
    const read = async (aheadMs: number) => {
      server.aheadMs += aheadMs;
      const ticket = await server.issueTicket(pool);
      // The issue has read the pool.
      const exchanged = await count(200, () => redeem(pool, { ticket }));
      const garbage = await count(200, revokeGarbage);
      return [exchanged.statements, garbage.statements];
    };
    // A revocation looks for a refresh token, and reads its pool and the secrets where they are too old.
    expect(await read(0)).toEqual([1, 1]);
    expect(await read(2000)).toEqual([1, 1]);
    expect(await read(1)).toEqual([1, 3]);
    // Besides, the exchange reads the key that signs, the revocation the lifetime of tokens and the published keys.
    expect(await read(8000)).toEqual([2, 5]);
  });

  test('is no statement for a caller with a wrong secret', async () => {
    const ticket = await server.issueTicket(pool);
    const refused = await count(401, () => server.exchange(pool, { ticket, secret: 'wrong' }));
    expect(refused).toEqual({ statements: 0, signatures: 0 });
  });

  test('is one statement and one signature for a claim, and three statements while it waits for the user', async () => {
    const { state, codeVerifier, codeChallenge } = createLaunch();
    const claim = () => post('claim', { state, codeVerifier, secret: pool.secret });
    expect(await count(202, claim)).toEqual({ statements: 3, signatures: 0 });
    await server.issueTicket(pool, { state, codeChallenge });
    expect(await count(200, claim)).toEqual({ statements: 1, signatures: 1 });
  });

  test('is one statement and one signature for a refresh, and two statements for a refresh token that is unknown', async () => {
    const { refreshToken } = await logIn(refreshing);
    const refreshed = await count(200, () => refresh(refreshToken));
    expect(refreshed).toEqual({ statements: 1, signatures: 1 });
    expect(await count(400, () => refresh('unknown'))).toEqual({ statements: 2, signatures: 0 });
  });

  test('is two statements for a revocation: of a session, of all sessions, by a refresh token', async () => {
    const [one, two, three] = [await logIn(refreshing), await logIn(refreshing), await logIn(refreshing)];
    const bodies = [
      { token: one.token },
      { token: two.token, all_sessions: 'true' },
      { token: three.refreshToken },
    ];
    for (const json of bodies) {
      expect(await count(200, () => revoke(json))).toEqual({ statements: 2, signatures: 0 });
    }
    expect(await count(200, () => revoke({ token: 'garbage' }))).toEqual({ statements: 1, signatures: 0 });
  });

  test('is one statement for a denial', async () => {
    const { state } = createLaunch();
    expect(await count(204, () => post('denials', { state }))).toEqual({ statements: 1, signatures: 0 });
  });

  test('is no statement for what the consent page shows', async () => {
    const find = () => server.send(`/oauth/app2wxapp/pools/${pool.userPoolId}`);
    expect(await count(200, find)).toEqual({ statements: 0, signatures: 0 });
  });

  test('is one statement to store a picture, and one to serve it', async () => {
    const { avatarTicket } = (await server.issue(pool)).body;
    let photo = '';
    const upload = async () => {
      const answer = await server.send<{ photo: string }>(`/oauth/app2wxapp/avatars/${pool.userPoolId}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${avatarTicket}` },
        body: new Blob([new Uint8Array(PICTURE)]),
      });
      ({ photo } = answer.body);
      return answer;
    };
    expect(await count(201, upload)).toEqual({ statements: 1, signatures: 0 });
    const path = new URL(photo).pathname;
    expect(await count(200, () => server.send(path))).toEqual({ statements: 1, signatures: 0 });
    const unknown = await count(404, () => server.send('/avatars/no-id'));
    expect(unknown.statements).toBe(0);
  });
});
