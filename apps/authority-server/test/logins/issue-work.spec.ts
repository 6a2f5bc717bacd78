import { getEventListeners } from 'node:events';
import { digest, type Issued } from '@app2wxapp/authority';
import { createIdentity, createIssue } from '@app2wxapp/authority/contract';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { accounts } from '../../src/database/schema.js';
import { createStoreUnderTest } from '../store/store-under-test.js';
import { describeOnPostgres } from '../databases/test-databases.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';
import { StatementCounter } from '../statement-counter.js';

interface Changes {
  readonly unionid?: string;
  readonly nickname?: string;
  readonly phoneCode?: string;
  readonly state?: string;
  readonly codeChallenge?: string;
}

describeOnPostgres('the work of issuing a ticket', () => {
  const server = new RunningAuthority();
  let statements: StatementCounter;
  let pool: TestPool;

  beforeAll(async () => {
    statements = new StatementCounter();
    await server.start();
    server.holdStill();
    pool = await server.createPool({ askProfile: true });
    await issueTo('o-first-of-all');
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    statements.restore();
  });

  const issueTo = (openid: string, { unionid, nickname, ...rest }: Changes = {}) => {
    const loginCode = server.wechat.createLoginCode(openid, unionid);
    const profile = nickname === undefined ? {} : { profile: { nickname } };
    return server.issue(pool, { loginCode, ...profile, ...rest });
  };
  /** Issues, and lists all that was sent for it. */
  const listStatements = async (...args: Parameters<typeof issueTo>) => {
    let status = 0;
    const sent = await statements.during(async () => ({ status } = await issueTo(...args)));
    return { status, sent };
  };

  test('is one statement for a known user', async () => {
    await issueTo('o-returning', { unionid: 'u-returning', nickname: '小明' });
    for (const changes of [{ unionid: 'u-returning', nickname: '小明' }, { unionid: 'u-returning' }, {}]) {
      const { status, sent } = await listStatements('o-returning', changes);
      expect([status, sent.length]).toEqual([201, 1]);
    }
  });

  test('is one statement for a known user who brings the known phone number', async () => {
    const bring = () => ({ phoneCode: server.wechat.createPhoneCode('13800000042') });
    await issueTo('o-with-phone', bring());
    const { status, sent } = await listStatements('o-with-phone', bring());
    expect([status, sent.length]).toEqual([201, 1]);
  });

  test('is one statement for a bound launch of a known user, and one more where it has a ticket already', async () => {
    await issueTo('o-bound');
    const launch = { state: digest('a state'), codeChallenge: digest('a verifier') };
    for (const count of [1, 2]) {
      const { status, sent } = await listStatements('o-bound', launch);
      expect([status, sent.length]).toEqual([201, count]);
    }
  });

  test('is one statement for 20 known users who arrive together', async () => {
    const { store } = createStoreUnderTest(server.database);
    const identities = Array.from({ length: 20 }, () => createIdentity());
    const issueAll = () =>
      Promise.all(
        identities.map((identity) => store.issue(createIssue({ userPoolId: pool.userPoolId, identity }))),
      );
    await issueAll();
    let issued: Issued[] = [];
    const sent = await statements.during(async () => (issued = await issueAll()));
    expect(issued.map(({ isKept }) => isKept)).toEqual(Array(20).fill(true));
    expect(sent).toHaveLength(1);
  });

  test('shares the deadline of its call to WeChat with those that arrive at the same time', async () => {
    const timed = jest.spyOn(AbortSignal, 'timeout');
    const bring = () => ({ phoneCode: server.wechat.createPhoneCode('13800000045') });
    await Promise.all(Array.from({ length: 20 }, () => issueTo('o-returning', bring())));
    expect(timed.mock.calls.length).toBeLessThan(10);
    const listeners = timed.mock.results.map(({ value }) => getEventListeners(value as AbortSignal, 'abort'));
    expect(listeners.flat()).toEqual([]);
    timed.mockRestore();
  });

  test('is two statements for a first login, and no transaction of several round trips', async () => {
    const phoneCode = server.wechat.createPhoneCode('13800000046');
    for (const changes of [{}, { unionid: 'u-first', nickname: '小红' }, { phoneCode }]) {
      const { status, sent } = await listStatements(`o-first-${Object.keys(changes).join('-')}`, changes);
      expect([status, sent.length]).toEqual([201, 2]);
      expect(sent).not.toContain('BEGIN');
    }
  });

  test('is one statement for a user who may not log in, who gets no ticket', async () => {
    await issueTo('o-blocked', { unionid: 'u-blocked' });
    await server.database.orm
      .update(accounts)
      .set({ blocked: true })
      .where(eq(accounts.unionid, 'u-blocked'));
    const { status, sent } = await listStatements('o-blocked', { unionid: 'u-blocked' });
    expect([status, sent.length]).toEqual([403, 1]);
  });

  test('is one transaction for a first login in a pool that links by phone, and two calls to WeChat', async () => {
    const linking = await server.createPool({ linkByPhone: true });
    const issue = () => server.issue(linking, { phoneCode: server.wechat.createPhoneCode('13800000043') });
    await issue();
    const before = server.wechat.calls.length;
    const loginCode = server.wechat.createLoginCode('o-linked');
    const phoneCode = server.wechat.createPhoneCode('13800000044');
    const sent = await statements.during(() => server.issue(linking, { loginCode, phoneCode }));
    expect(sent.filter((text) => text === 'BEGIN')).toHaveLength(1);
    expect(sent).toHaveLength(8);
    expect(server.wechat.calls).toHaveLength(before + 2);
  });

  test('is one transaction for a user with new values', async () => {
    await issueTo('o-renamed', { nickname: '小明' });
    const { status, sent } = await listStatements('o-renamed', { nickname: '小红' });
    expect(status).toBe(201);
    expect(sent.filter((text) => text === 'BEGIN')).toHaveLength(1);
    expect(sent).toHaveLength(8);
  });
});
