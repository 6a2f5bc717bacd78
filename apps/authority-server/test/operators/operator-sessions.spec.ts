import { describe, expect, test } from '@jest/globals';
import { PROOF_SECONDS } from '../../src/operators/recent-proof.js';
import { AdminCaller, useAdmin } from '../admin-caller.js';
import { signIn, useCookie } from './browser.js';

const MINUTE_MS = 60_000;

interface Operation {
  readonly 'x-needs-proof'?: boolean;
}
interface OpenApi {
  readonly paths: Record<string, Record<string, Operation>>;
}

const PROOF = 'needs a recent proof';

/** What cannot be undone, gives out a credential that lasts longer than the session, or takes personal data away. */
const WITH_PROOF = [
  'delete /admin/sessions',
  'delete /admin/sessions/{sessionId}',
  'post /admin/operators',
  'delete /admin/operators/{operatorId}',
  'post /admin/operators/{operatorId}/tokens',
  'delete /admin/operators/{operatorId}/tokens/{tokenId}',
  'post /admin/pools',
  'delete /admin/pools/{userPoolId}',
  'post /admin/pools/{userPoolId}/token-key',
  'post /admin/pools/{userPoolId}/secrets',
  'delete /admin/pools/{userPoolId}/secrets/{secretId}',
  'put /admin/pools/{userPoolId}/mini-program',
  'delete /admin/pools/{userPoolId}/mini-program',
  'post /admin/pools/{userPoolId}/users/{userId}/export',
  'delete /admin/pools/{userPoolId}/users/{userId}',
  'post /admin/signing-keys',
];

/** Every other request that is no `GET`, and why it needs none: a new one is added here, or gets `@NeedsProof()`. */
const WITHOUT_PROOF: Record<string, string> = {
  'post /admin/session': 'shows the token itself',
  'post /admin/session/confirmation': 'shows the token itself',
  'delete /admin/session': 'ends this session alone',
  'patch /admin/pools/{userPoolId}': 'needs one for some settings: see below',
  'post /admin/pools/{userPoolId}/mini-program/check': 'changes nothing',
  'post /admin/pools/{userPoolId}/users/search': 'changes nothing',
  'patch /admin/pools/{userPoolId}/users/{userId}': 'is undone by the same request',
  'delete /admin/pools/{userPoolId}/users/{userId}/sessions': 'costs the user a login, and is urgent',
  'delete /admin/pools/{userPoolId}/users/{userId}/sessions/{sessionId}':
    'costs the user a login, and is urgent',
};

describe('the browsers that an operator is signed in with', () => {
  const { server, admin, credentials } = useAdmin();

  const statusOf = async (caller: AdminCaller) => (await caller.send('GET', '/operators')).status;
  const createOperator = async () => {
    return (await admin.createOperator({ name: 'another', role: 'admin' })).token;
  };

  test('are not kept signed in by requests of a timer', async () => {
    const answer = await new AdminCaller(server, {}).send('POST', '/session', credentials);
    const [operator, timer] = [useCookie(server, answer), useCookie(server, answer, true)];
    for (let minutes = 0; minutes < 29; minutes += 1) {
      server.aheadMs += MINUTE_MS;
      expect(await statusOf(timer)).toBe(200);
    }
    expect(await statusOf(operator)).toBe(200);
    server.aheadMs += 29 * MINUTE_MS;
    expect(await statusOf(timer)).toBe(200);
    server.aheadMs += 2 * MINUTE_MS;
    expect([await statusOf(timer), await statusOf(operator)]).toEqual([401, 401]);
  });

  test('are listed to this operator alone, and ended one by one or all together', async () => {
    const ours = await createOperator();
    const [one, two, three] = [
      await signIn(server, ours),
      await signIn(server, ours),
      await signIn(server, ours),
    ];
    const foreign = await signIn(server, credentials.token);
    const list = async (caller: AdminCaller) =>
      (await caller.send('GET', '/sessions')).body.items as unknown as { id: string; current: boolean }[];
    const listed = await list(one);
    // The oldest is the sign-in that gave the lasting token.
    expect(listed.map(({ current }) => current)).toEqual([false, false, true, false]);
    const newest = listed[0]?.id ?? '';
    expect((await foreign.send('DELETE', `/sessions/${newest}`)).status).toBe(404);
    expect(await statusOf(three)).toBe(200);
    expect((await one.send('DELETE', `/sessions/${newest}`)).status).toBe(204);
    expect([await statusOf(one), await statusOf(two), await statusOf(three)]).toEqual([200, 200, 401]);
    expect((await one.send('DELETE', '/sessions')).status).toBe(204);
    expect([await statusOf(one), await statusOf(two), await statusOf(foreign)]).toEqual([401, 401, 200]);
  });

  test('may do nothing that cannot be undone five minutes after the operator presented the token', async () => {
    const browser = await signIn(server, credentials.token);
    server.aheadMs += PROOF_SECONDS * 1000;
    const { paths } = (await browser.send('GET', '/openapi.json')).body as unknown as OpenApi;
    const id = 'a'.repeat(24);
    const decided: Record<string, string> = {};
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const name = `${method} ${path}`;
        if (method === 'get') continue;
        if (operation['x-needs-proof'] !== true) {
          decided[name] = WITHOUT_PROOF[name] ?? 'not decided';
          continue;
        }
        const address = path.replace(/^\/admin/, '').replace(/\{\w+\}/g, id);
        const { status, body } = await browser.send(method.toUpperCase(), address);
        expect([path, status, body.error]).toEqual([path, 401, 'reauthentication_required']);
        decided[name] = PROOF;
      }
    }
    expect(decided).toEqual({
      ...WITHOUT_PROOF,
      ...Object.fromEntries(WITH_PROOF.map((name) => [name, PROOF])),
    });
  });

  test('may do it once the operator has presented the token again, and no token of another operator', async () => {
    const browser = await signIn(server, credentials.token);
    const stranger = await createOperator();
    const body = { name: 'made in a browser', role: 'reader' };
    server.aheadMs += PROOF_SECONDS * 1000;
    for (const wrong of ['not-a-token', stranger]) {
      const refused = await browser.send('POST', '/session/confirmation', { token: wrong });
      expect([refused.status, refused.body.error]).toEqual([401, 'invalid_operator']);
    }
    expect((await browser.send('POST', '/operators', body)).status).toBe(401);
    const confirmed = await browser.send('POST', '/session/confirmation', credentials);
    expect(confirmed.status).toBe(204);
    expect((await useCookie(server, confirmed).send('POST', '/operators', body)).status).toBe(201);
  });

  test('get another cookie once the operator has presented the token again, and remain one session', async () => {
    const token = await createOperator();
    const browser = await signIn(server, token);
    const count = async (caller: AdminCaller) => (await caller.send('GET', '/sessions')).body.items.length;
    const sessions = await count(browser);
    const wrong = await browser.send('POST', '/session/confirmation', credentials);
    expect([wrong.status, wrong.headers.get('set-cookie'), await statusOf(browser)]).toEqual([
      401,
      null,
      200,
    ]);
    const confirmed = await browser.send('POST', '/session/confirmation', { token });
    expect([await statusOf(browser), await count(useCookie(server, confirmed))]).toEqual([401, sessions]);
  });

  test.each([
    [{ secretRequired: false }, { secretRequired: true }],
    [{ allowAnyApp: true }, { allowAnyApp: false }],
    [{ requirePhone: false }, { requirePhone: true }],
    [
      { allowedAppIds: ['wx00000000000000a1', 'wx00000000000000a2'] },
      { allowedAppIds: ['wx00000000000000a1'] },
    ],
    [{ allowedOrigins: ['https://foreign.example'] }, { allowedOrigins: [] }],
    [{ ticketTtlSeconds: 600 }, { ticketTtlSeconds: 60 }],
    [{ tokenTtlSeconds: 86_400 }, { tokenTtlSeconds: 3600 }],
    [{ refreshTtlSeconds: 86_400 }, { refreshTtlSeconds: 0 }],
    [{ staticClaims: { role: 'admin' } }, { staticClaims: {} }],
    [{ staticClaims: { team: 'a', role: 'admin' } }, { staticClaims: { team: 'a' } }],
  ])('may not change a pool to %j by then, and may undo it', async (lower, raise) => {
    const pool = await server.createPool({ ...raise });
    const browser = await signIn(server, credentials.token);
    server.aheadMs += PROOF_SECONDS * 1000;
    const change = async (body: object) => {
      const { status, body: answer } = await browser.send('PATCH', `/pools/${pool.userPoolId}`, body);
      return [status, answer.error];
    };
    expect(await change(lower)).toEqual([401, 'reauthentication_required']);
    expect(await change(raise)).toEqual([200, undefined]);
    expect(await change({ name: 'renamed' })).toEqual([200, undefined]);
    expect((await admin.send('PATCH', `/pools/${pool.userPoolId}`, lower)).status).toBe(200);
    expect(await change(lower)).toEqual([200, undefined]);
    expect(await change(raise)).toEqual([200, undefined]);
  });
});
