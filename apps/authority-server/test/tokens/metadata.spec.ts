import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RESERVED_CLAIMS, type SealedBox } from '@app2wxapp/authority';
import { eq } from 'drizzle-orm';
import { decodeJwt } from 'jose';
import { userPools } from '../../src/database/schema.js';
import { BOX } from '../../src/database/storage.js';
import { callAs, createAdmin, type AdminCaller } from '../admin-caller.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

describe('what verifiers of other vendors read', () => {
  const server = new RunningAuthority();
  let admin: AdminCaller;
  let pool: TestPool;
  beforeAll(async () => {
    await server.start();
    admin = callAs(server, await createAdmin(server));
    pool = await server.createPool();
  }, 60_000);
  afterAll(() => server.stop());

  const logIn = async () => {
    const ticket = await server.issueTicket(pool);
    return (await server.exchange(pool, { ticket, secret: pool.secret })).body.token;
  };
  const change = (staticClaims: unknown) =>
    admin.send('PATCH', `/pools/${pool.userPoolId}`, { staticClaims });

  test('the metadata of the issuer are at both addresses, and name existing endpoints', async () => {
    const paths = ['oauth-authorization-server', 'openid-configuration'];
    const [one, two] = await Promise.all(
      paths.map((path) => server.send<Record<string, string>>(`/.well-known/${path}`)),
    );
    expect(one?.body).toEqual(two?.body);
    expect(one?.headers.get('cache-control')).toBe('public, max-age=300');
    const { issuer, jwks_uri: jwks, ...rest } = one?.body ?? {};
    expect(decodeJwt(await logIn()).iss).toBe(issuer);
    expect((await fetch(jwks ?? '')).status).toBe(200);
    expect(rest).not.toHaveProperty('authorization_endpoint');
    for (const [name, url] of Object.entries(rest).filter(([key]) => key.endsWith('_endpoint'))) {
      const { status } = await fetch(url, { method: 'POST', body: new URLSearchParams() });
      expect([name, status]).toEqual([name, 400]);
    }
  });

  test('static claims are in the token and its introspection, and never replace the claims of the authority', async () => {
    const claims = {
      role: '角色 \u0000 \ud83d',
      'https://hasura.io/jwt/claims': { z: 1, a: [null] },
      active: false,
    };
    expect((await change(claims)).status).toBe(200);
    const token = await logIn();
    const { payload } = { payload: decodeJwt(token) };
    expect(payload).toMatchObject(claims);
    expect(Object.keys(payload).slice(0, 3)).toEqual(Object.keys(claims));
    const json = { token, client_id: pool.userPoolId, client_secret: pool.secret };
    const { body } = await server.send<object>('/oauth/introspect', { json });
    expect(body).toMatchObject({ role: claims.role, active: true });
    // Whatever is in the database: the signer puts its own claims last.
    await server.database.orm
      .update(userPools)
      .set({ staticClaims: { sub: 'forged', data: {} } })
      .where(eq(userPools.id, pool.userPoolId));
    server.aheadMs += 3000;
    expect(decodeJwt(await logIn()).sub).toMatch(/^[0-9a-f]{24}$/);
    expect((await change({})).status).toBe(200);
  });

  test('tokens of the HS256 format have none', async () => {
    await change({ role: 'hiker' });
    const sealedTokenKey = server.get<SealedBox>(BOX).seal('x'.repeat(43), `token-key:${pool.userPoolId}`);
    const set = (tokenFormat: 'HS256' | 'ES256') =>
      server.database.orm
        .update(userPools)
        .set({ sealedTokenKey, tokenFormat })
        .where(eq(userPools.id, pool.userPoolId));
    await set('HS256');
    server.aheadMs += 3000;
    expect(Object.keys(decodeJwt(await logIn()))).toEqual(['data', 'iat', 'exp']);
    await set('ES256');
    server.aheadMs += 3000;
  });

  test.each<[string, unknown]>([
    ...RESERVED_CLAIMS.map((name): [string, unknown] => [`the claim ${name}`, JSON.parse(`{"${name}":1}`)]),
    ['1,025 bytes', { role: '角'.repeat(338), r: 1 }],
    ['a list', []],
    ['a text', '{}'],
    ['null', null],
  ])('rejects %s as static claims', async (_what, claims) => {
    const { status, body } = await change(claims);
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });
});
