import { describe, expect, test } from '@jest/globals';
import { App2WxappError, isApp2WxappError } from '../src/index.js';
import { bundleCore, runInEmptyContext } from './bundle-core.js';

describe('App2WxappError', () => {
  test('has the given details and no other property', () => {
    const cause = new TypeError('why');
    const error = new App2WxappError('rate_limited', 'Wait.', { cause, status: 429, retryAfterSeconds: 30 });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'App2WxappError', code: 'rate_limited', message: 'Wait.' });
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe('App2WxappError: Wait.');
    expect({ ...error }).toStrictEqual({
      name: 'App2WxappError',
      code: 'rate_limited',
      status: 429,
      retryAfterSeconds: 30,
    });
    expect('cause' in new App2WxappError('timeout', 'x')).toBe(false);
    expect({ ...new App2WxappError('timeout', 'x') }).toStrictEqual({
      name: 'App2WxappError',
      code: 'timeout',
    });
  });
});

describe('isApp2WxappError', () => {
  test('recognizes the error of another copy of the package, in another realm', async () => {
    const copy = runInEmptyContext(await bundleCore('iife'));
    const error = codedErrorOf(() => copy.decodeExtMsg(''));
    expect(error).not.toBeInstanceOf(App2WxappError);
    expect(isApp2WxappError(error)).toBe(true);
    expect(isApp2WxappError(error, 'malformed_ext_msg')).toBe(true);
    expect(isApp2WxappError(error, 'timeout')).toBe(false);
    expect(copy.isApp2WxappError(new App2WxappError('timeout', 'x'), 'timeout')).toBe(true);
  });

  test.each([
    undefined,
    null,
    'App2WxappError',
    new Error('x'),
    { code: 'timeout' },
    { name: 'App2WxappError' },
    { name: 'App2WxappError', code: 5 },
  ])('rejects %p', (value) => {
    expect(isApp2WxappError(value)).toBe(false);
  });
});

function codedErrorOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
