import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { bearer, post, startBackend, type RunningBackend } from './start-backend.js';

let standIn: StandInAuthority;
let backend: RunningBackend;
let isDown = false;

beforeAll(async () => {
  standIn = await startStandInAuthority({
    intercept: ({ method }, response) => {
      if (!isDown || method !== 'DELETE') return false;
      response.writeHead(503).end();
      return true;
    },
  });
  backend = await startBackend(standIn);
});
afterAll(async () => {
  await backend.close();
  await standIn.close();
});

async function logIn(openid: string) {
  const { body } = await backend.ask('/auth/wechat', post({ ticket: standIn.issueTicket({ openid }) }));
  return body as { token: string; user: { _id: string } };
}

const remove = (path: string, token: string) => backend.ask(path, bearer(token, { method: 'DELETE' }));
const listSessions = async (token: string) => {
  const { body } = await backend.ask('/me/sessions', bearer(token));
  return body.items as { id: string; current: boolean }[];
};

describe('the account of the caller', () => {
  test('is exported from here and from the authority', async () => {
    const { token, user } = await logIn('one');
    const { status, headers, body } = await backend.ask('/me/export', bearer(token));
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({ account: { _id: user._id }, authority: { user: { id: user._id } } });
  });

  test('is deleted here and at the authority: the token is revoked, the next login creates a new account', async () => {
    const { token, user } = await logIn('two');
    await backend.ask('/me', bearer(token, { ...post({ displayName: 'Lin' }), method: 'PATCH' }));
    expect((await remove('/me', token)).status).toBe(204);
    expect((await backend.ask('/me', bearer(token))).status).toBe(401);
    const again = await logIn('two');
    expect(again.user._id).not.toBe(user._id);
    expect(again.user).toMatchObject({ displayName: null });
  });

  test('can still be deleted after the authority was down', async () => {
    const { token } = await logIn('three');
    isDown = true;
    expect(await remove('/me', token)).toMatchObject({ status: 503, body: { error: 'unavailable' } });
    isDown = false;
    expect((await remove('/me', token)).status).toBe(204);
  });

  test('lists its sessions, and ends one of them', async () => {
    const [phone, tablet] = [await logIn('four'), await logIn('four')];
    const sessions = await listSessions(phone.token);
    expect(sessions).toHaveLength(2);
    const other = sessions.find(({ current }) => !current);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect((await remove(`/me/sessions/${other?.id}`, phone.token)).status).toBe(204);
    const statuses = [phone, tablet].map(
      async ({ token }) => (await backend.ask('/me', bearer(token))).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 401]);
  });

  test('ends no session of another user, and rejects a malformed id', async () => {
    const [mine, other] = [await logIn('five'), await logIn('six')];
    const [session] = await listSessions(other.token);
    expect((await remove(`/me/sessions/${session?.id}`, mine.token)).status).toBe(204);
    expect((await backend.ask('/me', bearer(other.token))).status).toBe(200);
    expect((await remove('/me/sessions/a%2Fb', mine.token)).status).toBe(400);
  });

  test.each([
    ['GET', '/me/export'],
    ['DELETE', '/me'],
    ['GET', '/me/sessions'],
    ['DELETE', '/me/sessions/x'],
  ])('is refused without a token: %s %s', async (method, path) => {
    expect((await backend.ask(path, { method })).status).toBe(401);
  });
});
