import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient, type Client } from '@app2wxapp/client';
import { createHash, randomBytes } from 'node:crypto';
import { startRealAuthority, type RealAuthority } from './authorities.js';

let real: RealAuthority;

beforeAll(async () => {
  real = await startRealAuthority();
});

afterAll(async () => {
  await real?.stop();
});

function createLaunch() {
  const codeVerifier = randomBytes(32).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const state = randomBytes(16).toString('base64url');
  return { codeVerifier, bound: { state, codeChallenge }, claim: { state, codeVerifier } };
}

describe.each(['bare', 'envelope'])(
  'the client and a running authority whose responses have the style %s',
  (responseStyle) => {
    let client: Client;
    let userPoolId: string;
    const logIn = async () => client.exchangeTicket(await real.takeTicketOf(userPoolId));

    beforeAll(async () => {
      const pool = await real.createPool({ responseStyle, refreshTtlSeconds: 3600 });
      userPoolId = pool.userPoolId;
      client = createClient({ authority: real.authority, ...pool, onlineCacheSeconds: 0 });
    });

    test('agree on an exchange and a verification', async () => {
      const user = await logIn();
      await expect(client.verifyToken(user.token)).resolves.toMatchObject({ sub: user._id, aud: userPoolId });
    });

    test('agree on the binding of a ticket', async () => {
      const { codeVerifier, bound } = createLaunch();
      const ticket = () => real.takeTicketOf(userPoolId, bound);
      await expect(client.exchangeTicket(await ticket(), { codeVerifier })).resolves.toBeDefined();
      const other = createLaunch();
      const stolen = await real.takeTicketOf(userPoolId, other.bound);
      await expect(client.exchangeTicket(stolen)).rejects.toMatchObject({ code: 'invalid_ticket' });
    });

    test('agree that the same key gets the same response, and another use is a replay that revokes the session', async () => {
      const ticket = await real.takeTicketOf(userPoolId);
      const first = await client.exchangeTicket(ticket, { idempotencyKey: 'one' });
      const again = await client.exchangeTicket(ticket, { idempotencyKey: 'one' });
      expect([again._id, again.loginsCount]).toEqual([first._id, first.loginsCount]);
      await expect(client.exchangeTicket(ticket)).rejects.toMatchObject({ code: 'invalid_ticket' });
      await expect(client.verifyToken(first.token)).rejects.toMatchObject({ code: 'invalid_token' });
    });

    test('agree on a claim', async () => {
      const { bound, claim } = createLaunch();
      await expect(client.claimLogin(claim)).rejects.toMatchObject({ code: 'login_pending' });
      await real.takeTicketOf(userPoolId, bound);
      const user = await client.claimLogin(claim);
      await expect(client.verifyToken(user.token)).resolves.toMatchObject({ sub: user._id });
      await expect(client.claimLogin(claim)).rejects.toMatchObject({ code: 'login_expired' });
    });

    test('agree on a logout, which online verification notices at once', async () => {
      const { token } = await logIn();
      await client.revokeToken(token);
      await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
      await expect(client.revokeToken(token)).resolves.toBeUndefined();
    });

    test('agree on a refresh, whose token works once', async () => {
      const { refreshToken = '', _id } = await logIn();
      const next = await client.refreshSession(refreshToken);
      await expect(client.verifyToken(next.token)).resolves.toMatchObject({ sub: _id });
      await expect(client.refreshSession(refreshToken)).rejects.toMatchObject({ code: 'invalid_ticket' });
      await expect(client.verifyToken(next.token)).rejects.toMatchObject({ code: 'invalid_token' });
    });

    test('agree that a wrong secret is rejected', async () => {
      const wrong = createClient({
        authority: real.authority,
        userPoolId,
        secret: 'not the secret',
      });
      const { token } = await logIn();
      const ticket = await real.takeTicketOf(userPoolId);
      await expect(wrong.exchangeTicket(ticket)).rejects.toMatchObject({ code: 'invalid_secret' });
      await expect(wrong.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_secret' });
      await expect(client.exchangeTicket(ticket)).resolves.toBeDefined();
    });
  },
);

test('the client verifies tokens of a pool that signs in Authing’s own format', async () => {
  const pool = await real.createPool({});
  const signingKey = await real.useSharedKey(pool.userPoolId);
  const client = createClient({ authority: real.authority, ...pool, algorithm: 'HS256', signingKey });
  const user = await client.exchangeTicket(await real.takeTicketOf(pool.userPoolId));
  const claims = await client.verifyToken(user.token);
  expect(Object.keys(claims).sort()).toEqual(['data', 'exp', 'iat']);
  expect(claims.data).toMatchObject({ id: user._id, clientId: pool.userPoolId });
});
