import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createHmac, webcrypto } from 'node:crypto';
import { inspect } from 'node:util';
import { createClient, type Client } from '../src/index.js';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';

const signingKey = 'a-key-that-this-test-alone-knows';

let standIn: StandInAuthority;
let client: Client;

beforeEach(async () => {
  standIn = await startStandInAuthority({ signingKey });
  const { authority, userPoolId, secret } = standIn;
  client = createClient({ authority, userPoolId, secret, algorithm: 'HS256', signingKey });
});

afterEach(async () => {
  await standIn.close();
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As Authing's servers and `jsonwebtoken` make it, without the library under test. */
function sign(claims: object, key = signingKey, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
}

function claims(more: object = {}) {
  const iat = Math.floor(Date.now() / 1000);
  const data = { unionid: 'u1', id: '5e57540f84622ae263294a42', clientId: standIn.userPoolId };
  return { data, iat, exp: iat + 1_296_000, ...more };
}

describe('a token in Authing’s own format', () => {
  test('is verified by a key that is imported once for all tokens', async () => {
    const imported = jest.spyOn(webcrypto.subtle, 'importKey');
    for (let jti = 0; jti < 5; jti++) {
      await client.verifyToken(sign(claims({ jti: String(jti) })), { verification: 'offline' });
    }
    expect(imported).not.toHaveBeenCalled();
    imported.mockRestore();
  });

  test('returns exactly its claims, and offline the authority gets no request', async () => {
    const given = claims();
    await expect(client.verifyToken(sign(given), { verification: 'offline' })).resolves.toEqual(given);
    expect(standIn.requests).toHaveLength(0);
  });

  test('from an exchange is valid', async () => {
    const user = await client.exchangeTicket(standIn.issueTicket());
    await expect(client.verifyToken(user.token)).resolves.toMatchObject({ data: { id: user._id } });
  });

  test('is token_expired once it has expired', async () => {
    await expect(client.verifyToken(sign(claims({ exp: 1 })))).rejects.toMatchObject({
      code: 'token_expired',
    });
  });

  const forgeries: [string, () => string][] = [
    ['another key', () => sign(claims(), 'another-key-of-thirty-two-bytes!!')],
    ['another pool', () => sign(claims({ data: { id: 'a', unionid: null, clientId: 'another' } }))],
    ['no expiry', () => sign(claims({ exp: undefined }))],
    ['alg none', () => sign(claims(), signingKey, { alg: 'none' })],
    ['alg HS512 in its header', () => sign(claims(), signingKey, { alg: 'HS512' })],
  ];
  test.each(forgeries)('is invalid_token with %s', async (_name, forge) => {
    await expect(client.verifyToken(forge())).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test('is rejected where published keys are configured, and the other way round', async () => {
    const { authority, userPoolId, secret } = standIn;
    const byPublishedKey = createClient({ authority, userPoolId, secret });
    await expect(byPublishedKey.verifyToken(sign(claims()))).rejects.toMatchObject({ code: 'invalid_token' });
    const published = await startStandInAuthority({ userPoolId });
    const token = await published.signToken();
    await published.close();
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
  });
});

describe('the shared key', () => {
  test('must be 32 bytes or more', () => {
    const { authority, userPoolId, secret } = standIn;
    const make = (key: string) => () =>
      createClient({ authority, userPoolId, secret, algorithm: 'HS256', signingKey: key });
    expect(make('x'.repeat(31))).toThrow(expect.objectContaining({ code: 'invalid_options' }));
    expect(make(undefined as never)).toThrow(expect.objectContaining({ code: 'invalid_options' }));
    expect(make('x'.repeat(32))).not.toThrow();
  });

  test('is not in the printed client', () => {
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain(signingKey);
  });
});
