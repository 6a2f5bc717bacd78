import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Counts, EventPage } from '../../src/events/event-schemas.js';
import { PoolUserPage, UserExport } from '../../src/users/user-schemas.js';
import { accounts, identities, sessions } from '../../src/database/schema.js';
import { AdminCaller, callAs, createAdmin } from '../admin-caller.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';
import { maskPhone } from '../../src/users/view-user.js';
import { AuditLog } from '../../src/events/audit-log.js';

describe('users, events and counts as operators see them', () => {
  const server = new RunningAuthority();
  let admin: AdminCaller;
  let pool: TestPool;
  let people = 0;

  beforeAll(async () => {
    await server.start();
    admin = callAs(server, await createAdmin(server));
    pool = await server.createPool({ askProfile: true });
  }, 60_000);
  afterAll(() => server.stop());

  const logIn = async (
    who: { openid?: string; phone?: string; unionid?: string; nickname?: string } = {},
  ) => {
    const { openid = `o-person-${people++}`, phone, unionid, nickname } = who;
    const ticket = await server.issueTicket(pool, {
      loginCode: server.wechat.createLoginCode(openid, unionid),
      ...(phone !== undefined && { phoneCode: server.wechat.createPhoneCode(phone) }),
      ...(nickname !== undefined && { profile: { nickname } }),
    });
    const { status, body } = await server.exchange(pool, { ticket, secret: pool.secret });
    expect(status).toBe(200);
    return body;
  };
  const users = (search: object = {}) => admin.send('POST', `/pools/${pool.userPoolId}/users/search`, search);
  const found = async (search: object) =>
    PoolUserPage.parse((await users(search)).body).items.map(({ id }) => id);

  test('finds a user by phone, with and without the country code, by unionid, by openid and by a part of the name', async () => {
    const who = { openid: 'o-find-me', unionid: 'u-find-me', nickname: '张三 100%' };
    const { _id: id } = await logIn({ phone: '13900000001', ...who });
    for (const phone of ['13900000001', '+8613900000001', '86 139-0000-0001']) {
      expect(await found({ phone })).toEqual([id]);
    }
    for (const wechatUser of ['u-find-me', 'o-find-me']) expect(await found({ wechatUser })).toEqual([id]);
    expect(await found({ wechatUser: 'o-find-m' })).toEqual([]);
    expect(await found({ phone: '0001' })).toEqual([id]);
    expect(await found({ name: '三 100%' })).toEqual([id]);
    expect(await found({ name: '_' })).toEqual([]);
    for (const phone of ['13900000002', '0002', '1390']) expect(await found({ phone })).toEqual([]);
    const other = await server.createPool();
    for (const search of [
      { phone: '13900000001' },
      { wechatUser: 'u-find-me' },
      { wechatUser: 'o-find-me' },
    ]) {
      const elsewhere = await admin.send('POST', `/pools/${other.userPoolId}/users/search`, search);
      expect(elsewhere.body.items).toEqual([]);
    }
  });

  test.each([
    [
      'Łukasz 王小明',
      ['王', '小', 'k', 'K', 'KASZ', 'z 王小', 'Łukasz 王小明'],
      ['明王', 'kz', '王明', 'zz'],
    ],
    ['a%b_c\\d', ['%', '_', '\\', 'a%b', 'B_C\\D'], ['%b_d', '__', 'a_b', '%%']],
    ['😀🎉', ['😀', '🎉', '😀🎉'], ['🎉😀', '😃']],
    ['x', ['x', 'X'], ['xx', 'y']],
  ])(
    'finds "%s" by each part of it, of one character or more, and by nothing else',
    async (nickname, parts, others) => {
      const own = await server.createPool({ askProfile: true });
      const ticket = await server.issueTicket(own, { profile: { nickname } });
      const { body: user } = await server.exchange(own, { ticket, secret: own.secret });
      const find = async (name: string) => {
        const { body } = await admin.send('POST', `/pools/${own.userPoolId}/users/search`, { name });
        return PoolUserPage.parse(body).items.map(({ id }) => id);
      };
      for (const part of parts) expect([part, await find(part)]).toEqual([part, [user._id]]);
      for (const other of others) expect([other, await find(other)]).toEqual([other, []]);
    },
  );

  test('shows a reader only the ends of a phone number, in the list and of one user', async () => {
    const { token } = await admin.createOperator({ name: 'who looks', role: 'reader' });
    const reader = callAs(server, token);
    const { _id: id } = await logIn({ phone: '13900000099' });
    const path = `/pools/${pool.userPoolId}/users`;
    const answers = [
      await reader.send('POST', `${path}/search`, { phone: '13900000099' }),
      await reader.send('GET', `${path}/${id}`),
    ];
    for (const { status, text } of answers) {
      expect([status, text.includes('139••••0099')]).toEqual([200, true]);
      expect(text).not.toContain('13900000099');
    }
    expect((await admin.send('GET', `${path}/${id}`)).body.phone).toBe('13900000099');
  });

  test.each([
    ['13800138001', '138••••8001'],
    ['+8613800138001', '+86138••••8001'],
    ['12345', '••••'],
  ])('masks %s as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  test('pages through a thousand users on the server, each once', async () => {
    const crowd = await server.createPool();
    await server.database.orm.insert(accounts).values(
      Array.from({ length: 1000 }, (_, index) => ({
        id: `beef${index.toString(16).padStart(20, '0')}`,
        userPoolId: crowd.userPoolId,
        signedUp: new Date(Date.UTC(2021, 0, 1) + Math.floor(index / 4)),
      })),
    );
    const seen = new Set<string>();
    let cursor: string | null | undefined;
    for (let pages = 0; cursor !== null; pages++) {
      expect(pages).toBeLessThan(6);
      const { body } = await admin.send('POST', `/pools/${crowd.userPoolId}/users/search`, {
        limit: 200,
        ...(cursor !== undefined && { cursor }),
      });
      const page = PoolUserPage.parse(body);
      for (const { id } of page.items) seen.add(id);
      cursor = page.nextCursor;
    }
    expect(seen.size).toBe(1000);
  });

  test('blocks a user, whose logins are rejected and whose sessions are revoked, and unblocks', async () => {
    const openid = 'o-to-block';
    const { _id: id } = await logIn({ openid });
    const path = `/pools/${pool.userPoolId}/users/${id}`;
    expect((await admin.send('PATCH', path, { blocked: true })).body.blocked).toBe(true);
    const refused = await server.issue(pool, { loginCode: server.wechat.createLoginCode(openid) });
    expect([refused.status, refused.body.error]).toEqual([403, 'user_blocked']);
    const { body } = await admin.send('GET', `${path}/sessions`);
    expect(body.items).toMatchObject([{ revokedReason: 'blocked' }]);
    await admin.send('PATCH', path, { blocked: false });
    expect((await logIn({ openid }))._id).toBe(id);
  });

  test('lists sessions and ends one or all', async () => {
    const openid = 'o-many-sessions';
    const { _id: id } = await logIn({ openid });
    for (let round = 0; round < 3; round++) await logIn({ openid });
    const path = `/pools/${pool.userPoolId}/users/${id}/sessions`;
    const first = await admin.send('GET', `${path}?limit=3`);
    const rest = await admin.send('GET', `${path}?limit=3&cursor=${first.body.nextCursor}`);
    expect([first.body.items.length, rest.body.items.length, rest.body.nextCursor]).toEqual([3, 1, null]);
    const one = `${path}/${first.body.items[0]?.id}`;
    expect((await admin.send('DELETE', one)).body).toEqual({ revoked: 1 });
    expect((await admin.send('DELETE', one)).body).toEqual({ revoked: 0 });
    expect((await admin.send('DELETE', path)).body).toEqual({ revoked: 3 });
  });

  test('exports all stored data of a user, and deletes it: the person logs in again as a new user', async () => {
    const openid = 'o-to-erase';
    const { _id: id } = await logIn({ openid, phone: '13900000003', nickname: '王五' });
    const path = `/pools/${pool.userPoolId}/users/${id}`;
    const exported = await admin.send('POST', `${path}/export`);
    const content = UserExport.parse(exported.body);
    expect(content.user).toMatchObject({ nickname: '王五', phone: '13900000003', identities: [{ openid }] });
    expect(content.sessions).toHaveLength(1);
    expect((await admin.send('DELETE', path)).status).toBe(204);
    expect((await admin.send('GET', path)).status).toBe(404);
    const { orm } = server.database;
    const left = JSON.stringify([
      await orm.select().from(accounts),
      await orm.select().from(identities),
      await orm.select().from(sessions),
    ]);
    expect(left).not.toContain(id);
    expect(left).not.toContain(openid);
    expect((await logIn({ openid }))._id).not.toBe(id);
  });

  test('does not reach a user through another pool', async () => {
    const { _id: id } = await logIn();
    const other = await server.createPool();
    const path = `/pools/${other.userPoolId}/users/${id}`;
    const answers = [
      await admin.send('GET', path),
      await admin.send('PATCH', path, { blocked: true }),
      await admin.send('DELETE', path),
      await admin.send('POST', `${path}/export`),
      await admin.send('GET', `${path}/sessions`),
      await admin.send('DELETE', `${path}/sessions`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  });

  test('lists logins, refusals and operations in one order, with filters, and pages without loss', async () => {
    const own = await server.createPool();
    const ticket = await server.issueTicket(own);
    await server.exchange(own, { ticket, secret: own.secret });
    await server.exchange(own, { ticket, secret: own.secret });
    const expired = await server.issueTicket(own);
    server.aheadMs += 120_000;
    await server.exchange(own, { ticket: expired, secret: own.secret });
    await admin.send('PATCH', `/pools/${own.userPoolId}`, { ticketTtlSeconds: 60 });
    await server.get(AuditLog).flush();
    const list = async (query: string) =>
      EventPage.parse((await admin.send('GET', `/events?userPoolId=${own.userPoolId}${query}`)).body);
    const { items } = await list('');
    expect(items.map(({ type, reason }) => [type, reason])).toEqual(
      expect.arrayContaining([
        ['redeemed', null],
        ['replayed', null],
        ['refused', 'ticket_expired'],
        ['pool_changed', 'ticketTtlSeconds'],
      ]),
    );
    const times = items.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof list>> = await list(`&limit=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(items.map(({ id }) => id));
    expect((await list('&type=redeemed')).items).toHaveLength(1);
    expect((await list('&reason=ticket_expired')).items).toMatchObject([{ type: 'refused' }]);
    expect((await list(`&to=${new Date(0).toISOString()}`)).items).toEqual([]);
    expect((await list('&type=pool_changed')).items).toMatchObject([
      { operator: { name: 'first operator' } },
    ]);
  });

  test('counts the figures of the charts: opened, issued, redeemed, replayed, and refused by reason, by the hour', async () => {
    const own = await server.createPool();
    const run = async () => {
      await server.send(`/oauth/app2wxapp/pools/${own.userPoolId}`);
      const ticket = await server.issueTicket(own);
      await server.exchange(own, { ticket, secret: own.secret });
      await server.exchange(own, { ticket, secret: own.secret });
      await server.exchange(own, { ticket, secret: 'wrong' });
    };
    server.startHour();
    await run();
    await server.get(AuditLog).flush();
    server.startHour();
    await run();
    await server.get(AuditLog).flush();
    const { body } = await admin.send('GET', `/counts?userPoolId=${own.userPoolId}`);
    const rows = Counts.parse(body).items.map(({ type, reason, count }) => `${type} ${reason} ${count}`);
    expect(new Set(body.items.map(({ hour }) => hour)).size).toBe(2);
    const each = [
      'issued  1',
      'opened  1',
      'redeemed  1',
      'refused_exchange invalid_secret 1',
      'replayed  1',
    ];
    expect(rows.sort()).toEqual([...each, ...each].sort());
    const all = await admin.send('GET', '/counts');
    expect(all.body.items.length).toBeGreaterThan(0);
    expect((await admin.send('GET', '/counts?from=2020-01-01T00:00:00.000Z')).status).toBe(400);
  });

  test('never writes a phone number into the log', () => {
    expect(server.logLines.join('\n')).not.toMatch(/1390000000\d/);
  });
});
