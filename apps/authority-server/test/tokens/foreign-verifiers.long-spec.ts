import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadForeignVerifiers, type ForeignVerifiers } from '../foreign-verifiers.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

describe('verifiers of other vendors, which know the issuer alone', () => {
  const server = new RunningAuthority();
  let foreign: ForeignVerifiers;
  let pool: TestPool;
  let api: Server;

  beforeAll(async () => {
    foreign = await loadForeignVerifiers();
    await server.start();
    pool = await server.createPool({ refreshTtlSeconds: 3600, staticClaims: { role: 'hiker' } });
    const app = foreign.express();
    app.get(
      '/',
      foreign.auth({ issuerBaseURL: server.url, audience: pool.userPoolId, tokenSigningAlg: 'ES256' }),
      (request: { auth: { payload: object } }, response: { json(body: unknown): void }) =>
        response.json(request.auth.payload),
    );
    api = createServer(app);
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  }, 330_000);
  afterAll(async () => {
    await new Promise((resolve) => api?.close(resolve));
    await server.stop();
  });

  const logIn = async (of = pool) => {
    const ticket = await server.issueTicket(of);
    const { body } = await server.exchange(of, { ticket, secret: of.secret });
    return body as typeof body & { refreshToken: string };
  };
  const callApi = async (token: string) => {
    const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}/`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, text: await response.text() };
  };

  test('express-oauth2-jwt-bearer accepts a token of the pool, with its static claims', async () => {
    const { token, _id } = await logIn();
    const { status, text } = await callApi(token);
    expect([status, JSON.parse(text)]).toEqual([
      200,
      expect.objectContaining({ sub: _id, role: 'hiker', iss: server.url }),
    ]);
  });

  test('express-oauth2-jwt-bearer rejects a token of another pool and a changed one', async () => {
    const { token } = await logIn(await server.createPool());
    expect((await callApi(token)).status).toBe(401);
    const [header, , signature] = token.split('.');
    const [, payload] = (await logIn()).token.split('.');
    expect((await callApi(`${header}.${payload}.${signature}`)).status).toBe(401);
  });

  test.each(['oidc', 'oauth2'] as const)(
    'openid-client discovers the issuer (%s), introspects, refreshes and revokes',
    async (algorithm) => {
      const { openid } = foreign;
      const { userPoolId, secret } = pool;
      const configuration = await openid.discovery(
        new URL(server.url),
        userPoolId,
        secret,
        openid.ClientSecretBasic(secret),
        { algorithm, execute: [openid.allowInsecureRequests] },
      );
      expect(configuration.serverMetadata()).not.toHaveProperty('authorization_endpoint');
      const { token, refreshToken, _id } = await logIn();
      const introspected = await openid.tokenIntrospection(configuration, token);
      expect(introspected).toMatchObject({ active: true, sub: _id, role: 'hiker' });
      const refreshed = await openid.refreshTokenGrant(configuration, refreshToken);
      expect((await callApi(refreshed.access_token)).status).toBe(200);
      await openid.tokenRevocation(configuration, refreshed.access_token);
      expect(await openid.tokenIntrospection(configuration, token)).toEqual({ active: false });
    },
  );
});
