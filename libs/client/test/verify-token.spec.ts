import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { inspect } from 'node:util';
import { createClient, type Client } from '../src/index.js';
import { verifyTokenBy } from '../src/verify-token.js';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';

let standIn: StandInAuthority;
let client: Client;
let respond: 'well' | 'slowly' | 'with 500' = 'well';

beforeEach(async () => {
  respond = 'well';
  standIn = await startStandInAuthority({
    intercept: (_request, response) => {
      if (respond === 'with 500') response.writeHead(500).end();
      return respond !== 'well';
    },
  });
  client = createClient({ ...standIn, retry: 0, timeoutMs: 500, verification: 'offline' });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await standIn.close();
});

const now = () => Math.floor(Date.now() / 1000);
const jwksRequests = () => standIn.requests.filter(({ path }) => path === '/.well-known/jwks.json').length;

async function publishedKey(): Promise<JWK> {
  const response = await fetch(`${standIn.authority}/.well-known/jwks.json`);
  return ((await response.json()) as { keys: JWK[] }).keys[0] as JWK;
}

describe('a token of the authority', () => {
  test('returns its claims', async () => {
    const user = await client.exchangeTicket(standIn.issueTicket({ unionid: null }));
    const claims = await client.verifyToken(user.token);
    expect(claims).toMatchObject({
      data: { id: user._id, clientId: standIn.userPoolId, unionid: null },
      iss: standIn.authority,
      sub: user._id,
      aud: standIn.userPoolId,
    });
  });

  test.each(['on-line', '', true])('is rejected in the unknown mode %p', async (verification) => {
    const token = await standIn.signToken();
    const call = client.verifyToken(token, { verification: verification as 'online' });
    await expect(call).rejects.toMatchObject({ code: 'invalid_options' });
  });

  test('is valid for an issuer that is not the address, when that issuer is configured', async () => {
    const token = await standIn.signToken({ iss: 'https://login.example.com' });
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
    const issuer = 'https://login.example.com';
    const other = createClient({ ...standIn, issuer, verification: 'offline' });
    await expect(other.verifyToken(token)).resolves.toMatchObject({ iss: 'https://login.example.com' });
  });

  test('that has expired is token_expired', async () => {
    const token = await standIn.signToken({ exp: now() - 1 });
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'token_expired' });
  });
});

describe('a token that is not the authority’s for this pool is invalid_token', () => {
  const forgeries: [string, (standIn: StandInAuthority) => Promise<string> | string][] = [
    ['another pool’s audience', (s) => s.signToken({ aud: 'another' })],
    ['another issuer', (s) => s.signToken({ iss: 'https://evil.example.com' })],
    ['another pool in data', (s) => s.signToken({ data: { id: 'a', unionid: null, clientId: 'another' } })],
    ['no account in data', (s) => s.signToken({ data: { unionid: null, clientId: s.userPoolId } })],
    [
      'sub and data.id that differ',
      (s) => s.signToken({ sub: 'a', data: { id: 'b', clientId: s.userPoolId } }),
    ],
    ['no expiry', (s) => s.signToken({ exp: undefined })],
    ['not yet begun', (s) => s.signToken({ nbf: now() + 600 })],
    ['nothing', () => ''],
    ['text', () => 'not a token'],
    ['three empty parts', () => '..'],
    ['10 kB', () => 'a'.repeat(10_000)],
    ['not a string', () => ({}) as string],
  ];
  test.each(forgeries)('%s', async (_name, forge) => {
    await expect(client.verifyToken(await forge(standIn))).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test('a signature by another key', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const { kid } = await publishedKey();
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: kid }).sign(privateKey);
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test.each(['at+jwt', 'logout+jwt', undefined])('signed as %s and not as JWT', async (typ) => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const { authority: issuer, userPoolId } = standIn;
    const claims = { data: { id: 'a', unionid: null, clientId: userPoolId }, iat: now(), exp: now() + 60 };
    const sign = (header: object) =>
      new SignJWT({ ...claims, sub: 'a', iss: issuer, aud: userPoolId })
        .setProtectedHeader({ alg: 'ES256', ...header })
        .sign(privateKey);
    const keys = async () => publicKey;
    const rules = { algorithm: 'ES256', keys, issuer, userPoolId, onOtherIssuer: () => undefined } as const;
    await expect(verifyTokenBy(rules, await sign({ typ: 'JWT' }))).resolves.toMatchObject({ sub: 'a' });
    await expect(verifyTokenBy(rules, await sign({ typ }))).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test('one of the authority with blanks in it', async () => {
    const token = await standIn.signToken();
    for (const changed of [`${token} `, `${token}\n`, token.replace('.', ' .')]) {
      await expect(client.verifyToken(changed)).rejects.toMatchObject({ code: 'invalid_token' });
    }
  });

  test('alg none', async () => {
    const [, payload] = (await standIn.signToken()).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    await expect(client.verifyToken(`${header}.${payload}.`)).rejects.toMatchObject({
      code: 'invalid_token',
    });
  });

  test('HS256 keyed with the published public key', async () => {
    const jwk = await publishedKey();
    const pem = await exportSPKI(
      (await importJWK({ ...jwk, ext: true }, 'ES256', { extractable: true })) as never,
    );
    const [, payload] = (await standIn.signToken()).split('.');
    const claims = JSON.parse(Buffer.from(payload as string, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: jwk.kid })
      .sign(Buffer.from(pem));
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test('and the error contains nothing of the token', async () => {
    const token = await standIn.signToken({ sub: 'somebody', aud: 'another' });
    const error: unknown = await client.verifyToken(token).catch((reason: unknown) => reason);
    const printed = inspect(error, { depth: 9, showHidden: true });
    expect(printed).not.toContain('somebody');
    for (const part of token.split('.')) expect(printed).not.toContain(part);
  });
});

describe('the keys', () => {
  test('are fetched once, however many tokens wait for them', async () => {
    const token = await standIn.signToken();
    await Promise.all(Array.from({ length: 20 }, () => client.verifyToken(token)));
    await client.verifyToken(token);
    expect(jwksRequests()).toBe(1);
  });

  test('are fetched again for an unknown key id, but not for each such token', async () => {
    await client.verifyToken(await standIn.signToken());
    await standIn.rotateKey();
    const token = await standIn.signToken();
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
    expect(jwksRequests()).toBe(1);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
    await expect(client.verifyToken(token)).resolves.toBeDefined();
    expect(jwksRequests()).toBe(2);
  });

  test('are fetched again for an unknown key id also where the clock was set back meanwhile', async () => {
    await client.verifyToken(await standIn.signToken());
    await standIn.rotateKey();
    const token = await standIn.signToken();
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3600_000);
    await expect(client.verifyToken(token)).resolves.toBeDefined();
    expect(jwksRequests()).toBe(2);
  });

  test('remain in use for a day while the authority is down, and not longer', async () => {
    const token = await standIn.signToken();
    await client.verifyToken(token);
    respond = 'with 500';
    const start = Date.now();
    const clock = jest.spyOn(Date, 'now');
    clock.mockReturnValue(start + 23 * 3600_000);
    await expect(client.verifyToken(token)).resolves.toBeDefined();
    clock.mockReturnValue(start + 25 * 3600_000);
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'malformed_response' });
    respond = 'well';
    await expect(client.verifyToken(token)).resolves.toBeDefined();
  });

  test('are requested once in 30 s while the authority is down, and an unknown key id is rejected then', async () => {
    await client.verifyToken(await standIn.signToken());
    const good = await standIn.signToken();
    await standIn.rotateKey();
    const unknown = await standIn.signToken();
    respond = 'with 500';
    const start = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(start + 31_000);
    await expect(client.verifyToken(unknown)).rejects.toMatchObject({ code: 'malformed_response' });
    expect(jwksRequests()).toBe(2);
    clock.mockReturnValue(start + 60_000);
    for (let i = 0; i < 5; i++) {
      await expect(client.verifyToken(unknown)).rejects.toMatchObject({ code: 'invalid_token' });
    }
    await expect(client.verifyToken(good)).resolves.toBeDefined();
    expect(jwksRequests()).toBe(2);
    respond = 'well';
    clock.mockReturnValue(start + 62_000);
    await expect(client.verifyToken(unknown)).resolves.toBeDefined();
  });

  test('are fetched once for all tokens that name a new key at once', async () => {
    await client.verifyToken(await standIn.signToken());
    await standIn.rotateKey();
    const token = await standIn.signToken();
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
    const claims = await Promise.all(Array.from({ length: 20 }, () => client.verifyToken(token)));
    expect([claims.length, jwksRequests()]).toEqual([20, 2]);
  });

  test.each(
    [
      ['', 'no JSON', 'null', '{}', '{"keys":[5]}'],
      // None that a token of an authority can be signed by: the authority's failure, which no login mends.
      ['{"keys":[]}', '{"keys":[null]}', '{"keys":[{"kty":"new","kid":"a"}]}'],
      ['{"keys":[{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"}]}', '{"keys":[{"kty":"EC","crv":"P-384"}]}'],
    ].flat(),
  )('that read %p are malformed', async (body) => {
    const broken = await startStandInAuthority({ intercept: (_, response) => Boolean(response.end(body)) });
    const verification = createClient({ ...broken, retry: 0 }).verifyToken(await broken.signToken());
    await expect(verification).rejects.toMatchObject({ code: 'malformed_response' });
    await broken.close();
  });

  test('that are two while a new one waits to sign: a token without a key id is the caller’s failure', async () => {
    const pairs = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
    const keys = await Promise.all(
      pairs.map(async ({ publicKey }, index) => ({
        ...(await exportJWK(publicKey)),
        kid: `k${index}`,
        alg: 'ES256',
      })),
    );
    const body = JSON.stringify({ keys });
    const two = await startStandInAuthority({ intercept: (_, response) => Boolean(response.end(body)) });
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(pairs[0].privateKey);
    const verification = createClient({ ...two, retry: 0 }).verifyToken(token);
    await expect(verification).rejects.toMatchObject({ code: 'invalid_token' });
    await two.close();
  });

  test.each([
    [429, 'rate_limited'],
    [503, 'unavailable'],
    [502, 'unavailable'],
    [404, 'malformed_response'],
  ])('that a proxy answers with %i and a page are %s', async (status, code) => {
    const proxy = await startStandInAuthority({
      intercept: (_, response) => Boolean(response.writeHead(status, { 'retry-after': '7' }).end('<html>')),
    });
    const verification = createClient({ ...proxy, retry: 0 }).verifyToken(await proxy.signToken());
    await expect(verification).rejects.toMatchObject({ code, status, retryAfterSeconds: 7 });
    await proxy.close();
  });

  test('are renewed in the background of a verification, which does not wait', async () => {
    const patient = createClient({ ...standIn, retry: 0, timeoutMs: 60_000, verification: 'offline' });
    const token = await standIn.signToken();
    await patient.verifyToken(token);
    respond = 'slowly';
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 11 * 60_000);
    await patient.verifyToken(token); // the response that it must not wait for never comes
    while (jwksRequests() < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  test('that cannot be fetched are a failure of the network and not of the token', async () => {
    const token = await standIn.signToken();
    respond = 'slowly';
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'timeout' });
    await standIn.close();
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'network_error' });
  });
});
