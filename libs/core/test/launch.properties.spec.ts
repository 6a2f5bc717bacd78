import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  buildLaunchPath,
  createLaunchRequest,
  isApp2WxappError,
  parseAnswer,
  parseExchangeResponse,
  parseIssuedTicket,
  parseLaunchPath,
  parseLaunchQuery,
  parsePoolInfo,
  parseTicket,
  parseUser,
  parseWechatProfile,
  type LaunchOptions,
  type LaunchParams,
} from '../src/index.js';

const value = (min: number, max: number) => fc.stringMatching(new RegExp(`^[\\w-]{${min},${max}}$`));
const binding = fc.record({ state: value(22, 60), codeChallenge: value(43, 43) });
const params: fc.Arbitrary<LaunchParams> = fc
  .tuple(
    fc.record({ userPoolId: value(1, 60), getPhone: fc.boolean(), useSelfWxapp: fc.boolean() }),
    fc.option(binding, { nil: {} }),
  )
  .map(([plain, bound]) => ({ ...plain, ...bound }));

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withSparseArray: true }),
  fc.dictionary(
    fc.constantFrom(
      'userPoolId',
      'fromApp',
      'useSelfWxapp',
      'state',
      'code',
      'data',
      'error',
      '_id',
      'token',
    ),
    fc.oneof(fc.constantFrom('1', '0', 200), fc.anything()),
  ),
  fc.json().map((json) => `/routes/explore?fromApp=1&userPoolId=${json}`),
  fc.json(),
);

describe('launch paths', () => {
  test('parse undoes build', () => {
    fc.assert(
      fc.property(params, (launch) => {
        expect(parseLaunchPath(buildLaunchPath(launch))).toStrictEqual(launch);
      }),
    );
  });

  test('are parsed the same as the object that WeChat creates from the query, decoded or not', () => {
    fc.assert(
      fc.property(params, (launch) => {
        const query = buildLaunchPath(launch).split('?')[1] as string;
        const raw: unknown = Object.fromEntries(query.split('&').map((segment) => segment.split('=')));
        const decoded = Object.fromEntries(new URLSearchParams(query));
        expect(parseLaunchQuery(raw)).toStrictEqual(launch);
        expect(parseLaunchQuery(decoded)).toStrictEqual(launch);
      }),
    );
  });
});

test('no input makes any function throw anything but a coded error', () => {
  const functions: ((input: unknown) => unknown)[] = [
    parseLaunchPath,
    parseLaunchQuery,
    parseTicket,
    parseUser,
    parseAnswer,
    parseExchangeResponse,
    parseIssuedTicket,
    parsePoolInfo,
    (input) => parseExchangeResponse(input, 500),
    (input) => parseWechatProfile(input as string),
    (input) => buildLaunchPath(input as LaunchParams),
    (input) => createLaunchRequest({ ...(input as LaunchOptions) }),
    (input) => createLaunchRequest({ userPoolId: 'a', userName: input, state: input } as LaunchOptions),
  ];
  fc.assert(
    fc.property(anything, fc.constantFrom(...functions), (input, run) => {
      try {
        run(input);
      } catch (error) {
        if (!isApp2WxappError(error)) throw error;
      }
    }),
    { numRuns: 10_000 },
  );
});
