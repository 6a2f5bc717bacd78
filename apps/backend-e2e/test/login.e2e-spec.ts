import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createBinding } from '@app2wxapp/browser';
import { runLogin } from '@app2wxapp/demo';
import { findRunningDemo } from './running-demo.js';
import { exchange, request, takeTicket } from './wires.js';

const USER_KEYS =
  'emailVerified username nickname company photo loginsCount registerMethod blocked isDeleted oauth metadata _id unionid openid lastIP lastLogin signedUp token tokenExpiredAt phone'.split(
    ' ',
  );

describe('one login through running processes', () => {
  const demo = findRunningDemo();

  test('a bound launch ends with the user at the app and a token that opens GET /me', async () => {
    const { user, me, extMsg } = await runLogin(demo);
    expect(user._id).toMatch(/^[0-9a-f]{24}$/);
    expect(me._id).toBe(user._id);
    expect(extMsg).toMatch(/^code=200&message=.+&ticket=.{3}…&state=[\w-]+$/);
  });

  test('by plain requests alone: code, ticket, POST /auth/wechat, GET /me', async () => {
    const ticket = await takeTicket(demo, demo.secretPool.userPoolId);
    const login = await request(`${demo.backend}/auth/wechat`, { body: { ticket } });
    expect(login.status).toBe(200);
    const headers = { authorization: `Bearer ${String(login.body.token)}` };
    const me = await request(`${demo.backend}/me`, { method: 'GET', headers });
    expect(me.status).toBe(200);
    expect(me.body._id).toBe((login.body.user as { _id: string })._id);
  });

  test('the account shows its sessions, is exported and deleted; the next login is a new one', async () => {
    const logIn = async (openid?: string) => {
      const ticket = await takeTicket(demo, demo.secretPool.userPoolId, openid);
      const { body } = await request(`${demo.backend}/auth/wechat`, { body: { ticket } });
      const { user, token } = body as { user: { _id: string }; token: string };
      return { id: user._id, headers: { authorization: `Bearer ${token}` } };
    };
    const { id, headers } = await logIn();
    const sessions = await request(`${demo.backend}/me/sessions`, { method: 'GET', headers });
    expect(sessions.body.items).toMatchObject([{ current: true }]);
    const exported = await request(`${demo.backend}/me/export`, { method: 'GET', headers });
    const { user } = exported.body.authority as {
      user: { id: string; identities: readonly [{ openid: string }] };
    };
    expect(user.id).toBe(id);
    expect((await request(`${demo.backend}/me`, { method: 'DELETE', headers })).status).toBe(204);
    expect((await request(`${demo.backend}/me`, { method: 'GET', headers })).status).toBe(401);
    expect((await logIn(user.identities[0].openid)).id).not.toBe(id);
  });

  test("the authority responds to the exchange with the user's twenty fields, in order, and a refresh token", async () => {
    const { userPoolId, secret } = demo.secretPool;
    const { status, body } = await exchange(demo, userPoolId, {
      ticket: await takeTicket(demo, userPoolId),
      secret,
    });
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([...USER_KEYS, 'refreshToken']);
    expect(Object.values(body)).not.toContain(undefined);
  });

  test('the pool in direct mode responds without a secret', async () => {
    const { userPoolId } = demo.directPool;
    const { codeChallenge, codeVerifier, state } = await createBinding();
    const { body: code } = await request(`${demo.simulator}/__simulator/login-codes`, { body: {} });
    const issued = await request(`${demo.authority}/oauth/app2wxapp/tickets/${userPoolId}`, {
      body: { loginCode: code.code, useSelfWxapp: false, scene: 1069, state, codeChallenge },
    });
    const { status, body } = await exchange(demo, userPoolId, { ticket: issued.body.ticket, codeVerifier });
    expect(status).toBe(200);
    expect(body._id).toMatch(/^[0-9a-f]{24}$/);
  });

  test('GET /me rejects a request without a token, and one with a token of another issuer', async () => {
    const bearers: Record<string, string>[] = [{}, { authorization: 'Bearer e30.e30.e30' }];
    for (const headers of bearers) {
      const { status, headers: answered } = await request(`${demo.backend}/me`, { method: 'GET', headers });
      expect(status).toBe(401);
      expect(answered.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  test('demo.json has the addresses and credentials, and only its owner reads it', () => {
    const path = join(demo.dataDir, 'demo.json');
    const { authority, backend, simulator, operatorToken, pools } = demo;
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      authority,
      backend,
      simulator,
      operatorToken,
      pools,
    });
    expect(pools.map(({ direct }) => direct)).toEqual([false, true]);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
