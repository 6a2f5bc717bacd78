import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { createClient, type Client } from '../src/index.js';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';

let standIn: StandInAuthority;
let client: Client;
let intercept: (request: IncomingMessage, response: ServerResponse) => boolean;

beforeEach(async () => {
  intercept = () => false;
  standIn = await startStandInAuthority({
    secret: 'a secret: with % and = of a test',
    refreshTokens: true,
    intercept: (request, response) => intercept(request, response),
  });
  const { authority, userPoolId, secret } = standIn;
  client = createClient({ authority, userPoolId, secret, verification: 'online', onlineCacheSeconds: 0 });
});

afterEach(async () => {
  await standIn.close();
});

const logIn = (openid = 'somebody') => client.exchangeTicket(standIn.issueTicket({ openid }));
const pathsSince = (count: number) => standIn.requests.slice(count).map(({ path }) => path);

describe('claimLogin', () => {
  const launch = { state: 's'.repeat(22), codeVerifier: 'v'.repeat(43) };

  test('claims the login of a launch once, by its state and verifier', async () => {
    await expect(client.claimLogin(launch)).rejects.toMatchObject({ code: 'login_pending', status: 202 });
    standIn.issueTicket({ nickname: '林' }, launch);
    await expect(client.claimLogin(launch)).resolves.toMatchObject({ nickname: '林' });
    await expect(client.claimLogin(launch)).rejects.toMatchObject({ code: 'login_expired', status: 410 });
  });

  test('redeems the same ticket that an exchange would', async () => {
    const ticket = standIn.issueTicket({}, launch);
    await client.claimLogin(launch);
    const exchange = client.exchangeTicket(ticket, { codeVerifier: launch.codeVerifier });
    await expect(exchange).rejects.toMatchObject({ code: 'invalid_ticket' });
  });

  test('gets a lost response by a request with the same key', async () => {
    standIn.issueTicket({ nickname: '林' }, launch);
    let lost = false;
    intercept = (_request, response) => {
      if (lost) return false;
      lost = true;
      response.destroy();
      return true;
    };
    await expect(client.claimLogin(launch)).resolves.toMatchObject({ nickname: '林' });
    const keys = standIn.requests.map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  test('sends state, verifier and secret in the body', async () => {
    standIn.issueTicket({}, launch);
    await client.claimLogin(launch);
    expect(standIn.requests[0]).toMatchObject({
      path: `/oauth/app2wxapp/claim/${standIn.userPoolId}`,
      body: { ...launch, secret: standIn.secret },
    });
  });
});

describe('verification online', () => {
  test('notices a logout at once, where offline does not', async () => {
    const { token } = await logIn();
    await client.verifyToken(token);
    await client.revokeToken(token);
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
    await expect(client.verifyToken(token, { verification: 'offline' })).resolves.toBeDefined();
  });

  test('does not introspect a token that does not verify', async () => {
    const { token } = await logIn();
    await client.verifyToken(token);
    const before = standIn.requests.length;
    const forged = client.verifyToken(`${token.slice(0, -4)}AAAA`);
    await expect(forged).rejects.toMatchObject({ code: 'invalid_token' });
    expect(pathsSince(before)).toEqual([]);
  });

  test('rejects every token while the authority is down, with a code that says so', async () => {
    const { token } = await logIn();
    await client.verifyToken(token);
    intercept = (_request, response) => Boolean(response.destroy());
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'network_error' });
  });

  test.each(['{}', '{"active":"yes"}', '[]', 'null', '<html>'])(
    'does not treat %s as active',
    async (body) => {
      const { token } = await logIn();
      await client.verifyToken(token);
      intercept = (_request, response) => Boolean(response.end(body));
      await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'malformed_response' });
    },
  );

  test('sends the pool’s secret as HTTP Basic, form-encoded', async () => {
    const { token } = await logIn();
    await client.verifyToken(token);
    const { headers, body } = standIn.requests.at(-1) ?? {};
    const basic = Buffer.from(headers?.authorization?.slice('Basic '.length) ?? '', 'base64').toString();
    expect(basic).toBe(`${standIn.userPoolId}:${encodeURIComponent(standIn.secret)}`);
    expect(body).toEqual({ token });
  });
});

describe('revokeToken', () => {
  test('revokes one session, or all of its user', async () => {
    const [first, second, third] = [await logIn(), await logIn(), await logIn('another')];
    await client.revokeToken(first.token);
    await expect(client.verifyToken(second.token)).resolves.toBeDefined();
    await client.revokeToken(second.token, { everywhere: true });
    await expect(client.verifyToken(second.token)).rejects.toMatchObject({ code: 'invalid_token' });
    await expect(client.verifyToken(third.token)).resolves.toBeDefined();
  });

  test.each([undefined, null, '', 5])('rejects %p, which is no token', async (token) => {
    const before = standIn.requests.length;
    const invalid = { code: 'invalid_request' };
    await expect(client.revokeToken(token as string)).rejects.toMatchObject(invalid);
    await expect(client.refreshSession(token as string)).rejects.toMatchObject(invalid);
    expect(pathsSince(before)).toEqual([]);
  });

  test('succeeds for a token without a session', async () => {
    await expect(client.revokeToken('nonsense')).resolves.toBeUndefined();
  });

  test('is retried, since a second revocation changes nothing', async () => {
    const { token } = await logIn();
    const before = standIn.requests.length;
    let failures = 0;
    intercept = (_request, response) => failures++ === 0 && Boolean(response.writeHead(503).end());
    await client.revokeToken(token);
    expect(pathsSince(before)).toEqual(['/oauth/revoke', '/oauth/revoke']);
  });
});

describe('refreshSession', () => {
  test('returns a new token and a new refresh token, and consumes the old one', async () => {
    const user = await logIn();
    const next = await client.refreshSession(user.refreshToken as string);
    expect(next.expiresIn).toBeGreaterThan(0);
    expect(next.refreshToken).not.toBe(user.refreshToken);
    await expect(client.verifyToken(next.token)).resolves.toMatchObject({ sub: user._id });
    const again = client.refreshSession(user.refreshToken as string);
    await expect(again).rejects.toMatchObject({ code: 'invalid_ticket' });
    // The copy that came second ended the session.
    await expect(client.verifyToken(next.token)).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test.each([
    [401, 'invalid_client', 'invalid_secret'],
    [400, 'invalid_grant', 'invalid_ticket'],
    [429, 'temporarily_unavailable', 'rate_limited'],
    [503, 'temporarily_unavailable', 'unavailable'],
    [503, 'server_error', 'unavailable'],
    [500, 'server_error', 'internal'],
    [400, 'invalid_request', 'invalid_request'],
    [400, 'unheard_of', 'malformed_response'],
  ])('reads HTTP %i with the OAuth error %s as %s', async (status, error, code) => {
    intercept = (_request, response) =>
      Boolean(response.writeHead(status, { 'retry-after': '7' }).end(JSON.stringify({ error })));
    await expect(client.refreshSession('x')).rejects.toMatchObject({ code, status, retryAfterSeconds: 7 });
  });

  test.each<[string, (response: ServerResponse) => unknown, string]>([
    ['a cut answer', (response) => response.destroy(), 'network_error'],
    [
      'an authority that is unavailable',
      (r) => r.writeHead(503, { 'retry-after': '0' }).end('{"error":"unavailable"}'),
      'unavailable',
    ],
  ])('is sent once, with %s too', async (_name, respond, code) => {
    const { refreshToken } = await logIn();
    const before = standIn.requests.length;
    intercept = (_request, response) => Boolean(respond(response));
    await expect(client.refreshSession(refreshToken as string)).rejects.toMatchObject({ code });
    expect(pathsSince(before)).toEqual(['/oauth/token']);
  });

  test('puts the refresh token into no error', async () => {
    const refreshToken = 'the-refresh-token-of-a-test';
    intercept = (_request, response) =>
      Boolean(
        response
          .writeHead(400)
          .end(JSON.stringify({ code: 2206, message: `${refreshToken} ${standIn.secret}` })),
      );
    const error: unknown = await client.refreshSession(refreshToken).catch((reason: unknown) => reason);
    const printed = inspect(error, { depth: 9, showHidden: true });
    expect(printed).toContain('invalid_ticket');
    expect(printed).not.toContain(refreshToken);
    expect(printed).not.toContain(standIn.secret);
  });
});

describe('the refresh token of a login', () => {
  test.each(['bare', 'envelope', 'envelope-text'] as const)(
    'is read from the body style %s',
    async (style) => {
      const giving = await startStandInAuthority({ style, refreshTokens: true });
      const { authority, userPoolId, secret } = giving;
      const user = await createClient({ authority, userPoolId, secret }).exchangeTicket(giving.issueTicket());
      await giving.close();
      expect(user.refreshToken).toMatch(/^[\w-]{43}$/);
    },
  );

  test('is absent when the pool issues none', async () => {
    const other = await startStandInAuthority();
    const { authority, userPoolId, secret } = other;
    const user = await createClient({ authority, userPoolId, secret }).exchangeTicket(other.issueTicket());
    await other.close();
    expect('refreshToken' in user).toBe(false);
  });
});
