import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { createClient, type Client } from '../src/index.js';
import { createVerifiedTokens, VERIFIED_MS } from '../src/verified-tokens.js';

let standIn: StandInAuthority;
let client: Client;
let token: string;
let signatures: ReturnType<typeof spyOnSignatures>;

const spyOnSignatures = () => jest.spyOn(crypto.subtle, 'verify');

beforeEach(async () => {
  standIn = await startStandInAuthority();
  client = createClient({ ...standIn, verification: 'offline' });
  ({ token } = await client.exchangeTicket(standIn.issueTicket()));
  signatures = spyOnSignatures();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await standIn.close();
});

describe('a token that comes with each request', () => {
  test.each(['online', 'offline'] as const)('has its signature verified once, %s', async (verification) => {
    const first = await client.verifyToken(token, { verification });
    for (let time = 0; time < 9; time++) {
      await expect(client.verifyToken(token, { verification })).resolves.toEqual(first);
    }
    expect(signatures).toHaveBeenCalledTimes(1);
  });

  test('needs no further import of the key, as other tokens do not', async () => {
    await client.verifyToken(token);
    const imported = jest.spyOn(crypto.subtle, 'importKey');
    for (let user = 0; user < 5; user++) await client.verifyToken(await standIn.signToken());
    expect(signatures).toHaveBeenCalledTimes(6);
    expect(imported).not.toHaveBeenCalled();
  });

  test('is one of ten thousand that are cached, the newest', async () => {
    const { exp } = await client.verifyToken(token);
    const verify = jest.fn((name: string) =>
      Promise.resolve({ data: { id: name, unionid: null, clientId: 'pool' }, iat: 0, exp }),
    );
    const find = createVerifiedTokens(verify);
    for (let i = 0; i <= 10_000; i++) await find(`token ${i}`);
    await find('token 1');
    expect(verify).toHaveBeenCalledTimes(10_001);
    await find('token 0');
    expect(verify).toHaveBeenCalledTimes(10_002);
  });

  test('has its signature verified again after a minute', async () => {
    await client.verifyToken(token);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + VERIFIED_MS);
    await client.verifyToken(token);
    expect(signatures).toHaveBeenCalledTimes(2);
  });

  test('is refused once it has expired', async () => {
    const exp = Math.floor(Date.now() / 1000) + 60;
    const short = await standIn.signToken({ exp });
    await client.verifyToken(short);
    jest.spyOn(Date, 'now').mockReturnValue(exp * 1000);
    await expect(client.verifyToken(short)).rejects.toMatchObject({ code: 'token_expired' });
    expect(signatures).toHaveBeenCalledTimes(1);
  });

  test('returns a copy of its claims to each caller', async () => {
    const claims = await client.verifyToken(token);
    Object.assign(claims.data, { id: 'changed' });
    Object.assign(claims, { exp: 0 });
    expect((await client.verifyToken(token)).data.id).not.toBe('changed');
  });

  test('accepts no other signature', async () => {
    await client.verifyToken(token);
    const forged = `${token.slice(0, token.lastIndexOf('.'))}.${createHmac('sha512', 'x').update('x').digest('base64url')}`;
    for (let time = 0; time < 2; time++) {
      await expect(client.verifyToken(forged)).rejects.toMatchObject({ code: 'invalid_token' });
    }
    expect(signatures).toHaveBeenCalledTimes(3);
  });

  test('is refused once it was revoked by the same client', async () => {
    await client.verifyToken(token, { verification: 'online' });
    await client.revokeToken(token);
    await expect(client.verifyToken(token, { verification: 'online' })).rejects.toMatchObject({
      code: 'invalid_token',
    });
  });
});
