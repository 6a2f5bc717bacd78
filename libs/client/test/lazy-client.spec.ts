import { expect, jest, test } from '@jest/globals';
import { createClient, type ClientOptions } from '../src/index.js';
import { startStandInAuthority } from '@app2wxapp/authority/testing';

test('a client whose options are a function reads them once, at its first call', async () => {
  const standIn = await startStandInAuthority();
  try {
    const read = jest.fn<() => ClientOptions>(() => standIn);
    const client = createClient(read);
    expect(read).not.toHaveBeenCalled();
    const { token } = await client.exchangeTicket(standIn.issueTicket());
    await expect(client.verifyToken(token)).resolves.toMatchObject({ aud: standIn.userPoolId });
    expect(client.userPoolId).toBe(standIn.userPoolId);
    expect(read).toHaveBeenCalledTimes(1);
  } finally {
    await standIn.close();
  }
});

test('absent options reject each call, and are read again once they are set', async () => {
  let options = { authority: '', userPoolId: '', secret: '' };
  const client = createClient(() => options);
  const calls = () => [
    client.exchangeTicket('a-ticket'),
    client.claimLogin({ state: 's', codeVerifier: 'v' }),
    client.verifyToken('a.b.c'),
    client.revokeToken('a.b.c'),
    client.refreshSession('r'),
  ];
  for (const call of calls()) await expect(call).rejects.toMatchObject({ code: 'invalid_options' });
  expect(() => client.userPoolId).toThrow(expect.objectContaining({ code: 'invalid_options' }));
  options = { authority: 'https://login.example.com', userPoolId: 'pool', secret: 'of a test' };
  expect(client.userPoolId).toBe('pool');
});
