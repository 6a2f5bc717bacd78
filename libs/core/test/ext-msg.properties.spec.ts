import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeExtMsg,
  encodeExtMsg,
  isApp2WxappError,
  parseTicket,
  type LoginOutcome,
} from '../src/index.js';

// Every string there is, halves of surrogate pairs included, and many that look like our own wire.
const anyText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('%', '&', '=', '+', '#', '?', '2', '5', 'E', '授', '\n', '\ud83d', '{'),
  }),
);
const safe = fc.stringMatching(/^[\w.~-]{1,64}$/);
const state = fc.option(safe, { nil: undefined });
const code = fc.integer({ min: -999_999_999, max: 999_999_999 }).filter((n) => n !== 200 && n !== 400);

const outcome: fc.Arbitrary<LoginOutcome> = fc
  .oneof(
    fc.record({
      status: fc.constant('success' as const),
      ticket: safe.map(parseTicket),
      message: anyText,
      state,
    }),
    fc.record({ status: fc.constant('denied' as const), message: anyText, state }),
    fc.record({ status: fc.constant('failed' as const), code, message: anyText, state }),
  )
  .map(({ state: bound, ...rest }) => (bound === undefined ? rest : { ...rest, state: bound }));

describe('extMsg', () => {
  test('decode undoes encode, whatever the message', () => {
    fc.assert(
      fc.property(outcome, (value) => {
        expect(decodeExtMsg(encodeExtMsg(value))).toStrictEqual(value);
      }),
      { numRuns: 2000 },
    );
  });

  test('a client that only splits reads the code, the ticket and the state', () => {
    fc.assert(
      fc.property(outcome, (value) => {
        const naive = new Map(
          encodeExtMsg(value)
            .split('&')
            .map((segment) => segment.split('=') as [string, string]),
        );
        expect(naive.get('state')).toBe(value.state);
        if (value.status === 'success') expect(naive.get('ticket')).toBe(value.ticket);
        if (value.status === 'failed') expect(naive.get('code')).toBe(String(value.code));
      }),
      { numRuns: 500 },
    );
  });

  test('a text that decodes gives an outcome that encodes and decodes to itself, or cannot be encoded for every app', () => {
    const wire = fc
      .array(fc.tuple(fc.constantFrom('code', 'message', 'ticket', 'state', 'x'), fc.oneof(anyText, safe)))
      .map((pairs) => ['code=400', ...pairs.map((pair) => pair.join('='))].join('&'));
    fc.assert(
      fc.property(wire, (text) => {
        const value = valueOrCode(() => decodeExtMsg(text));
        if (typeof value === 'string') return;
        const again = valueOrCode(() => decodeExtMsg(encodeExtMsg(value)));
        if (typeof again !== 'string') expect(again).toStrictEqual(value);
      }),
      { numRuns: 2000 },
    );
  });

  test('no input makes them throw anything but the coded error', () => {
    const anything = fc.oneof(
      anyText,
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
    );
    fc.assert(
      fc.property(anything, (value) => {
        valueOrCode(() => decodeExtMsg(value));
        valueOrCode(() => encodeExtMsg(value as LoginOutcome));
        valueOrCode(() => encodeExtMsg({ status: 'failed', code: value, message: value } as LoginOutcome));
        valueOrCode(() => encodeExtMsg({ status: 'success', ticket: value, message: '' } as LoginOutcome));
      }),
      { numRuns: 3000 },
    );
  });
});

function valueOrCode<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    if (isApp2WxappError(error, 'malformed_ext_msg')) return error.code;
    throw error;
  }
}
