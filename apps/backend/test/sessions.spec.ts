import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { bearer, post, startBackend, type RunningBackend } from './start-backend.js';

let standIn: StandInAuthority;
let backend: RunningBackend;

beforeAll(async () => {
  standIn = await startStandInAuthority({ refreshTokens: true });
  backend = await startBackend(standIn);
});

afterAll(async () => {
  await backend.close();
  await standIn.close();
});

async function logIn(openid: string) {
  const { body } = await backend.ask('/auth/wechat', post({ ticket: standIn.issueTicket({ openid }) }));
  return body as { token: string; refreshToken: string };
}

const statusOfMe = async (token: unknown) => (await backend.ask('/me', bearer(token))).status;
const logOut = (token: string, body: object = {}) => backend.ask('/auth/logout', bearer(token, post(body)));
const refresh = (refreshToken: unknown) => backend.ask('/auth/refresh', post({ refreshToken }));

describe('POST /auth/logout', () => {
  test('revokes the session at once, and no other', async () => {
    const [phone, tablet] = [await logIn('one'), await logIn('one')];
    expect((await logOut(phone.token)).status).toBe(204);
    expect([await statusOfMe(phone.token), await statusOfMe(tablet.token)]).toEqual([401, 200]);
  });

  test('revokes all of the user’s sessions on request', async () => {
    const [phone, tablet, other] = [await logIn('two'), await logIn('two'), await logIn('three')];
    await logOut(phone.token, { everywhere: true });
    const statuses = await Promise.all([phone, tablet, other].map(({ token }) => statusOfMe(token)));
    expect(statuses).toEqual([401, 401, 200]);
  });

  test('requires a token, and no body', async () => {
    const { token } = await logIn('four');
    expect((await backend.ask('/auth/logout', bearer(token, { method: 'POST' }))).status).toBe(204);
    expect((await backend.ask('/auth/logout', { method: 'POST' })).status).toBe(401);
  });
});

describe('POST /auth/refresh', () => {
  test('continues the session with a new token and a new refresh token', async () => {
    const { refreshToken } = await logIn('five');
    const { status, body } = await refresh(refreshToken);
    expect(status).toBe(200);
    expect(await statusOfMe(body.token)).toBe(200);
    expect(body.refreshToken).not.toBe(refreshToken);
  });

  test('accepts a refresh token once; a copy of it revokes the session', async () => {
    const { refreshToken } = await logIn('six');
    const { body } = await refresh(refreshToken);
    expect(await refresh(refreshToken)).toMatchObject({ status: 401, body: { error: 'invalid_ticket' } });
    expect(await statusOfMe(body.token)).toBe(401);
  });

  test.each([undefined, '', 5])('rejects %p', async (refreshToken) => {
    expect(await refresh(refreshToken)).toMatchObject({ status: 400 });
  });
});

describe('an authority that is down', () => {
  test('logs no user in, and the response does not blame the user', async () => {
    const gone = await startStandInAuthority();
    const other = await startBackend(gone);
    const token = await gone.signToken();
    expect((await other.ask('/me', bearer(token))).status).toBe(200);
    const another = await gone.signToken();
    await gone.close();
    expect(await other.ask('/me', bearer(another))).toMatchObject({
      status: 502,
      body: { error: 'network_error' },
    });
    await other.close();
  });
});
