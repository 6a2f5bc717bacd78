import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { FIRST_TOKEN_DAYS, TOKEN_DAYS } from '../../src/operators/create-operator.js';
import { OperatorRepository } from '../../src/operators/operator-repository.js';
import { OperatorSessionRepository } from '../../src/operators/operator-session-repository.js';
import { AdminCaller, callAs, createFirstToken, exchangeToken, useAdmin } from '../admin-caller.js';
import { RunningAuthority } from '../running-authority.js';
import { signIn } from './browser.js';

const DAY_MS = 86_400_000;

interface Listed {
  readonly id: string;
  readonly tokens: readonly { readonly id: string; readonly expiresAt: string }[];
}

describe('the token of a first start', () => {
  const server = new RunningAuthority();
  beforeAll(() => server.start(), 60_000);
  afterAll(() => server.stop());

  test('is valid for one sign-in, which creates a lasting one, and for no other request', async () => {
    const first = await createFirstToken(server);
    const before = await callAs(server, first).send('GET', '/pools');
    expect([before.status, before.body.error]).toEqual([401, 'invalid_operator']);
    const enter = () => new AdminCaller(server, {}).send('POST', '/session', { token: first });
    const answers = await Promise.all([enter(), enter(), enter()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401]);
    const lasting = answers.find(({ status }) => status === 201)?.body.token ?? '';
    expect(lasting).toMatch(/^[\w-]{43}$/);
    expect((await enter()).status).toBe(401);
    expect((await callAs(server, lasting).send('GET', '/pools')).status).toBe(200);
    const again = await new AdminCaller(server, {}).send('POST', '/session', { token: lasting });
    expect([again.status, again.body.token]).toEqual([201, undefined]);
  });
});

describe('the token of a first start that is used too late', () => {
  const server = new RunningAuthority();
  beforeAll(() => server.start(), 60_000);
  afterAll(() => server.stop());

  test('is rejected after a week', async () => {
    const token = await createFirstToken(server);
    server.aheadMs += FIRST_TOKEN_DAYS * DAY_MS + 1000;
    expect((await new AdminCaller(server, {}).send('POST', '/session', { token })).status).toBe(401);
  });
});

describe('the tokens of operators', () => {
  const { server, admin } = useAdmin();

  const create = (body: object = {}) => admin.createOperator({ name: 'somebody', role: 'reader', ...body });
  const statusOf = async (token: string) => (await callAs(server, token).send('GET', '/operators')).status;
  const listTokens = async (operatorId: string): Promise<Listed['tokens']> => {
    const items = (await admin.send('GET', '/operators')).body.items as unknown as readonly Listed[];
    return items.find(({ id }) => id === operatorId)?.tokens ?? [];
  };

  test('open no session of an operator who is removed during the sign-in', async () => {
    const { id, token } = await create();
    const sessions = server.get<OperatorSessionRepository>(OperatorSessionRepository);
    const open = sessions.open.bind(sessions);
    jest.spyOn(sessions, 'open').mockImplementationOnce(async (...values) => {
      await server.get<OperatorRepository>(OperatorRepository).remove(id);
      return open(...values);
    });
    const { status, body } = await new AdminCaller(server, {}).send('POST', '/session', { token });
    expect([status, body.error]).toEqual([409, 'invalid_request']);
    expect(await statusOf(token)).toBe(401);
  });

  test('are replaced without interruption by their operator, and their sessions end with them', async () => {
    const { id, token } = await create();
    const old = (await listTokens(id))[0]?.id ?? '';
    const browser = await signIn(server, token);
    const own = callAs(server, token);
    const only = await own.send('DELETE', `/operators/${id}/tokens/${old}`);
    expect([only.status, await statusOf(token)]).toEqual([409, 200]);
    const next = await own.send('POST', `/operators/${id}/tokens`, {});
    expect([next.status, await statusOf(token), await statusOf(next.body.token)]).toEqual([201, 200, 200]);
    expect((await own.send('POST', `/operators/${id}/tokens`, {})).status).toBe(409);
    const replaced = callAs(server, next.body.token);
    expect((await replaced.send('DELETE', `/operators/${id}/tokens/${old}`)).status).toBe(204);
    expect([await statusOf(token), await statusOf(next.body.token)]).toEqual([401, 200]);
    expect((await browser.send('GET', '/operators')).status).toBe(401);
    expect(JSON.stringify((await admin.send('GET', '/operators')).body)).not.toContain(next.body.token);
    const { items } = (await admin.send('GET', '/events')).body;
    for (const type of ['operator_token_created', 'operator_token_revoked']) {
      expect(items).toContainEqual(expect.objectContaining({ type, reason: id }));
    }
  });

  test('of others are replaced by an admin of all pools only', async () => {
    const [one, other] = [await create(), await create({ role: 'admin' })];
    const pool = await server.createPool();
    const ofPool = await create({ role: 'admin', userPoolIds: [pool.userPoolId] });
    for (const token of [one.token, ofPool.token]) {
      const refused = await callAs(server, token).send('POST', `/operators/${other.id}/tokens`, {});
      expect([refused.status, refused.body.error]).toEqual([403, 'operator_forbidden']);
    }
    const made = await callAs(server, other.token).send('POST', `/operators/${one.id}/tokens`, {});
    const lasting = await exchangeToken(server, made.body.token);
    expect((await callAs(server, lasting).send('GET', '/session')).body.id).toBe(one.id);
  });

  test('that an admin has seen are valid for one sign-in within a week', async () => {
    const wanted = { name: 'somebody', role: 'admin' };
    const { id } = await create(wanted);
    const made = [
      await admin.send('POST', '/operators', wanted),
      await admin.send('POST', `/operators/${id}/tokens`, { ttlDays: 400 }),
    ].map(({ body }) => body.token);
    const late = (await admin.send('POST', '/operators', wanted)).body.token;
    for (const token of made) {
      expect(await statusOf(token)).toBe(401);
      const lasting = await exchangeToken(server, token);
      const again = await new AdminCaller(server, {}).send('POST', '/session', { token });
      expect([await statusOf(lasting), again.status, again.body.error]).toEqual([
        200,
        401,
        'invalid_operator',
      ]);
    }
    server.aheadMs += FIRST_TOKEN_DAYS * DAY_MS + 1000;
    expect((await new AdminCaller(server, {}).send('POST', '/session', { token: late })).status).toBe(401);
  });

  test('for one sign-in confirm nothing before it', async () => {
    const { id, token } = await create();
    const browser = await signIn(server, token);
    const first = (await admin.send('POST', `/operators/${id}/tokens`, {})).body.token;
    const confirmed = await browser.send('POST', '/session/confirmation', { token: first });
    expect([confirmed.status, confirmed.body.error]).toEqual([401, 'invalid_operator']);
  });

  test('of one operator are never more than two, also when created at once', async () => {
    const { id } = await create();
    const path = `/operators/${id}/tokens`;
    const answers = await Promise.all([1, 2, 3].map(() => admin.send('POST', path, {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('expire after ninety days or when their creator chose, and so do the sessions that they opened', async () => {
    const usual = await create();
    const { id } = usual;
    const own = callAs(server, usual.token);
    const brief = (await own.send('POST', `/operators/${id}/tokens`, { ttlDays: 1 })).body;
    server.aheadMs += DAY_MS - 600_000;
    const browser = await signIn(server, brief.token);
    expect((await browser.send('GET', '/operators')).status).toBe(200);
    server.aheadMs += 601_000;
    expect((await browser.send('GET', '/operators')).status).toBe(401);
    expect([await statusOf(brief.token), await statusOf(usual.token)]).toEqual([401, 200]);
    expect((await listTokens(id)).map((listed) => listed.id)).not.toContain(brief.id);
    server.aheadMs += (TOKEN_DAYS - 1) * DAY_MS;
    expect(await statusOf(usual.token)).toBe(401);
  });
});
