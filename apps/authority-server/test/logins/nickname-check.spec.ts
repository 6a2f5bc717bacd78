import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { auditEvents } from '../../src/database/operations-schema.js';
import { AuditLog } from '../../src/events/audit-log.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';
import type { Behaviour } from '../wechat-stand-in.js';

const CHECK = '/wxa/msg_sec_check';

const judge =
  (suggest: string): Behaviour =>
  () => ({ errcode: 0, errmsg: 'ok', result: { suggest, label: 20_006 }, trace_id: 'a-trace' });

describe('a pool that has nicknames checked', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  beforeAll(async () => {
    await server.start({ requestTimeoutMs: 1200 });
    pool = await server.createPool({ askProfile: true, checkNickname: true });
  }, 60_000);
  afterAll(() => server.stop());

  const logIn = async (nickname: string, to = pool) => {
    const { ticket } = (await server.issue(to, { profile: { nickname } })).body;
    return (await server.exchange(to, { ticket, secret: to.secret })).body;
  };
  const findRejection = async (accountId: string) => {
    await server.get(AuditLog).flush();
    const events = await server.database.orm
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.accountId, accountId));
    return events.map(({ type, detail }) => [type, detail]);
  };

  test('calls WeChat with the version and the scene for profiles, as the user who logs in', async () => {
    const { nickname } = await logIn('小明');
    expect(nickname).toBe('小明');
    const { fields } = server.wechat.calls.filter(({ path }) => path === CHECK).at(-1) ?? {};
    expect(fields).toEqual({
      access_token: expect.any(String),
      version: 2,
      scene: 1,
      openid: expect.stringMatching(/^o-user-/),
      content: '小明',
    });
  });

  test('calls WeChat for the phone number at the same time', async () => {
    await server.issue(pool, { phoneCode: server.wechat.createPhoneCode('13800000001') });
    const before = server.wechat.calls.length;
    server.wechat.gather(2, CHECK, '/wxa/business/getuserphonenumber');
    const phoneCode = server.wechat.createPhoneCode('13800000002');
    const { ticket } = (await server.issue(pool, { phoneCode, profile: { nickname: '小红' } })).body;
    const { phone, nickname } = (await server.exchange(pool, { ticket, secret: pool.secret })).body;
    expect([phone, nickname]).toEqual(['13800000002', '小红']);
    expect(server.wechat.calls.slice(before)).toHaveLength(3);
  });

  test.each<[string, Behaviour, string]>([
    ['finds it risky', judge('risky'), 'risky'],
    ['would have a person look', judge('review'), 'review'],
    ['answers a verdict that is not known', judge('maybe'), 'unreadable'],
    ['has no quota left', () => ({ errcode: 45009, errmsg: 'reach max api daily quota limit' }), '45009'],
    ['cuts the connection', () => 'drop', 'unreachable'],
    ['hangs', () => 'hang', 'timeout'],
  ])('saves no nickname when WeChat %s, and logs in all the same', async (_name, behaviour, detail) => {
    server.wechat.next(CHECK, behaviour);
    const { _id, nickname } = await logIn('any name');
    expect(nickname).not.toBe('any name');
    expect(await findRejection(_id)).toEqual([['nickname_rejected', detail]]);
  });

  test('repeats the check with another access token when WeChat rejects the current one', async () => {
    server.wechat.next(CHECK, () => ({ errcode: 42001, errmsg: 'access_token expired' }));
    expect((await logIn('小红')).nickname).toBe('小红');
  });

  test('does not call WeChat for a login without a nickname, nor for another pool', async () => {
    const before = server.wechat.countCalls(CHECK);
    expect((await server.issue(pool)).status).toBe(201);
    const other = await server.createPool({ askProfile: true });
    expect((await logIn('小明', other)).nickname).toBe('小明');
    expect(server.wechat.countCalls(CHECK)).toBe(before);
  });
});
