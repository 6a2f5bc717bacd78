import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  SERVER_ERRORS,
  isApp2WxappError,
  parseAnswer,
  parseExchangeResponse,
  parseUser,
  parseWechatProfile,
  type ServerErrorCode,
} from '../src/index.js';
import { SERVER_STATUSES } from '../src/server/index.js';
import { codeOf } from './code-of.js';
import { userVectors as vectors } from './vectors.js';

const { user } = vectors;
const CODES = Object.keys(SERVER_ERRORS) as ServerErrorCode[];
const bodies: [string, unknown][] = [
  ['the bare user', user],
  ['an envelope', { code: 200, message: 'ok', data: user }],
  ['an envelope with data as a string', { code: 200, message: 'ok', data: JSON.stringify(user) }],
];

describe('the response to an exchange', () => {
  test.each(bodies)('is the same user in %s', (_, body) => {
    expect(parseExchangeResponse(body)).toStrictEqual(user);
    expect(parseExchangeResponse(JSON.stringify(body), 200)).toStrictEqual(user);
  });

  test.each(vectors.failures)('is a coded error in the vectors: $status $body', ({ status, body }) => {
    const known = typeof body === 'object' && 'code' in body && body.code !== 200;
    const parse = () => parseExchangeResponse(typeof body === 'string' ? body : JSON.stringify(body), status);
    const otherwise = status === 502 ? 'unavailable' : 'malformed_response';
    expect(codeOf(parse)).toBe(known ? 'invalid_ticket' : otherwise);
  });

  test.each(CODES)('with the name %s has that code', (error) => {
    const answer = { code: SERVER_ERRORS[error], error, message: 'x' };
    expect(codeOf(() => parseAnswer(answer, SERVER_STATUSES[error]))).toBe(error);
  });

  test.each([
    [1001, 'invalid_secret'],
    [2206, 'invalid_ticket'],
    [2224, 'user_pool_not_found'],
    [9999, 'internal'],
    ['2206', 'internal'],
  ])('with only the number %j is %s', (code, name) => {
    expect(codeOf(() => parseAnswer({ code, message: 'x' }))).toBe(name);
  });

  test("keeps the HTTP status on the error and omits the server's own message", () => {
    const body = JSON.stringify({ code: 2206, error: 'invalid_ticket', message: 'ticket abc-def was used' });
    try {
      parseExchangeResponse(body, 401);
      throw new Error('it passed');
    } catch (error) {
      expect(isApp2WxappError(error, 'invalid_ticket')).toBe(true);
      expect(error).toMatchObject({ status: 401 });
      expect(String(error)).not.toContain('abc-def');
    }
  });

  test.each([
    [429, 'rate_limited'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [404, 'malformed_response'],
    [500, 'malformed_response'],
  ])('that is a page of a proxy with the status %i is %s', (status, code) => {
    for (const body of ['<html>', '', '{"message":"no upstream"}']) {
      expect(() => parseExchangeResponse(body, status)).toThrow(expect.objectContaining({ code, status }));
    }
    const [page, advice] = [
      'The response is not JSON',
      code === 'malformed_response' ? 'Check the address' : 'Try again later',
    ];
    expect(() => parseExchangeResponse('<html>', status)).toThrow(
      expect.objectContaining({ message: `${page}. ${advice}.` }),
    );
    // The name that our own authority gives is more than what the status says.
    const own = { code: 1000, error: 'wechat_unavailable' };
    expect(codeOf(() => parseAnswer(own, status))).toBe('wechat_unavailable');
  });

  test('may begin with a byte order mark', () => {
    expect(parseExchangeResponse(`\ufeff${JSON.stringify(user)}`)).toStrictEqual(user);
  });

  test('of an unfinished login is an error although its status is 202', () => {
    expect(codeOf(() => parseAnswer({ code: 202, error: 'login_pending' }, 202))).toBe('login_pending');
    expect(codeOf(() => parseAnswer({}, 202))).toBe('malformed_response');
  });

  test('is a failure by its status alone, below 200 and from 300 on, and names the status', () => {
    for (const status of [199, 300, 404]) {
      expect(() => parseAnswer({}, status)).toThrow(
        expect.objectContaining({
          code: 'malformed_response',
          message: `The response has no reason for HTTP ${status}. Check the address.`,
          status,
        }),
      );
    }
    for (const status of [200, 299])
      expect(parseAnswer({ any: 'answer' }, status)).toEqual({ any: 'answer' });
  });

  test("names the authority's failure in its message", () => {
    expect(() => parseAnswer({ code: 2206, error: 'login_expired' }, 410)).toThrow(
      expect.objectContaining({ message: 'The authority refused: login_expired', status: 410 }),
    );
    expect(() => parseAnswer({ code: 9999 })).toThrow(
      expect.objectContaining({ message: 'The authority refused: internal', status: 200 }),
    );
  });

  test.each(CODES)('has the number and the status of %s that errors.md lists', (error) => {
    const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
    const [, number, status] =
      new RegExp(`^\\| \`${error}\` +\\| (\\d+) +\\| (\\d+)[ ,]`, 'm').exec(page) ?? [];
    expect({ number: Number(number), status: Number(status) }).toEqual({
      number: SERVER_ERRORS[error],
      status: SERVER_STATUSES[error],
    });
  });
});

describe('parseUser', () => {
  test('completes missing fields, in the order of the protocol, and drops unknown ones', () => {
    const parsed = parseUser({ token: 't', id: 'i', lastIp: '::1', extra: 1, unionid: null, nickname: null });
    expect(Object.keys(parsed)).toStrictEqual(Object.keys(user));
    expect(parsed).toMatchObject({ _id: 'i', lastIP: '::1', nickname: '', unionid: null, phone: null });
    expect(parsed).toMatchObject({ oauth: '{}', metadata: '""', loginsCount: 0, blocked: false });
    expect(parsed).not.toHaveProperty('extra');
  });

  test.each([
    ['no token', 'token', { _id: 'a' }],
    ['an empty id', '_id', { _id: '', token: 't' }],
    ['an empty token', 'token', { _id: 'a', token: '' }],
    ['no id, whatever the inherited one', '_id', Object.create({ _id: 'a', token: 't' })],
    ['a count that is a string', 'loginsCount', { _id: 'a', token: 't', loginsCount: '2' }],
    ['a phone that is a number', 'phone', { _id: 'a', token: 't', phone: 176 }],
    ['a flag that is a string', 'blocked', { _id: 'a', token: 't', blocked: 'false' }],
    ['a list', '_id', [user]],
    ['null', '_id', null],
    ['text', '_id', 'user'],
  ])('rejects %s, and names %s', (_, field, value) => {
    expect(() => parseUser(value)).toThrow(
      expect.objectContaining({
        code: 'malformed_response',
        message: `The response has no valid ${field}. Check the address.`,
      }),
    );
  });

  test('prefers the names of the protocol to those of older servers', () => {
    const older = { id: 'older', lastIp: '::1' };
    const parsed = parseUser({ ...older, _id: 'i', lastIP: '::2', token: 't' });
    expect(parsed).toMatchObject({ _id: 'i', lastIP: '::2' });
  });

  test('has a value for every missing field', () => {
    expect(parseUser({ _id: 'i', token: 't' })).toStrictEqual({
      ...{ emailVerified: false, username: '', nickname: '', company: '', photo: '', loginsCount: 0 },
      ...{ registerMethod: '', blocked: false, isDeleted: false, oauth: '{}', metadata: '""' },
      ...{ _id: 'i', unionid: null, openid: null, lastIP: '', lastLogin: '', signedUp: '' },
      ...{ token: 't', tokenExpiredAt: '', phone: null },
    });
  });

  test('parses the nested profile', () => {
    expect(parseWechatProfile(user.oauth)).toStrictEqual(JSON.parse(user.oauth));
    expect(parseWechatProfile('{}')).toStrictEqual({
      ...{ nickName: '', gender: 0, language: '', city: '', province: '', country: '', avatarUrl: '' },
      ...{ phone: null, openid: null, unionid: null },
    });
    expect(codeOf(() => parseWechatProfile('{"gender":"1"}'))).toBe('malformed_response');
    expect(codeOf(() => parseWechatProfile('not JSON'))).toBe('malformed_response');
  });
});
