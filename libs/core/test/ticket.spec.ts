import { describe, expect, test } from '@jest/globals';
import {
  parseIssuedTicket,
  parseLoginCode,
  parsePhoneCode,
  parsePoolInfo,
  parseTicket,
} from '../src/index.js';
import { codeOf } from './code-of.js';

describe.each([
  ['ticket', parseTicket],
  ['loginCode', parseLoginCode],
  ['phoneCode', parsePhoneCode],
])('a %s', (field, parse) => {
  test('is any visible ASCII up to 2048 characters', () => {
    expect(parse('!aZ~')).toBe('!aZ~');
    expect(parse('x'.repeat(2048))).toHaveLength(2048);
  });

  test.each(['', ' ', 'a b', 'a\n', 'é', 'x'.repeat(2049), 5, null, undefined, ['a'], {}])(
    'is not %j',
    (value) => {
      expect(codeOf(() => parse(value))).toBe('invalid_request');
    },
  );

  test('names itself and not its value when it is refused', () => {
    expect(() => parse('do not log')).toThrow(field);
    expect(() => parse('do not log')).toThrow(/^(?!.*do not log)/);
  });
});

describe('the answer to a request for a ticket', () => {
  test('is a ticket with its lifetime in seconds', () => {
    const body = { ticket: 'abc', expiresIn: 120, message: '授权成功' };
    expect(parseIssuedTicket(JSON.stringify(body), 201)).toStrictEqual(body);
  });

  test.each([
    ['no lifetime', { ticket: 'abc', message: '' }],
    ['a ticket with a space', { ticket: 'a c', expiresIn: 120, message: '' }],
    ['no ticket', { expiresIn: 120, message: '' }],
    ['nothing', undefined],
    ['a list', []],
  ])('is refused with %s', (_, body) => {
    expect(codeOf(() => parseIssuedTicket(body, 201))).toBe('malformed_response');
  });

  test("is the authority's own refusal", () => {
    const body = { code: 2207, error: 'invalid_login_code', message: 'x' };
    expect(codeOf(() => parseIssuedTicket(body, 401))).toBe('invalid_login_code');
  });
});

describe('what the consent page shows of a pool', () => {
  test('is its name, its logo and whether a phone number is required', () => {
    const body = { name: 'Shop', logo: '', requirePhone: true };
    expect(parsePoolInfo(JSON.stringify(body))).toStrictEqual(body);
  });

  test.each([{}, { name: '' }, { name: 'Shop', requirePhone: 'yes' }, null])('is not %j', (body) => {
    expect(codeOf(() => parsePoolInfo(body))).toBe('malformed_response');
  });
});
