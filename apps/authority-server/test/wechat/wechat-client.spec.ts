import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { auditEvents } from '../../src/database/operations-schema.js';
import { AuditLog } from '../../src/events/audit-log.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';
import type { Behaviour } from '../wechat-stand-in.js';

const SESSION = '/sns/jscode2session';
const TOKEN = '/cgi-bin/stable_token';
const PHONE = '/wxa/business/getuserphonenumber';

const refuse =
  (errcode: number): Behaviour =>
  () => ({ errcode, errmsg: 'no rid: 1' });

describe('calls to WeChat', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  let phones = 0;

  beforeAll(async () => {
    await server.start();
    pool = await server.createPool();
  }, 60_000);
  afterAll(() => server.stop());

  const listEvents = ({ userPoolId }: TestPool) =>
    server.database.orm.select().from(auditEvents).where(eq(auditEvents.userPoolId, userPoolId));
  const issueWithPhone = () =>
    server.issue(pool, { phoneCode: server.wechat.createPhoneCode(`1380000${1000 + phones++}`) });

  test('an errcode of WeChat becomes the documented error', async () => {
    const table = [
      [40029, 401, 'invalid_login_code', 2207],
      [40163, 401, 'invalid_login_code', 2207],
      [40226, 403, 'risky_user', 2005],
      [45011, 429, 'rate_limited', 429],
      [40013, 502, 'wechat_unavailable', 1000],
      [40125, 502, 'wechat_unavailable', 1000],
      [99999, 502, 'wechat_unavailable', 1000],
    ] as const;
    for (const [errcode, status, error, code] of table) {
      server.wechat.next(SESSION, refuse(errcode));
      const answer = await server.issue(pool);
      expect([answer.status, answer.body.error, answer.body.code]).toEqual([status, error, code]);
    }
  });

  test.each<[string, Behaviour]>([
    ['cuts the connection', () => 'drop'],
    ['answers what is not JSON', () => 'garbage'],
    ['answers without an openid', () => ({ session_key: 'x' })],
    ['answers an errcode that is text', () => ({ errcode: '0', openid: 'o' })],
  ])('when WeChat %s, the login code is not sent again', async (_name, behaviour) => {
    const before = server.wechat.countCalls(SESSION);
    server.wechat.next(SESSION, behaviour);
    const answer = await server.issue(pool);
    expect([answer.status, answer.body.error]).toEqual([502, 'wechat_unavailable']);
    expect(server.wechat.countCalls(SESSION)).toBe(before + 1);
  });

  test.each<[string, Behaviour, string, object]>([
    ['45009', refuse(45009), 'daily limit', { errcode: 45009 }],
    ['40001', refuse(40001), 'access token', { errcode: 40001 }],
    ['40164', refuse(40164), 'IP list', { errcode: 40164 }],
    ['40125', refuse(40125), 'AppSecret', { errcode: 40125 }],
    ['40243', refuse(40243), 'frozen', { errcode: 40243 }],
    ['http_502', () => 502, 'gateway', { status: 502 }],
    ['unreadable', () => 'garbage', 'proxies', { status: 200 }],
    ['unreachable', () => 'drop', 'DNS', { reason: expect.any(String) }],
    ['timeout', () => 'hang', 'in time', { reason: 'UND_ERR_HEADERS_TIMEOUT' }],
    [
      'unreadable',
      () => ({ openid: 'o', more: 'x'.repeat(100_000) }),
      'proxies',
      { reason: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' },
    ],
  ])(
    'the event and the log of a login that WeChat fails contain %s, and no credential',
    async (detail, behaviour, remedy, fields) => {
      const own = await server.createPool();
      server.wechat.next(SESSION, behaviour);
      server.logLines.length = 0;
      const loginCode = server.wechat.createLoginCode('o-unlucky');
      expect((await server.issue(own, { loginCode })).body.error).toBe('wechat_unavailable');
      await server.get(AuditLog).flush();
      const rows = await listEvents(own);
      expect(rows).toMatchObject([{ type: 'refused', reason: 'wechat_unavailable', detail }]);
      const line = server.logLines.find((text) => text.includes('/sns/') || text.includes('jscode2session'));
      expect(JSON.parse(line ?? '{}')).toMatchObject({
        ...fields,
        remedy: expect.stringContaining(remedy),
      });
      for (const secret of [loginCode, server.wechat.appSecret, 'o-unlucky']) {
        expect(server.logLines.join('')).not.toContain(secret);
      }
    },
  );

  test('a login that requires the phone number has the errcode of the phone call in its event', async () => {
    const strict = await server.createPool({ requirePhone: true });
    server.wechat.next(PHONE, refuse(48001));
    await server.issue(strict, { phoneCode: server.wechat.createPhoneCode('13800000001') });
    await server.get(AuditLog).flush();
    expect(await listEvents(strict)).toMatchObject([{ reason: 'phone_unavailable', detail: '48001' }]);
  });

  test('20 events an hour and pool name one failure of WeChat', async () => {
    server.startHour();
    const own = await server.createPool();
    for (const errcode of [45009, 40164]) {
      for (let count = 0; count < 25; count++) {
        server.wechat.next(SESSION, refuse(errcode));
        await server.issue(own);
      }
    }
    await server.get(AuditLog).flush();
    const details = (await listEvents(own)).map(({ detail }) => detail);
    expect(details.filter((detail) => detail === '45009')).toHaveLength(20);
    expect(details.filter((detail) => detail === '40164')).toHaveLength(20);
  });

  test('when WeChat is too busy, the code is sent again, three times in all', async () => {
    server.wechat.next(SESSION, refuse(-1), refuse(-1));
    expect((await server.issue(pool)).status).toBe(201);
    const before = server.wechat.countCalls(SESSION);
    server.wechat.next(SESSION, refuse(-1), refuse(-1), refuse(-1));
    expect((await server.issue(pool)).body.error).toBe('wechat_unavailable');
    expect(server.wechat.countCalls(SESSION)).toBe(before + 3);
  });

  test('a phone code in place of the login code is rejected, and the other way round', async () => {
    const loginCode = server.wechat.createPhoneCode('13800000000');
    expect((await server.issue(pool, { loginCode })).body.error).toBe('invalid_login_code');
    const phoneCode = server.wechat.createLoginCode('o-swapped');
    expect((await server.issue(pool, { phoneCode })).body.error).toBe('invalid_phone_code');
  });

  test.each([48001, 45009, -1, 99999])(
    'when WeChat returns no number (errcode %d), the login continues without one where none is required',
    async (errcode) => {
      const strict = await server.createPool({ requirePhone: true });
      for (const [of, status, error] of [
        [pool, 201, undefined],
        [strict, 502, 'phone_unavailable'],
      ] as const) {
        server.wechat.next(PHONE, refuse(errcode), refuse(errcode), refuse(errcode));
        const answer = await server.issue(of, { phoneCode: server.wechat.createPhoneCode('13800000001') });
        server.wechat.next(PHONE);
        expect([answer.status, answer.body.error]).toEqual([status, error]);
      }
    },
  );

  test.each([40029, 40163])(
    'an invalid phone code (errcode %d) asks the user for another',
    async (errcode) => {
      server.wechat.next(PHONE, refuse(errcode));
      const answer = await issueWithPhone();
      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_phone_code']);
    },
  );

  test('20 logins at once that need an access token fetch one', async () => {
    server.aheadMs += 7_200_000;
    const before = server.wechat.countCalls(TOKEN);
    const answers = await Promise.all(Array.from({ length: 20 }, issueWithPhone));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(server.wechat.countCalls(TOKEN)).toBe(before + 1);
  });

  test('logins do not wait for the calls of other logins', async () => {
    server.wechat.gather(10, SESSION);
    const answers = await Promise.all(Array.from({ length: 10 }, () => server.issue(pool)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
  });

  test('a token that WeChat rejects is fetched again and the call repeated, once', async () => {
    await issueWithPhone();
    const before = server.wechat.countCalls(TOKEN);
    server.wechat.next(PHONE, refuse(40001));
    expect((await issueWithPhone()).status).toBe(201);
    expect(server.wechat.countCalls(TOKEN)).toBe(before + 1);
    server.wechat.next(PHONE, refuse(42001), refuse(42001));
    expect((await issueWithPhone()).status).toBe(201);
    const fetched = server.wechat.calls.filter(({ path }) => path === TOKEN);
    expect(fetched.every(({ fields }) => !('force_refresh' in fields))).toBe(true);
  });

  test('a token is cached until shortly before its end', async () => {
    await issueWithPhone();
    const before = server.wechat.countCalls(TOKEN);
    server.aheadMs += 7_150_000;
    await issueWithPhone();
    await issueWithPhone();
    expect(server.wechat.countCalls(TOKEN)).toBe(before + 1);
  });

  test('the openid is sent with the phone code, and a phone number for another mini program is rejected', async () => {
    await issueWithPhone();
    expect(server.wechat.calls.at(-1)?.fields.openid).toMatch(/^o-user-/);
    const foreign = { timestamp: 1, appid: 'wx00000000000000ff' };
    server.wechat.next(PHONE, () => ({
      errcode: 0,
      phone_info: { phoneNumber: '138', purePhoneNumber: '138', countryCode: '86', watermark: foreign },
    }));
    expect((await issueWithPhone()).body.error).toBe('invalid_phone_code');
  });

  test('logins one after another use one connection, and another one when WeChat closed it', async () => {
    expect((await server.issue(pool)).status).toBe(201);
    const before = server.wechat.connections;
    for (let login = 0; login < 10; login++) expect((await issueWithPhone()).status).toBe(201);
    expect(server.wechat.connections).toBe(before);
    server.wechat.endIdleConnections();
    await sleep(50);
    expect((await server.issue(pool)).status).toBe(201);
    expect(server.wechat.connections).toBe(before + 1);
  });

  test('a pool without a mini program of its own gets an error that names it', async () => {
    const answer = await server.issue(pool, { useSelfWxapp: 1 });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });
});
