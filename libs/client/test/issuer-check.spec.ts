import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createClient, type Client, type ClientOptions } from '../src/index.js';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';

let standIn: StandInAuthority;
const onWarning = jest.fn<(message: string) => void>();

beforeEach(async () => {
  onWarning.mockClear();
  standIn = await startStandInAuthority();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await standIn.close();
});

/** The stand-in signs as `http://127.0.0.1:…`. */
function createOwnClient(more: Partial<ClientOptions> = {}): Client {
  const { userPoolId, secret, authority } = standIn;
  const byName = authority.replace('127.0.0.1', 'localhost');
  return createClient({ authority: byName, userPoolId, secret, onWarning, ...more } as ClientOptions);
}

describe('an authority that signs as another issuer than its address', () => {
  test('causes one warning at the first login, with both values and a remedy', async () => {
    const client = createOwnClient();
    await client.exchangeTicket(standIn.issueTicket());
    await client.exchangeTicket(standIn.issueTicket());
    expect(onWarning).toHaveBeenCalledTimes(1);
    const [message] = onWarning.mock.calls[0] ?? [];
    expect(message).toContain(`"${standIn.authority}"`);
    expect(message).toContain(`"${standIn.authority.replace('127.0.0.1', 'localhost')}"`);
    expect(message).toMatch(/issuer.*PUBLIC_URL/);
  });

  test('causes a warning at a claim', async () => {
    const launch = { state: 's'.repeat(22), codeVerifier: 'v'.repeat(43) };
    standIn.issueTicket({}, launch);
    await createOwnClient().claimLogin(launch);
    expect(onWarning).toHaveBeenCalledTimes(1);
  });

  test('causes a warning at the first token, for a backend without logins', async () => {
    const client = createOwnClient();
    const token = await standIn.signToken();
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
    await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'invalid_token' });
    expect(onWarning).toHaveBeenCalledTimes(1);
  });

  test('causes a warning of the process where no receiver is set', async () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    await createOwnClient({ onWarning: undefined }).exchangeTicket(standIn.issueTicket());
    expect(emitWarning).toHaveBeenCalledWith(expect.stringContaining('localhost'), {
      type: 'App2WxappWarning',
    });
  });

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new TypeError('boom');
      },
    ],
    ['rejects', () => Promise.reject(new TypeError('boom'))],
    ['never settles', () => new Promise(() => undefined)],
  ])('logs in and verifies all the same where the receiver of warnings %s', async (how, fail) => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const failing = { onWarning: fail };
    await expect(createOwnClient(failing).exchangeTicket(standIn.issueTicket())).resolves.toBeDefined();
    const verified = createOwnClient(failing).verifyToken(await standIn.signToken());
    await expect(verified).rejects.toMatchObject({ code: 'invalid_token' });
    await new Promise(setImmediate);
    // Jest reports a rejection that is not handled. What the receiver did not take is the process's, so that no warning is lost.
    expect(emitWarning).toHaveBeenCalledTimes(how === 'never settles' ? 0 : 2);
  });

  test('causes no warning when that issuer is configured', async () => {
    const client = createOwnClient({ issuer: standIn.authority });
    const { token } = await client.exchangeTicket(standIn.issueTicket());
    await expect(client.verifyToken(token)).resolves.toBeDefined();
    expect(onWarning).not.toHaveBeenCalled();
  });

  test.each(['not a token', 'a.b.c'])('logs in all the same when the token is %p', async (token) => {
    await expect(createOwnClient().exchangeTicket(standIn.issueTicket({ token }))).resolves.toBeDefined();
    expect(onWarning).not.toHaveBeenCalled();
  });
});

test('a token that only claims another issuer causes no warning', async () => {
  const client = createOwnClient();
  const [header, , signature] = (await standIn.signToken()).split('.');
  const claims = Buffer.from(JSON.stringify({ iss: 'https://evil.example.com', exp: 9e9, iat: 1 }));
  const forged = `${header}.${claims.toString('base64url')}.${signature}`;
  await expect(client.verifyToken(forged)).rejects.toMatchObject({ code: 'invalid_token' });
  expect(onWarning).not.toHaveBeenCalled();
});
