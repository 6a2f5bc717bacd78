import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callAs, createAdmin, type AdminCaller } from '../admin-caller.js';
import { RunningAuthority, type LoginBody, type TestPool } from '../running-authority.js';

interface Login extends LoginBody {
  readonly refreshToken: string;
}

describe('tokens without a session id are revoked', () => {
  const server = new RunningAuthority();
  let admin: AdminCaller;
  let pool: TestPool;

  beforeAll(async () => {
    await server.start();
    admin = callAs(server, await createAdmin(server));
    pool = await server.createPool({ refreshTtlSeconds: 86_400 });
    const path = `/pools/${pool.userPoolId}`;
    await admin.send('POST', `${path}/token-key`);
    expect((await admin.send('PATCH', path, { tokenFormat: 'HS256' })).status).toBe(200);
  }, 60_000);
  afterAll(() => server.stop());

  const logIn = async (openid: string) => {
    const loginCode = server.wechat.createLoginCode(openid);
    const exchange = { ticket: await server.issueTicket(pool, { loginCode }), secret: pool.secret };
    const { body } = await server.exchange(pool, exchange);
    return { ...(body as Login), repeat: () => server.exchange(pool, exchange) };
  };
  const callAsPool = async (path: string, fields: object) => {
    const json = { ...fields, client_id: pool.userPoolId, client_secret: pool.secret };
    return (await server.send<{ active?: boolean; access_token: string }>(path, { json })).body;
  };
  const isActive = async (token: string) => (await callAsPool('/oauth/introspect', { token })).active;
  const revoke = (fields: object) => callAsPool('/oauth/revoke', fields);
  const findUserPath = ({ _id: id }: Login) => `/pools/${pool.userPoolId}/users/${id}`;

  test.each<[string, (login: Login & { repeat(): Promise<unknown> }) => Promise<unknown>]>([
    ['logging out by the token', ({ token }) => revoke({ token })],
    ['logging out by the refresh token', ({ refreshToken }) => revoke({ token: refreshToken })],
    ['logging out of all sessions', ({ token }) => revoke({ token, all_sessions: 'true' })],
    ['a replay of the ticket', ({ repeat }) => repeat()],
    ['the operator, all sessions', (login) => admin.send('DELETE', `${findUserPath(login)}/sessions`)],
    [
      'the operator, one session',
      async (login) => {
        const path = `${findUserPath(login)}/sessions`;
        const { items } = (await admin.send('GET', path)).body;
        return admin.send('DELETE', `${path}/${items[0]?.id}`);
      },
    ],
    [
      'a block, also after the unblock',
      async (login) => {
        await admin.send('PATCH', findUserPath(login), { blocked: true });
        await admin.send('PATCH', findUserPath(login), { blocked: false });
      },
    ],
    [
      'a refresh token that is used twice',
      async ({ refreshToken }) => {
        const fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
        await callAsPool('/oauth/token', fields);
        await callAsPool('/oauth/token', fields);
      },
    ],
  ])('by %s, together with the older ones of the account, and a later login is active', async (_by, end) => {
    const openid = `o-${randomBytes(6).toString('hex')}`;
    const other = await logIn(`o-${randomBytes(6).toString('hex')}`);
    const [older, newer] = [await logIn(openid), await logIn(openid)];
    expect([await isActive(older.token), await isActive(newer.token)]).toEqual([true, true]);
    await end(newer);
    expect([await isActive(older.token), await isActive(newer.token)]).toEqual([false, false]);
    expect(await isActive((await logIn(openid)).token)).toBe(true);
    expect(await isActive(other.token)).toBe(true);
  });

  test('not when the operator ends a session that was ended before', async () => {
    const openid = 'o-ended-before';
    const first = await logIn(openid);
    await revoke({ token: first.refreshToken });
    const path = `${findUserPath(first)}/sessions`;
    const ended = (await admin.send('GET', path)).body.items[0]?.id ?? '';
    const second = await logIn(openid);
    server.aheadMs += 5000;
    expect((await admin.send('DELETE', `${path}/${ended}`)).body).toEqual({ revoked: 0 });
    expect(await isActive(second.token)).toBe(true);
  });

  test('not by a token that is not active any more', async () => {
    const openid = 'o-inactive';
    const first = await logIn(openid);
    await revoke({ token: first.token });
    const second = await logIn(openid);
    server.aheadMs += 5000;
    await revoke({ token: first.token });
    expect(await isActive(second.token)).toBe(true);
  });
});
