import { describe, expect, test } from '@jest/globals';
import {
  HOSTED_MINI_PROGRAM,
  MINI_PROGRAM_TYPE,
  buildLaunchPath,
  createLaunchRequest,
  parseLaunchPath,
  parseLaunchQuery,
  type LaunchOptions,
  type LaunchParams,
} from '../src/index.js';
import { codeOf } from './code-of.js';
import { launchVectors as vectors } from './vectors.js';

const POOL = '5e4cdd055df3df65dc58b97d';
const BINDING = {
  state: 'Zm9vYmFyYmF6cXV4MTIzNA',
  codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};

describe('a launch path', () => {
  test.each(vectors.build)('is built as written in the vectors: $name', ({ params, path }) => {
    expect(buildLaunchPath(params)).toBe(path);
    expect(parseLaunchPath(path)).toStrictEqual(params);
  });

  test.each(vectors.parse)('is parsed as written in the vectors: $name', ({ params, path }) => {
    expect(parseLaunchPath(path)).toStrictEqual(params);
  });

  test.each(vectors.reject)('is refused as written in the vectors: $name', ({ params, path }) => {
    const run = () => (params ? buildLaunchPath(params) : parseLaunchPath(path));
    expect(codeOf(run)).toBe('invalid_launch');
  });

  test.each([
    ['another page', '/pages/index?userPoolId=abc&fromApp=1'],
    ['no query', '/routes/explore'],
    ['two slashes', '//routes/explore?userPoolId=abc&fromApp=1'],
    ['another privatised flag', '/routes/explore?userPoolId=abc&fromApp=1&useSelfWxapp=2'],
    ['a percent-encoded pool id', '/routes/explore?userPoolId=a%62c&fromApp=1'],
    ['fromApp=0', '/routes/explore?userPoolId=abc&fromApp=0'],
    [
      'a state of fewer than 128 bits',
      `/routes/explore?userPoolId=abc&fromApp=1&state=${'s'.repeat(21)}&codeChallenge=${BINDING.codeChallenge}`,
    ],
    ['half a binding', `/routes/explore?userPoolId=abc&fromApp=1&codeChallenge=${BINDING.codeChallenge}`],
    ['a pool id of 250 characters', `/routes/explore?userPoolId=${'a'.repeat(250)}&fromApp=1`],
  ])('is refused with %s', (_, path) => {
    expect(codeOf(() => parseLaunchPath(path))).toBe('invalid_launch');
  });

  test('stays under 1 KB at its longest', () => {
    const longest = { userPoolId: 'a'.repeat(249), state: 'b'.repeat(249), codeChallenge: 'c'.repeat(43) };
    const path = buildLaunchPath({ ...longest, getPhone: true, useSelfWxapp: true });
    expect(path.length).toBeLessThan(1000);
  });
});

describe('the query of onLoad', () => {
  test('gives what the path said', () => {
    const query = { userPoolId: POOL, getPhone: '1', fromApp: '1', useSelfWxapp: '0', ...BINDING };
    expect(parseLaunchQuery(query)).toStrictEqual({
      userPoolId: POOL,
      getPhone: true,
      useSelfWxapp: false,
      ...BINDING,
    });
  });

  test('counts only by its own keys', () => {
    const inherited: unknown = Object.create({ userPoolId: POOL, fromApp: '1' });
    expect(codeOf(() => parseLaunchQuery(inherited))).toBe('invalid_launch');
  });

  test.each([undefined, null, 'userPoolId=abc&fromApp=1', ['1'], {}])('is refused when it is %j', (query) => {
    expect(codeOf(() => parseLaunchQuery(query))).toBe('invalid_launch');
  });
});

describe('a launch request', () => {
  test('opens the release build of the mini program that is named, unless told otherwise', () => {
    const { userName } = HOSTED_MINI_PROGRAM;
    expect(createLaunchRequest({ userPoolId: POOL, userName })).toStrictEqual({
      userName,
      path: `/routes/explore?userPoolId=${POOL}&fromApp=1&useSelfWxapp=0`,
      miniProgramType: MINI_PROGRAM_TYPE.release,
    });
  });

  test("names the pool's own mini program, its build and the binding", () => {
    const options = {
      userPoolId: POOL,
      getPhone: true,
      useSelfWxapp: true,
      userName: 'gh_0123456789ab',
      miniProgramType: MINI_PROGRAM_TYPE.preview,
      ...BINDING,
    } as const;
    expect(createLaunchRequest(options)).toStrictEqual({
      userName: 'gh_0123456789ab',
      path: `/routes/explore?userPoolId=${POOL}&getPhone=1&fromApp=1&useSelfWxapp=1&state=${BINDING.state}&codeChallenge=${BINDING.codeChallenge}`,
      miniProgramType: 2,
    });
  });

  test.each<[string, object]>([
    ['no mini program', { userPoolId: POOL }],
    ['an AppID in place of the original id', { userPoolId: POOL, userName: HOSTED_MINI_PROGRAM.appId }],
    ['an unknown build', { userPoolId: POOL, userName: 'gh_1', miniProgramType: 3 }],
    ['no pool', { userName: 'gh_1' }],
  ])('is refused with %s', (_, options) => {
    expect(codeOf(() => createLaunchRequest(options as LaunchOptions))).toBe('invalid_launch');
  });

  test('never quotes a value in its error', () => {
    const params = { userPoolId: 'a secret thing', getPhone: false, useSelfWxapp: false } as LaunchParams;
    expect(() => buildLaunchPath(params)).toThrow(/^(?!.*secret thing)/);
  });
});
