import { describe, expect, test } from '@jest/globals';
import {
  createBackendExchange,
  createInsecureDirectExchange,
  login,
  type TicketExchange,
} from '@app2wxapp/browser';
import {
  createSimulatorAppState,
  createSimulatorLauncher,
  type SimulatedPhone,
} from '@app2wxapp/browser/simulator';
import { encodeExtMsg, parseLaunchPath, parseTicket, type LaunchParams } from '@app2wxapp/core';
import { findRunningDemo } from './running-demo.js';
import { request } from './wires.js';

/** What the user does in the mini program; gives what it hands back, nothing when the user just goes back. */
type Visit = (params: LaunchParams) => Promise<string | undefined>;

const demo = findRunningDemo();

/** Logs in as an app does, with somebody in the mini program who follows the script. */
function logIn<T>(userPoolId: string, exchange: TicketExchange<T>, visit: Visit): Promise<T> {
  const listeners = new Set<Parameters<SimulatedPhone['onArrival']>[0]>();
  const phone: SimulatedPhone = {
    openMiniProgram: ({ path }) => {
      void visit(parseLaunchPath(path)).then((extMsg) => {
        for (const listener of listeners) listener(extMsg === undefined ? {} : { extMsg });
      });
    },
    onArrival: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const launcher = createSimulatorLauncher(phone);
  const userName = 'gh_0123456789ab';
  const appState = createSimulatorAppState(phone);
  return login({ launcher, appState, userPoolId, userName, exchange, graceMs: 50 });
}

/** The mini program gets a ticket for what it was launched with. */
const agree: Visit = async ({ userPoolId, state, codeChallenge }) => {
  const { body: code } = await request(`${demo.simulator}/__simulator/login-codes`, { body: {} });
  const { body } = await request(`${demo.authority}/oauth/app2wxapp/tickets/${userPoolId}`, {
    body: { loginCode: code.code, useSelfWxapp: false, scene: 1069, state, codeChallenge },
  });
  return encodeExtMsg({
    status: 'success',
    ticket: parseTicket(body.ticket),
    message: String(body.message),
    state,
  });
};

const agreeAndGoBack: Visit = async (params) => {
  await agree(params);
  return undefined;
};

const refuseAndGoBack: Visit = async ({ userPoolId, state }) => {
  await request(`${demo.authority}/oauth/app2wxapp/denials/${userPoolId}`, { body: { state } });
  return undefined;
};

describe('login() of the app, against a running authority and backend', () => {
  test('by the backend, a bound login gives a user and a token that opens /me', async () => {
    const exchange = createBackendExchange({ backend: demo.backend });
    const { user, token } = await logIn(demo.secretPool.userPoolId, exchange, agree);
    const me = await request(`${demo.backend}/me`, {
      method: 'GET',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(me.status).toBe(200);
    expect(me.body).toMatchObject({ _id: user._id });
  });

  test('by the backend, a lost result is claimed, and its token opens /me', async () => {
    const exchange = createBackendExchange({ backend: demo.backend, claimPath: '/auth/wechat/claim' });
    const { user, token } = await logIn(demo.secretPool.userPoolId, exchange, agreeAndGoBack);
    const headers = { authorization: `Bearer ${token}` };
    const me = await request(`${demo.backend}/me`, { method: 'GET', headers });
    expect(me.body).toMatchObject({ _id: user._id });
  });

  test('by the backend, a denial whose result was lost is reported too', async () => {
    const exchange = createBackendExchange({ backend: demo.backend, claimPath: '/auth/wechat/claim' });
    const attempt = logIn(demo.secretPool.userPoolId, exchange, refuseAndGoBack);
    await expect(attempt).rejects.toMatchObject({ code: 'login_denied' });
  });

  const direct = () =>
    createInsecureDirectExchange({ authority: demo.authority, userPoolId: demo.directPool.userPoolId });

  test('directly, where the pool allows it', async () => {
    await expect(logIn(demo.directPool.userPoolId, direct(), agree)).resolves.toMatchObject({
      registerMethod: 'oauth:app2wxapp',
    });
  });

  test('directly, a lost result is claimed', async () => {
    await expect(logIn(demo.directPool.userPoolId, direct(), agreeAndGoBack)).resolves.toHaveProperty(
      'token',
    );
  });

  test('directly, a denial whose result was lost is reported too', async () => {
    const attempt = logIn(demo.directPool.userPoolId, direct(), refuseAndGoBack);
    await expect(attempt).rejects.toMatchObject({ code: 'login_denied' });
  });

  test('without a finished login it is cancelled', async () => {
    const attempt = logIn(demo.directPool.userPoolId, direct(), () => Promise.resolve(undefined));
    await expect(attempt).rejects.toMatchObject({ code: 'login_cancelled' });
  });

  test('directly, it is refused where the pool requires its secret', async () => {
    const { userPoolId } = demo.secretPool;
    const exchange = createInsecureDirectExchange({ authority: demo.authority, userPoolId });
    await expect(logIn(userPoolId, exchange, agree)).rejects.toMatchObject({ code: 'invalid_secret' });
  });
});
