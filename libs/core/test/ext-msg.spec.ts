import { describe, expect, test } from '@jest/globals';
import { decodeExtMsg, encodeExtMsg, type LoginOutcome } from '../src/index.js';
import { codeOf } from './code-of.js';
import { extMsgVectors as vectors } from './vectors.js';

const refusalFor = (what: string) =>
  expect.objectContaining({ code: 'malformed_ext_msg', message: `Not an extMsg: ${what}. Log in again.` });
const encode = (outcome: object) => encodeExtMsg(outcome as LoginOutcome);

describe('encodeExtMsg', () => {
  test.each(vectors.encode)('writes the vector exactly: $name', ({ outcome, extMsg }) => {
    expect(encode(outcome)).toBe(extMsg);
    expect(decodeExtMsg(extMsg)).toStrictEqual(outcome);
  });

  test.each([
    [
      'a ticket with a reserved character',
      'reserved characters',
      { status: 'success', ticket: 'a=b', message: '' },
    ],
    [
      'a ticket longer than what decode takes',
      'reserved characters',
      { status: 'success', ticket: 'a'.repeat(2049), message: '' },
    ],
    ['no ticket', 'reserved characters', { status: 'success', message: '' }],
    [
      'a state with a reserved character',
      'reserved characters',
      { status: 'denied', message: '', state: 'a&code=200' },
    ],
    ['a state that is no string', 'reserved characters', { status: 'denied', message: '', state: 5 }],
    ['a failure that claims success', 'wrong code', { status: 'failed', code: 200, message: '' }],
    ['a failure that claims denial', 'wrong code', { status: 'failed', code: 400, message: '' }],
    ['a code that is no integer', 'wrong code', { status: 'failed', code: 1.5, message: '' }],
    ['a code of ten digits', 'wrong code', { status: 'failed', code: 1e9, message: '' }],
    ['no message', 'no message', { status: 'denied' }],
    ['more than 4 KiB', 'more than 4 KiB', { status: 'denied', message: '授'.repeat(1400) }],
    ['an outcome of no kind', 'wrong code', { message: '' }],
    ['no outcome', 'no message', {}],
    ['a failure with a ticket and no code', 'wrong code', { status: 'failed', ticket: 'abc', message: '' }],
    ['a code that is a string', 'wrong code', { status: 'failed', code: '500', message: '' }],
  ])('rejects %s: %s', (_, what, outcome) => {
    expect(() => encode(outcome)).toThrow(refusalFor(what));
  });

  test('accepts codes of up to nine digits, with a sign', () => {
    for (const code of [999_999_999, -999_999_999, 0]) {
      const extMsg = encode({ status: 'failed', code, message: '' });
      expect(decodeExtMsg(extMsg)).toStrictEqual({ status: 'failed', code, message: '' });
    }
  });

  test('writes no ticket for a login that did not succeed', () => {
    expect(encode({ status: 'denied', message: '', ticket: 'abc' })).toBe('code=400&message=');
  });
});

test('encodes characters that would end a line, and no readable character', () => {
  expect(encode({ status: 'denied', message: 'a\n\u0085b c"é' })).toBe('code=400&message=a%0A%C2%85b c"é');
});

describe('decodeExtMsg', () => {
  test.each(vectors.decode)('reads the vector exactly: $name', ({ outcome, extMsg }) => {
    expect(decodeExtMsg(extMsg)).toStrictEqual(outcome);
  });

  test.each(vectors.reject)('rejects the vector: $name', ({ extMsg }) => {
    expect(codeOf(() => decodeExtMsg(extMsg))).toBe('malformed_ext_msg');
  });

  test.each([
    ['JSON that hides a success inside a string', 'no query string', '{"a":"&code=200&ticket=abc&b=1"}'],
    ['a JSON list', 'no query string', ' ["&code=200&ticket=abc"]'],
    ['a JSON string', 'no query string', '"&code=200&ticket=abc"'],
    ['two states', 'state twice', 'code=400&state=a&state=b'],
    ['the same key twice with one value', 'code twice', 'code=400&code=400'],
    ['a code with a leading zero', 'no code', 'code=0200&ticket=abc'],
    ['a code with a sign', 'no code', 'code=+200&ticket=abc'],
    ['a code in exponent notation', 'no code', 'code=2e2&ticket=abc'],
    ['a code with a space', 'no code', 'code=200 &ticket=abc'],
    ['a ticket with a space', 'no ticket', 'code=200&ticket=a b'],
    ['a ticket with an encoded line break', 'no ticket', 'code=200&ticket=a%0Ab'],
    ['4097 bytes', 'more than 4 KiB', `code=400&message=${'a'.repeat(4097 - 17)}`],
    [
      '4097 bytes of emoji',
      'more than 4 KiB',
      `code=400&message=a${'😀'.repeat(1020)}`.padEnd(1020 * 2 + 18, 'a'),
    ],
    ['ten million characters', 'more than 4 KiB', 'a'.repeat(1e7)],
    ['a number', 'no query string', 200],
    ['an object', 'no query string', { code: 200 }],
    ['nothing', 'no query string', undefined],
    ['null', 'no query string', null],
    ['white space, and then JSON', 'no query string', ' \n {"code":200}'],
    ['a code with more after it', 'no code', 'code=2000000000&ticket=abc'],
  ])('rejects %s: %s', (_, what, text) => {
    expect(() => decodeExtMsg(text)).toThrow(refusalFor(what));
  });

  test('accepts a query whose value looks like JSON', () => {
    expect(decodeExtMsg('code=400&message={"a":1}').message).toBe('{"a":1}');
  });

  test('counts bytes of UTF-8, whatever their characters', () => {
    for (const [character, bytes] of [
      ['\u007f', 1],
      ['\u0080', 2],
      ['\u07ff', 2],
      ['\u0800', 3],
      ['😀', 4],
    ] as const) {
      const most = Math.floor((4096 - 17) / bytes);
      const write = (count: number) => `code=400&message=${character.repeat(count)}`;
      expect(decodeExtMsg(write(most)).message).toHaveLength(most * character.length);
      expect(() => decodeExtMsg(write(most + 1))).toThrow(refusalFor('more than 4 KiB'));
    }
  });

  test('accepts exactly 4 KiB', () => {
    expect(decodeExtMsg(`code=400&message=${'a'.repeat(4096 - 17)}`).status).toBe('denied');
    expect(decodeExtMsg(`code=400&message=aaa${'😀'.repeat(1019)}`).status).toBe('denied');
  });

  test.each([
    ['%41%80', 'A%80'],
    ['%C0%80', '%C0%80'],
    ['%ED%A0%80', '%ED%A0%80'],
    ['%E6%8E%88%', '授%'],
    ['%e6%8e%88%zz', '授%zz'],
    ['%F0%9F%98%80', '😀'],
    ['%2525', '%25'],
    ['%F0%9F%98%80%', '😀%'],
  ])('decodes each character in %s and leaves the rest', (written, message) => {
    expect(decodeExtMsg(`code=400&message=${written}`).message).toBe(message);
  });

  test('matches a key only as a whole', () => {
    expect(decodeExtMsg('codes=200&code=400&ticket_=x&xmessage=y').message).toBe('');
    expect(decodeExtMsg('code%3D=200&code=400').status).toBe('denied');
  });

  test('reads an encoded code and an encoded ticket', () => {
    expect(decodeExtMsg('code=%32%30%30&ticket=a%2Eb')).toStrictEqual({
      status: 'success',
      ticket: 'a.b',
      message: '',
    });
  });

  test('never quotes the ticket in its error', () => {
    const ticket = 'not-for-logs';
    expect(() => decodeExtMsg(`code=200&ticket=${ticket}&ticket=${ticket}`)).toThrow(/^(?!.*not-for-logs)/);
    expect(() => decodeExtMsg(`code=200&ticket=${ticket} x`)).toThrow(/^(?!.*not-for-logs)/);
  });
});
