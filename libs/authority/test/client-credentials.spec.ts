import { describe, expect, test } from '@jest/globals';
import {
  authenticateClient,
  digest,
  POOL_PRESETS,
  readClientCredentials,
  verifyPoolSecret,
  type UserPool,
} from '../src/index.js';
import { equalDigests } from '../src/digest.js';
import { createPool, SECRET } from './rules.js';

const basic = (text: string, scheme = 'Basic') => `${scheme} ${Buffer.from(text).toString('base64')}`;
const UNREADABLE = expect.objectContaining({
  code: 'invalid_secret',
  message: 'Send the pool id and its secret by HTTP Basic or in the body.',
});

describe('the credentials of a backend', () => {
  test.each<[string, string, string, string]>([
    ['by HTTP Basic', basic('pool:a-secret'), 'pool', 'a-secret'],
    ['by a scheme in other letters', basic('pool:a-secret', 'bASIC'), 'pool', 'a-secret'],
    ['with a colon in the secret', basic('pool:a:secret'), 'pool', 'a:secret'],
    ['without a secret', basic('pool:'), 'pool', ''],
    ['form-encoded, both halves', basic('p%6Fol:a+secret%3a%2B'), 'pool', 'a secret:+'],
    ['in UTF-8', basic('pool:密钥'), 'pool', '密钥'],
    ['at their longest', `Basic ${'YWE6'.repeat(1024)}`, 'aa', `aa:${'aa:'.repeat(1022)}`],
  ])('are read %s', (_, authorization, userPoolId, secret) => {
    expect(readClientCredentials(authorization)).toEqual({ userPoolId, secret });
  });

  test('are read from the body without a header, and from the header only where one is present', () => {
    const body = { client_id: 'of-the-body', client_secret: 's' };
    expect(readClientCredentials(undefined, body)).toEqual({ userPoolId: 'of-the-body', secret: 's' });
    expect(readClientCredentials(basic('pool:x'), body)).toEqual({ userPoolId: 'pool', secret: 'x' });
    expect(() => readClientCredentials('Bearer abc', body)).toThrow(UNREADABLE);
  });

  test.each<[string, string | undefined]>([
    ['nothing', undefined],
    ['an empty header', ''],
    ['another scheme', basic('pool:s', 'Bearer')],
    ['a scheme before it', `x ${basic('pool:s')}`],
    ['more after it', `${basic('pool:s')} x`],
    ['two blanks', basic('pool:s').replace(' ', '  ')],
    ['no base64', 'Basic pool:s'],
    ['three signs of padding', 'Basic cG9vbDpz==='],
    ['no colon', basic('pool')],
    ['no pool', basic(':s')],
    ['a % that begins nothing', basic('pool:%zz')],
    ['more than 4,096 characters', `Basic ${'YWE6'.repeat(1025)}`],
  ])('are rejected with %s', (_, authorization) => {
    expect(() => readClientCredentials(authorization)).toThrow(UNREADABLE);
  });

  const authenticate = (changes: Partial<UserPool>, shown: string) => {
    const pool = createPool(changes);
    const pools = { find: async (id: string) => (id === pool.id ? pool : undefined) };
    const clock = { now: () => 1000 };
    return authenticateClient({ pools, clock }, basic(`${pool.id}:${shown}`)).then(({ trusted }) => trusted);
  };

  test('are those of an existing pool, with a secret of it that has not expired', async () => {
    expect(await authenticate({}, SECRET)).toBe(true);
    const old = (expiresMs: number) => [{ id: 'old', digest: digest('old'), expiresAt: new Date(expiresMs) }];
    expect(await authenticate({ secrets: old(1001) }, 'old')).toBe(true);
    for (const refused of [
      authenticate({ secrets: old(1000) }, 'old'),
      authenticate({}, ''),
      authenticate({}, 'x'),
    ]) {
      await expect(refused).rejects.toMatchObject({
        code: 'invalid_secret',
        message: 'The pool secret is missing or wrong. Send the secret of this user pool.',
      });
    }
    await expect(
      authenticateClient({ pools: { find: async () => undefined }, clock: { now: () => 0 } }, basic('x:y')),
    ).rejects.toMatchObject({
      code: 'user_pool_not_found',
      message: 'There is no such user pool. Check the userPoolId.',
    });
  });

  test('may lack the secret where the pool requires none, and must not have a wrong one', async () => {
    const pool = createPool({ secretRequired: false });
    const dependencies = { pools: { find: async () => pool }, clock: { now: () => 0 } };
    const call = (client_secret?: string) =>
      authenticateClient(dependencies, undefined, {
        client_id: pool.id,
        ...(client_secret !== undefined && { client_secret }),
      });
    expect(await call()).toEqual({ pool, trusted: false });
    expect(await call(SECRET)).toEqual({ pool, trusted: true });
    await expect(call('wrong')).rejects.toMatchObject({ code: 'invalid_secret' });
  });
});

test('digests are equal as a whole, and those of other lengths differ without an exception', () => {
  expect(digest('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  expect(equalDigests(digest('a'), digest('a'))).toBe(true);
  expect(equalDigests(digest('a'), digest('b'))).toBe(false);
  expect(equalDigests(digest('a'), digest('a').slice(1))).toBe(false);
});

test('an absent secret never matches, whatever digest a pool stores', () => {
  const pool = createPool({ secrets: [{ id: 's', digest: digest(''), expiresAt: null }] });
  expect(() => verifyPoolSecret(pool, undefined, { now: () => 0 })).toThrow(
    expect.objectContaining({ code: 'invalid_secret' }),
  );
});

test('the strict settings issue tickets for a minute, and always require the secret and the binding', () => {
  expect(POOL_PRESETS.strict).toEqual({
    ticketTtlSeconds: 60,
    ...{ secretRequired: true, requireBinding: true, requireBindingWithSecret: true },
  });
});
