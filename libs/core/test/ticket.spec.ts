import { describe, expect, test } from '@jest/globals';
import {
  parseIssuedTicket,
  parseLoginCode,
  parsePhoneCode,
  parsePoolInfo,
  parseTicket,
  type LoginCode,
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

  test.each([
    '',
    ' ',
    'a b',
    ' a',
    'a\n',
    '\na',
    'é',
    'aé',
    '\u007f',
    'x'.repeat(2049),
    5,
    null,
    undefined,
    ['a'],
    {},
  ])('is not %j', (value) => {
    expect(codeOf(() => parse(value))).toBe('invalid_request');
  });

  test('names itself and not its value when it is rejected', () => {
    expect(() => parse('do not log')).toThrow(`${field} must be 1 to 2048 of visible ASCII.`);
    expect(() => parse('do not log')).toThrow(/^(?!.*do not log)/);
  });
});

describe('the response to a request for a ticket', () => {
  test('is a ticket with its lifetime in seconds', () => {
    const body = { ticket: 'abc', expiresIn: 120, message: '授权成功' };
    expect(parseIssuedTicket(JSON.stringify(body), 201)).toStrictEqual({ ...body, avatarTicket: '' });
    const asked = { ...body, avatarTicket: 'def' };
    expect(parseIssuedTicket(JSON.stringify(asked), 201)).toStrictEqual(asked);
  });

  test.each([
    ['no lifetime', { ticket: 'abc', message: '' }],
    ['a ticket with a space', { ticket: 'a c', expiresIn: 120, message: '' }],
    ['no ticket', { expiresIn: 120, message: '' }],
    ['nothing', undefined],
    ['a list', []],
    ['a lifetime of nothing', { ticket: 'abc', expiresIn: 0, message: '' }],
  ])('is rejected with %s', (_, body) => {
    expect(codeOf(() => parseIssuedTicket(body, 201))).toBe('malformed_response');
  });

  test('names the missing field', () => {
    expect(() => parseIssuedTicket({ expiresIn: 120 })).toThrow(
      'The response has no valid ticket. Check the address.',
    );
    expect(() => parseIssuedTicket({ ticket: 'abc' })).toThrow(
      'The response has no valid expiresIn. Check the address.',
    );
  });

  test('has no message and no avatar ticket where the authority sends none', () => {
    const least = { ticket: 'abc', expiresIn: 120 };
    expect(parseIssuedTicket(least)).toStrictEqual({ ...least, avatarTicket: '', message: '' });
  });

  test("is the authority's own refusal", () => {
    const body = { code: 2207, error: 'invalid_login_code', message: 'x' };
    expect(codeOf(() => parseIssuedTicket(body, 401))).toBe('invalid_login_code');
  });
});

describe('the data of a pool for the consent page', () => {
  test('is its name, its logo, whether a phone number is required and whether to ask for a nickname', () => {
    const body = { name: 'Shop', logo: '', requirePhone: true, askProfile: true };
    expect(parsePoolInfo(JSON.stringify(body))).toStrictEqual(body);
  });

  test('defaults to asking for nothing where an authority omits it', () => {
    expect(parsePoolInfo({ name: 'Shop' })).toStrictEqual({
      name: 'Shop',
      logo: '',
      requirePhone: false,
      askProfile: false,
    });
  });

  test.each([{}, { name: '' }, { name: 'Shop', requirePhone: 'yes' }, { name: 'Shop', askProfile: 1 }, null])(
    'is not %j',
    (body) => {
      expect(codeOf(() => parsePoolInfo(body))).toBe('malformed_response');
    },
  );
});

test('a ticket, a login code and a phone code do not compile in place of each other', () => {
  const take = (loginCode: LoginCode) => loginCode.length;
  // @ts-expect-error -- the phone code is not what code2Session takes
  expect(take(parsePhoneCode('abc'))).toBe(3);
  // @ts-expect-error -- nor is a ticket
  expect(take(parseTicket('abc'))).toBe(3);
  // @ts-expect-error -- nor any string that nobody parsed
  expect(take('abc')).toBe(3);
  expect(take(parseLoginCode('abc'))).toBe(3);
});
