import { describe, expect, test } from '@jest/globals';
import { App2WxappError, type ErrorCode } from '@app2wxapp/core';
import { readBearerToken, toProblem } from '../src/index.js';

const problemOf = (code: ErrorCode, details = {}) =>
  toProblem(new App2WxappError(code, 'Not for the app', details), { acceptLanguage: 'en' });

describe('a problem', () => {
  test('has the status, the headers and the body of the failure, and nothing of its message', () => {
    expect(problemOf('invalid_ticket', { cause: new Error('the cause') })).toEqual({
      status: 401,
      headers: {
        'content-type': 'application/problem+json; charset=utf-8',
        'www-authenticate': 'App2Wxapp error="invalid_ticket"',
      },
      body: {
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        code: 2206,
        error: 'invalid_ticket',
        message: expect.stringContaining('log in again'),
      },
    });
  });

  test.each<[ErrorCode, number]>([
    ['invalid_request', 400],
    ['user_blocked', 403],
    ['login_pending', 202],
    ['rate_limited', 429],
    ['invalid_secret', 502],
    ['network_error', 502],
    ['timeout', 504],
    ['unavailable', 503],
    ['invalid_options', 500],
  ])('of %s is %d', (code, status) => {
    const problem = problemOf(code);
    expect([problem.status, problem.body.status]).toEqual([status, status]);
  });

  test.each<[ErrorCode, boolean | undefined, string]>([
    ['invalid_token', undefined, 'Bearer error="invalid_token"'],
    ['invalid_token', false, 'Bearer'],
    ['invalid_ticket', false, 'App2Wxapp error="invalid_ticket"'],
    ['token_expired', undefined, 'Bearer error="invalid_token", error_description="The token expired"'],
  ])('of %s with credentials %s challenges by %s', (code, hadCredentials, challenge) => {
    const options = hadCredentials === undefined ? {} : { hadCredentials };
    const { headers } = toProblem(new App2WxappError(code, ''), options);
    expect(headers['www-authenticate']).toBe(challenge);
  });

  test('has the time until a retry', () => {
    expect(problemOf('rate_limited', { retryAfterSeconds: 7 }).headers['retry-after']).toBe('7');
  });

  test('is in Chinese unless the request prefers English', () => {
    const error = new App2WxappError('invalid_ticket', '');
    expect(toProblem(error).body.message).toContain('重新登录');
    expect(toProblem(error, { acceptLanguage: null }).body.message).toContain('重新登录');
  });

  test('is not created from another error, which is rethrown', () => {
    const error = new TypeError('a bug');
    expect(() => toProblem(error)).toThrow(error);
  });
});

describe('a bearer token', () => {
  test.each([
    ['Bearer a.b.c', 'a.b.c'],
    ['bearer  a.b.c==', 'a.b.c=='],
    ['Basic a.b.c', undefined],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    ['', undefined],
    [undefined, undefined],
    [null, undefined],
    [['Bearer a.b.c', 'Bearer d'], undefined],
  ])('is read from %j as %j', (authorization, token) => {
    expect(readBearerToken(authorization)).toBe(token);
  });
});
