import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { AuditLog } from '../../src/events/audit-log.js';
import { PoolUserDetails, UserExport, UserSessionPage } from '../../src/users/user-schemas.js';
import { callAs, createAdmin } from '../admin-caller.js';
import { dumpTables } from '../databases/dump-tables.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const PERSON = {
  openid: 'o-KeptNowhere',
  unionid: 'u-KeptNowhere',
  phone: '13912345678',
  nickname: '陈小满',
};
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('a user, for the backend of the pool', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  beforeAll(async () => {
    await server.start();
    pool = await server.createPool({ askProfile: true });
  }, 60_000);
  afterAll(() => server.stop());

  const basic = ({ userPoolId, secret }: TestPool) =>
    `Basic ${Buffer.from(`${userPoolId}:${secret}`).toString('base64')}`;
  const call = async (method: string, path: string, body?: unknown, of = pool) => {
    const answer = await server.send<Record<string, unknown>>(`/oauth/users/${path}`, {
      method,
      headers: {
        authorization: basic(of),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { ...answer, error: answer.body.error };
  };
  const logIn = async ({ openid, unionid, phone, nickname }: Partial<typeof PERSON> = {}) => {
    const issued = await server.issue(pool, {
      ...(openid !== undefined && { loginCode: server.wechat.createLoginCode(openid, unionid) }),
      ...(phone !== undefined && { phoneCode: server.wechat.createPhoneCode(phone) }),
      ...(nickname !== undefined && { profile: { nickname } }),
    });
    const { ticket, avatarTicket = '' } = issued.body;
    return { ...(await server.exchange(pool, { ticket, secret: pool.secret })).body, avatarTicket };
  };
  const isActive = async (token: string) => {
    const json = { token, client_id: pool.userPoolId, client_secret: pool.secret };
    return (await server.send<{ active: boolean }>('/oauth/introspect', { json })).body.active;
  };
  const dump = async () => JSON.stringify(await dumpTables(server.database));

  test('is read, and its nickname and metadata are changed, which the next login returns', async () => {
    const user = await logIn({ openid: 'o-shown', phone: '13900000011' });
    const found = await call('GET', user._id);
    expect(PoolUserDetails.strict().parse(found.body)).toMatchObject({
      id: user._id,
      phone: '13900000011',
      metadata: '""',
      identities: [{ appId: server.wechat.appId, openid: 'o-shown' }],
    });
    const metadata = '{ "plan": "gold", "half": "\ud83d" }';
    const changed = await call('PATCH', user._id, { nickname: ' 小满 ', metadata });
    expect(changed.body).toMatchObject({
      nickname: '小满',
      metadata: '{ "plan": "gold", "half": "\\ud83d" }',
    });
    expect(await logIn({ openid: 'o-shown' })).toMatchObject({
      _id: user._id,
      nickname: '小满',
      metadata: changed.body.metadata,
    });
  });

  test.each([
    ['numbers that no double has', '{"order":12345678901234567890,"price":1.10,"large":1e999}'],
    ['names of every object', '{"__proto__":{"admin":true},"constructor":null,"a":1,"a":2}'],
    ['lists in lists', '['.repeat(2000) + ']'.repeat(2000)],
  ])('keeps metadata unchanged to the character: %s', async (_what, metadata) => {
    const { _id } = await logIn({ openid: 'o-metadata' });
    expect((await call('PATCH', _id, { metadata })).body).toMatchObject({ metadata });
    expect((await logIn({ openid: 'o-metadata' })).metadata).toBe(metadata);
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['an unknown field', { blocked: true }],
    ['a nickname that is not seen', { nickname: '\u2800' }],
    ['a nickname of 65 characters', { nickname: 'x'.repeat(65) }],
    ['metadata that is no JSON', { metadata: '{' }],
    ['metadata that is no text', { metadata: {} }],
    ['metadata of 4,097 characters', { metadata: JSON.stringify('x'.repeat(4095)) }],
  ])('rejects the change %s', async (_what, changes) => {
    const { _id } = await logIn();
    const answer = await call('PATCH', _id, changes);
    expect([answer.status, answer.error]).toEqual([400, 'invalid_request']);
  });

  test('is rejected without the secret, with that of another pool, and by an id of another pool', async () => {
    const { _id } = await logIn();
    const other = await server.createPool();
    const direct = await server.createPool({ secretRequired: false });
    for (const [method, path] of [
      ['GET', _id],
      ['PATCH', _id],
      ['DELETE', _id],
      ['POST', `${_id}/export`],
      ['GET', `${_id}/sessions`],
      ['DELETE', `${_id}/sessions`],
      ['DELETE', `${_id}/sessions/x`],
    ] as const) {
      const body = method === 'PATCH' ? { nickname: 'x' } : undefined;
      for (const wrong of [
        { ...pool, secret: 'wrong' },
        { ...direct, secret: '' },
      ]) {
        const refused = await call(method, path, body, wrong);
        expect([method, path, refused.status, refused.error]).toEqual([method, path, 401, 'invalid_secret']);
      }
      if (body === undefined) {
        const bare = await server.send(`/oauth/users/${path}`, { method });
        expect([bare.status, bare.body.error]).toEqual([401, 'invalid_secret']);
      }
      const elsewhere = await call(method, path, body, other);
      expect([method, path, elsewhere.status]).toEqual([
        method,
        path,
        method === 'DELETE' && path === _id ? 204 : 404,
      ]);
    }
    expect((await call('GET', _id)).status).toBe(200);
    for (const id of ['x', '%00', 'f'.repeat(24)]) expect((await call('GET', id)).status).toBe(404);
    expect((await call('DELETE', 'not-an-id')).status).toBe(404);
  });

  test('has its active sessions listed, and one or all of them revoked', async () => {
    const devices = [await logIn({ openid: 'o-devices' }), await logIn({ openid: 'o-devices' })];
    const [phone, tablet] = devices as [(typeof devices)[0], (typeof devices)[0]];
    const keys = createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`));
    const { sid } = (await jwtVerify(phone.token, keys)).payload as { sid: string };
    const list = async () => UserSessionPage.parse((await call('GET', `${phone._id}/sessions`)).body).items;
    expect((await list()).map(({ id }) => id)).toContain(sid);
    expect(await list()).toHaveLength(2);
    expect((await call('DELETE', `${phone._id}/sessions/${sid}`)).body).toEqual({ revoked: 1 });
    expect((await call('DELETE', `${phone._id}/sessions/${sid}`)).body).toEqual({ revoked: 0 });
    expect([await isActive(phone.token), await isActive(tablet.token)]).toEqual([false, true]);
    expect(await list()).toHaveLength(1);
    expect((await call('DELETE', `${phone._id}/sessions`)).body).toEqual({ revoked: 1 });
    expect([await isActive(tablet.token), await list()]).toEqual([false, []]);
  });

  test('with two hundred sessions has each listed once, page by page, and exported', async () => {
    const logins = [];
    for (let time = 0; time < 200; time++) logins.push(await logIn({ openid: 'o-busy' }));
    const { _id = '' } = logins[0] ?? {};
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const page = UserSessionPage.parse((await call('GET', `${_id}/sessions${query}`)).body);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    const exported = UserExport.parse((await call('POST', `${_id}/export`)).body);
    expect(new Set(ids).size).toBe(200);
    expect(exported.sessions.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect((await call('DELETE', `${_id}/sessions`)).body).toEqual({ revoked: 200 });
  }, 60_000);

  test('is exported with all stored data, and each call of the backend is an event', async () => {
    const user = await logIn({ openid: 'o-acts', nickname: '小红' });
    await call('PATCH', user._id, { nickname: 'Lin' });
    await call('DELETE', `${user._id}/sessions`);
    await server.get(AuditLog).flush();
    const exported = UserExport.parse((await call('POST', `${user._id}/export`)).body);
    expect(exported).toMatchObject({ user: { nickname: 'Lin' }, sessions: [{ revokedReason: 'backend' }] });
    expect(exported.events.map(({ type }) => type)).toEqual(['user_changed', 'sessions_revoked']);
    await call('DELETE', user._id);
    await server.get(AuditLog).flush();
    const admin = callAs(server, (await createAdmin(server)) || '');
    const { items } = (await admin.send('GET', `/events?userPoolId=${pool.userPoolId}&accountId=${user._id}`))
      .body;
    expect(items.map(({ type }) => type)).toEqual([
      'user_deleted',
      'user_exported',
      'sessions_revoked',
      'user_changed',
    ]);
    expect(items[0]).toMatchObject({ ip: '', operator: null });
  });

  test('is deleted from every table and every log line, and logs in as a new user', async () => {
    server.logLines.length = 0;
    const user = await logIn(PERSON);
    await server.send(`/oauth/app2wxapp/avatars/${pool.userPoolId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${user.avatarTicket}`, 'content-type': 'image/png' },
      body: PICTURE,
    });
    await logIn(PERSON);
    // A ticket that waits, and a login that ends in a refusal.
    await server.issueTicket(pool, { loginCode: server.wechat.createLoginCode(PERSON.openid) });
    await server.exchange(pool, { ticket: 'x'.repeat(43), secret: pool.secret });
    await call('PATCH', user._id, { metadata: '"u-KeptNowhere"' });
    await server.get(AuditLog).flush();
    const before = await dump();
    const personal = [...Object.values(PERSON), PICTURE.toString('hex')];
    for (const value of personal) expect(before).toContain(value);
    expect((await call('DELETE', user._id)).status).toBe(204);
    await server.get(AuditLog).flush();
    const after = await dump();
    for (const value of personal) {
      expect(after).not.toContain(value);
      expect(server.logLines.join('\n')).not.toContain(value);
    }
    expect(await isActive(user.token)).toBe(false);
    expect((await call('GET', user._id)).status).toBe(404);
    expect((await call('DELETE', user._id)).status).toBe(204);
    const again = await logIn(PERSON);
    expect(again._id).not.toBe(user._id);
    expect(again).toMatchObject({ loginsCount: 1, metadata: '""' });
  });
});
