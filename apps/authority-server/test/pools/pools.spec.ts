import { describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { jwtVerify } from 'jose';
import { CreatedPool, Pool, PoolPage } from '../../src/pools/pool-schemas.js';
import { userPools } from '../../src/database/schema.js';
import { AdminCaller, useAdmin } from '../admin-caller.js';
import { type TestPool } from '../running-authority.js';

describe('pools as operators see and change them', () => {
  const { server, admin, credentials } = useAdmin();

  const create = async (settings: object = {}) => {
    const { status, body } = await admin.send('POST', '/pools', {
      name: 'a pool',
      allowAnyApp: true,
      ...settings,
    });
    expect(status).toBe(201);
    const { pool, secret } = CreatedPool.parse(body);
    return { userPoolId: pool.id, secret, pool };
  };
  const logIn = async (pool: TestPool, secret?: string) =>
    server.exchange(pool, { ticket: await server.issueTicket(pool), secret });

  test('creates a pool with safe defaults, whose secret works and is returned only once', async () => {
    const made = await create({ allowAnyApp: undefined });
    expect(made.pool).toMatchObject({
      allowAnyApp: false,
      requireBindingWithSecret: false,
      secretRequired: true,
      requireBinding: true,
      ticketTtlSeconds: 120,
      tokenTtlSeconds: 1_296_000,
      tokenFormat: 'ES256',
      responseStyle: 'bare',
      linkByPhone: false,
      miniProgram: null,
      hasTokenKey: false,
    });
    expect((await server.issue(made)).body.error).toBe('app_not_allowed');
    await admin.send('PATCH', `/pools/${made.userPoolId}`, { allowAnyApp: true });
    expect((await logIn(made, made.secret)).status).toBe(200);
    const found = await admin.send('GET', `/pools/${made.userPoolId}`);
    expect(found.text).not.toContain(made.secret);
    // Nothing comes along that the document does not name.
    expect(Pool.parse(found.body)).toEqual(found.body);
  });

  test('creates a strict pool by its preset, where explicit values take precedence', async () => {
    expect((await create({ preset: 'strict' })).pool).toMatchObject({
      ticketTtlSeconds: 60,
      secretRequired: true,
      requireBindingWithSecret: true,
    });
    expect((await create({ preset: 'strict', ticketTtlSeconds: 30 })).pool.ticketTtlSeconds).toBe(30);
  });

  test('changes every setting, at once for the next login, and leaves the others unchanged', async () => {
    const made = await create();
    const settings = {
      name: 'another name',
      logo: 'https://img.example/logo.png',
      secretRequired: false,
      requireBinding: false,
      requireBindingWithSecret: true,
      ticketTtlSeconds: 60,
      tokenTtlSeconds: 3600,
      refreshTtlSeconds: 86_400,
      responseStyle: 'envelope',
      requirePhone: false,
      askProfile: true,
      linkByPhone: true,
      allowAnyApp: true,
      allowedAppIds: ['wx0123456789abcdef'],
      allowedOrigins: ['https://app.example'],
    };
    for (const [name, value] of Object.entries(settings)) {
      const { status, body } = await admin.send('PATCH', `/pools/${made.userPoolId}`, { [name]: value });
      expect([status, body[name]]).toEqual([200, value]);
    }
    const { body } = await admin.send('GET', `/pools/${made.userPoolId}`);
    expect(body).toMatchObject(settings);
    const issued = await server.issue(made, { sourceAppId: 'wx0123456789abcdef' });
    expect(issued.body.expiresIn).toBe(60);
    const { body: user } = await server.exchange(made, { ticket: issued.body.ticket });
    expect(user.code).toBe(200);
  });

  test('rejects settings out of bounds, and unknown names', async () => {
    const { userPoolId } = await create();
    const wrong = [
      { ticketTtlSeconds: 9 },
      { ticketTtlSeconds: 601 },
      { ticketTtlSeconds: 60.5 },
      { tokenTtlSeconds: 0 },
      { name: ' ' },
      { logo: 'http://img.example/clear-text.png' },
      { logo: 'javascript:alert(1)' },
      { secretRequired: 'false' },
      { tokenFormat: 'none' },
      { allowedOrigins: ['https://app.example/path'] },
      { allowedOrigins: ['*'] },
      { allowedAppIds: [''] },
      { allowedAppIds: ['com.example.app'] },
      { allowedAppIds: ['gh_a781a791e29e'] },
      { sealedTokenKey: 'x' },
      { secretrequired: false },
      [],
    ];
    for (const changes of wrong) {
      const { status, body } = await admin.send('PATCH', `/pools/${userPoolId}`, changes);
      expect([changes, status, body.error]).toEqual([changes, 400, 'invalid_request']);
    }
  });

  test('responds with 404 for an unknown pool, whatever the form of its id', async () => {
    for (const id of ['a'.repeat(24), 'x', '%00', '..%2f..', 'é'.repeat(30)]) {
      const { status, body } = await admin.send('GET', `/pools/${encodeURI(id)}`);
      expect([status, body.error]).toEqual([404, 'user_pool_not_found']);
    }
  });

  test('pages through a thousand pools on the server, each once, the newest first', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      id: `fade${index.toString(16).padStart(20, '0')}`,
      name: `bulk 100% ${index}`,
      // Several share a millisecond.
      createdAt: new Date(Date.UTC(2020, 0, 1) + Math.floor(index / 3)),
    }));
    await server.database.orm.insert(userPools).values(rows);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `name=${encodeURIComponent('BULK 100% ')}&limit=170${cursor && `&cursor=${cursor}`}`;
      const { body } = await admin.send('GET', `/pools?${query}`);
      const page = PoolPage.parse(body);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(1000);
    expect(new Set(seen).size).toBe(1000);
    expect(seen[0]).toBe(rows.at(-1)?.id);
    const { status } = await admin.send('GET', '/pools?cursor=bm90LWEtY3Vyc29y');
    expect(status).toBe(400);
  });

  test('replaces a secret without interruption: both are valid until the first is retired, and then only the second', async () => {
    const made = await create();
    const path = `/pools/${made.userPoolId}/secrets`;
    const created = await admin.send('POST', path);
    const second = created.body.secret;
    expect((await admin.send('POST', path)).status).toBe(409);
    expect((await logIn(made, made.secret)).status).toBe(200);
    expect((await logIn(made, second)).status).toBe(200);
    const { body: list, text } = await admin.send('GET', path);
    expect(list.items).toHaveLength(2);
    expect(text).not.toContain(second);
    expect((await admin.send('DELETE', `${path}/${list.items[0]?.id}`)).status).toBe(204);
    expect((await logIn(made, made.secret)).status).toBe(401);
    expect((await logIn(made, second)).status).toBe(200);
    expect((await admin.send('DELETE', `${path}/${list.items[1]?.id}`)).status).toBe(409);
    expect((await admin.send('DELETE', `${path}/${'c'.repeat(24)}`)).status).toBe(404);
  });

  test('creates one second secret when two operators ask at once', async () => {
    const { userPoolId } = await create();
    const answers = await Promise.all(
      [1, 2, 3].map(() => admin.send('POST', `/pools/${userPoolId}/secrets`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('signs by HS256 once the pool has a token key, which is returned once and stored encrypted', async () => {
    const made = await create();
    const path = `/pools/${made.userPoolId}`;
    expect((await admin.send('PATCH', path, { tokenFormat: 'HS256' })).status).toBe(409);
    const { body } = await admin.send('POST', `${path}/token-key`);
    const { body: pool, text } = await admin.send('PATCH', path, { tokenFormat: 'HS256' });
    expect([pool.tokenFormat, pool.hasTokenKey]).toEqual(['HS256', true]);
    expect(text).not.toContain(body.tokenKey);
    const { body: user } = await logIn(made, made.secret);
    const key = new TextEncoder().encode(body.tokenKey);
    const { payload } = await jwtVerify(user.token, key, { algorithms: ['HS256'] });
    expect(payload.data).toMatchObject({ clientId: made.userPoolId });
    const [row] = await server.database.orm.select().from(userPools).where(eq(userPools.id, made.userPoolId));
    expect(row?.sealedTokenKey).not.toContain(body.tokenKey);
  });

  test('stores the pool’s own mini program, its AppSecret encrypted and never returned, and logs in through it', async () => {
    const made = await create();
    const path = `/pools/${made.userPoolId}/mini-program`;
    const { appId, appSecret } = server.wechat;
    expect((await admin.send('POST', `${path}/check`)).status).toBe(409);
    expect((await admin.send('PUT', path, { appId: 'gh_a781a791e29e', appSecret })).status).toBe(400);
    const set = await admin.send('PUT', path, { appId, appSecret });
    expect([set.status, set.body.miniProgram]).toEqual([200, { appId }]);
    expect(set.text).not.toContain(appSecret);
    const [row] = await server.database.orm.select().from(userPools).where(eq(userPools.id, made.userPoolId));
    expect(JSON.stringify(row)).not.toContain(appSecret);
    expect((await server.issue(made, { useSelfWxapp: 0 })).body.error).toBe('invalid_request');
    const ticket = await server.issueTicket(made, { useSelfWxapp: 1 });
    expect((await server.exchange(made, { ticket, secret: made.secret })).status).toBe(200);
    expect((await admin.send('DELETE', path)).body.miniProgram).toBeNull();
    expect((await server.issue(made, { useSelfWxapp: 1 })).status).toBe(400);
  });

  test('checks the mini program with WeChat, past every cache, and returns WeChat’s own code', async () => {
    const made = await create();
    const path = `/pools/${made.userPoolId}/mini-program`;
    const { appId, appSecret } = server.wechat;
    await admin.send('PUT', path, { appId, appSecret });
    const before = server.wechat.countCalls('/cgi-bin/stable_token');
    for (let round = 0; round < 2; round++) {
      expect((await admin.send('POST', `${path}/check`)).body).toEqual({ ok: true, errcode: null });
    }
    expect(server.wechat.countCalls('/cgi-bin/stable_token')).toBe(before + 2);
    await admin.send('PUT', path, { appId, appSecret: 'another-app-secret' });
    expect((await admin.send('POST', `${path}/check`)).body).toEqual({ ok: false, errcode: 40125 });
    server.wechat.next('/cgi-bin/stable_token', () => 'drop');
    expect((await admin.send('POST', `${path}/check`)).body).toEqual({ ok: false, errcode: null });
  });

  describe('a change of the version that was read', () => {
    const ifMatch = (header: string) =>
      new AdminCaller(server, { authorization: `Bearer ${credentials.token}`, 'if-match': header });
    const read = async (pool: TestPool) => {
      const { headers, body } = await admin.send('GET', `/pools/${pool.userPoolId}`);
      expect(headers.get('etag')).toBe(`"${String(body.version)}"`);
      return String(body.version);
    };

    test('succeeds once, and is rejected after another change, which remains', async () => {
      const made = await create();
      const path = `/pools/${made.userPoolId}`;
      const first = await read(made);
      expect(made.pool.version).toBe(first);
      const changed = await ifMatch(`"${first}"`).send('PATCH', path, { requirePhone: true });
      expect([changed.status, changed.headers.get('etag')]).toEqual([200, `"${await read(made)}"`]);
      for (const [method, to, body] of [
        ['PATCH', path, { logo: 'https://img.example/stale.png' }],
        ['PATCH', path, {}],
        ['PUT', `${path}/mini-program`, { appId: 'wx00000000000000a1', appSecret: 'stale' }],
        ['DELETE', `${path}/mini-program`, undefined],
        ['DELETE', path, undefined],
      ] as const) {
        const { status, body: answer } = await ifMatch(`"${first}"`).send(method, to, body);
        expect([method, status, answer.error]).toEqual([method, 412, 'precondition_failed']);
      }
      const { body } = await admin.send('GET', path);
      expect(body).toMatchObject({ requirePhone: true, logo: '', miniProgram: null });
    });

    test('is accepted by a list of tags and by *, never by a weak tag, another spelling or an empty header', async () => {
      const made = await create();
      const path = `/pools/${made.userPoolId}`;
      const version = await read(made);
      for (const header of [`W/"${version}"`, version, '""', ' ', `"${version}x"`, `"x", W/"${version}"`]) {
        expect([header, (await ifMatch(header).send('PATCH', path, {})).status]).toEqual([header, 412]);
      }
      for (const header of ['*', `"x", "${version}"`]) {
        expect([header, (await ifMatch(header).send('PATCH', path, {})).status]).toEqual([header, 200]);
      }
    });

    test('of ten at once succeeds for one', async () => {
      const made = await create();
      const caller = ifMatch(`"${await read(made)}"`);
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          caller.send('PATCH', `/pools/${made.userPoolId}`, { name: `name ${index}` }),
        ),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    });
  });

  test('never writes a secret, a token key or an AppSecret into the log', () => {
    const log = server.logLines.join('\n');
    for (const secret of [server.wechat.appSecret, 'another-app-secret']) expect(log).not.toContain(secret);
  });
});
