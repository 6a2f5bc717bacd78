import { describe, expect, test } from '@jest/globals';
import { decodeExtMsg, encodeExtMsg, type LoginOutcome } from '../src/index.js';
import { codeOf } from './code-of.js';
import { extMsgVectors as vectors } from './vectors.js';

const encode = (outcome: object) => encodeExtMsg(outcome as LoginOutcome);

describe('encodeExtMsg', () => {
  test.each(vectors.encode)('writes the vector exactly: $name', ({ outcome, extMsg }) => {
    expect(encode(outcome)).toBe(extMsg);
    expect(decodeExtMsg(extMsg)).toStrictEqual(outcome);
  });

  test.each([
    ['a ticket with a reserved character', { status: 'success', ticket: 'a=b', message: '' }],
    ['a ticket longer than what decode takes', { status: 'success', ticket: 'a'.repeat(2049), message: '' }],
    ['no ticket', { status: 'success', message: '' }],
    ['a state with a reserved character', { status: 'denied', message: '', state: 'a&code=200' }],
    ['a state that is no string', { status: 'denied', message: '', state: 5 }],
    ['a failure that claims success', { status: 'failed', code: 200, message: '' }],
    ['a failure that claims denial', { status: 'failed', code: 400, message: '' }],
    ['a code that is no integer', { status: 'failed', code: 1.5, message: '' }],
    ['a code of ten digits', { status: 'failed', code: 1e9, message: '' }],
    ['no message', { status: 'denied' }],
    ['more than 4 KiB', { status: 'denied', message: '授'.repeat(1400) }],
    ['an outcome of no kind', {}],
  ])('refuses %s', (_, outcome) => {
    expect(codeOf(() => encode(outcome))).toBe('malformed_ext_msg');
  });
});

test('encodes what would end a line, and nothing that a reader would miss', () => {
  expect(encode({ status: 'denied', message: 'a\n\u0085b c"é' })).toBe('code=400&message=a%0A%C2%85b c"é');
});

describe('decodeExtMsg', () => {
  test.each(vectors.decode)('reads the vector exactly: $name', ({ outcome, extMsg }) => {
    expect(decodeExtMsg(extMsg)).toStrictEqual(outcome);
  });

  test.each(vectors.reject)('refuses the vector: $name', ({ extMsg }) => {
    expect(codeOf(() => decodeExtMsg(extMsg))).toBe('malformed_ext_msg');
  });

  test.each([
    ['JSON that hides a success inside a string', '{"a":"&code=200&ticket=abc&b=1"}'],
    ['a JSON list', ' ["&code=200&ticket=abc"]'],
    ['a JSON string', '"&code=200&ticket=abc"'],
    ['two states', 'code=400&state=a&state=b'],
    ['the same key twice with one value', 'code=400&code=400'],
    ['a code with a leading zero', 'code=0200&ticket=abc'],
    ['a code with a sign', 'code=+200&ticket=abc'],
    ['a code in exponent notation', 'code=2e2&ticket=abc'],
    ['a code with a space', 'code=200 &ticket=abc'],
    ['a ticket with a space', 'code=200&ticket=a b'],
    ['a ticket with an encoded line break', 'code=200&ticket=a%0Ab'],
    ['4097 bytes', `code=400&message=${'a'.repeat(4097 - 17)}`],
    ['4097 bytes of emoji', `code=400&message=a${'😀'.repeat(1020)}`.padEnd(1020 * 2 + 18, 'a')],
    ['ten million characters', 'a'.repeat(1e7)],
    ['a number', 200],
    ['an object', { code: 200 }],
    ['nothing', undefined],
    ['null', null],
  ])('refuses %s', (_, text) => {
    expect(codeOf(() => decodeExtMsg(text))).toBe('malformed_ext_msg');
  });

  test('takes exactly 4 KiB', () => {
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
  ])('decodes what is a character in %s and leaves the rest', (written, message) => {
    expect(decodeExtMsg(`code=400&message=${written}`).message).toBe(message);
  });

  test('takes a key only as a whole', () => {
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
