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

const refusalFor = (what: string) =>
  expect.objectContaining({ code: 'invalid_launch', message: `Not a launch: ${what}.` });

describe('a launch path', () => {
  test.each(vectors.build)('is built as written in the vectors: $name', ({ params, path }) => {
    expect(buildLaunchPath(params)).toBe(path);
    expect(parseLaunchPath(path)).toStrictEqual(params);
  });

  test.each(vectors.parse)('is parsed as written in the vectors: $name', ({ params, path }) => {
    expect(parseLaunchPath(path)).toStrictEqual(params);
  });

  test.each(vectors.reject)('is rejected as written in the vectors: $name', ({ params, path }) => {
    const run = () => (params ? buildLaunchPath(params) : parseLaunchPath(path));
    expect(codeOf(run)).toBe('invalid_launch');
  });

  test.each([
    ['another page', 'no /routes/explore?', '/pages/index?userPoolId=abc&fromApp=1'],
    ['no query', 'no /routes/explore?', '/routes/explore'],
    ['two slashes', 'no /routes/explore?', '//routes/explore?userPoolId=abc&fromApp=1'],
    [
      'another privatised flag',
      'wrong useSelfWxapp',
      '/routes/explore?userPoolId=abc&fromApp=1&useSelfWxapp=2',
    ],
    [
      'a percent-encoded pool id',
      'userPoolId must be 1 to 249 of A-Z a-z 0-9 - _',
      '/routes/explore?userPoolId=a%62c&fromApp=1',
    ],
    ['fromApp=0', 'no fromApp=1', '/routes/explore?userPoolId=abc&fromApp=0'],
    [
      'a state of fewer than 128 bits',
      'state must be 22 to 249 of A-Z a-z 0-9 - _',
      `/routes/explore?userPoolId=abc&fromApp=1&state=${'s'.repeat(21)}&codeChallenge=${BINDING.codeChallenge}`,
    ],
    [
      'half a binding',
      'state must be 22 to 249 of A-Z a-z 0-9 - _',
      `/routes/explore?userPoolId=abc&fromApp=1&codeChallenge=${BINDING.codeChallenge}`,
    ],
    [
      'a pool id of 250 characters',
      'userPoolId must be 1 to 249 of A-Z a-z 0-9 - _',
      `/routes/explore?userPoolId=${'a'.repeat(250)}&fromApp=1`,
    ],
    ['a key twice', 'userPoolId twice', '/routes/explore?userPoolId=abc&userPoolId=abc&fromApp=1'],
    [
      'a challenge of 44 characters',
      'codeChallenge must be 43 to 43 of A-Z a-z 0-9 - _',
      `/routes/explore?userPoolId=abc&fromApp=1&state=${BINDING.state}&codeChallenge=${BINDING.codeChallenge}a`,
    ],
    ['a path before the page', 'no /routes/explore?', 'x/routes/explore?userPoolId=abc&fromApp=1'],
    ['nothing', 'no /routes/explore?', undefined],
    ['a list', 'no /routes/explore?', ['/routes/explore?userPoolId=abc&fromApp=1']],
    [
      'the other half of a binding',
      'codeChallenge must be 43 to 43 of A-Z a-z 0-9 - _',
      `/routes/explore?userPoolId=abc&fromApp=1&state=${BINDING.state}`,
    ],
  ])('is rejected with %s: %s', (_, what, path) => {
    expect(() => parseLaunchPath(path)).toThrow(refusalFor(what));
  });

  test('is accepted without the first slash', () => {
    const path = buildLaunchPath({ userPoolId: POOL, getPhone: true, useSelfWxapp: true });
    expect(parseLaunchPath(path.slice(1))).toStrictEqual(parseLaunchPath(path));
  });

  test('binds by values of the least length and of the greatest', () => {
    for (const state of ['s'.repeat(22), 's'.repeat(249)]) {
      const params = { userPoolId: 'a', getPhone: false, useSelfWxapp: false, ...BINDING, state };
      expect(parseLaunchPath(buildLaunchPath(params))).toStrictEqual(params);
    }
    const tooLong = {
      userPoolId: 'a',
      getPhone: false,
      useSelfWxapp: false,
      ...BINDING,
      state: 's'.repeat(250),
    };
    expect(() => buildLaunchPath(tooLong)).toThrow(refusalFor('state must be 22 to 249 of A-Z a-z 0-9 - _'));
  });

  test('is built of parameters that are strings, and of nothing else', () => {
    const params = { getPhone: false, useSelfWxapp: false };
    for (const userPoolId of [['abc'], { length: 3 }, 5, null]) {
      expect(() => buildLaunchPath({ ...params, userPoolId } as unknown as LaunchParams)).toThrow(
        refusalFor('userPoolId must be 1 to 249 of A-Z a-z 0-9 - _'),
      );
    }
  });

  test('stays under 1 KB at its longest', () => {
    const longest = { userPoolId: 'a'.repeat(249), state: 'b'.repeat(249), codeChallenge: 'c'.repeat(43) };
    const path = buildLaunchPath({ ...longest, getPhone: true, useSelfWxapp: true });
    expect(path.length).toBeLessThan(1000);
  });
});

describe('the query of onLoad', () => {
  test('contains the values of the path', () => {
    const query = { userPoolId: POOL, getPhone: '1', fromApp: '1', useSelfWxapp: '0', ...BINDING };
    expect(parseLaunchQuery(query)).toStrictEqual({
      userPoolId: POOL,
      getPhone: true,
      useSelfWxapp: false,
      ...BINDING,
    });
  });

  test('is read by its own keys only', () => {
    const inherited: unknown = Object.create({ userPoolId: POOL, fromApp: '1' });
    expect(codeOf(() => parseLaunchQuery(inherited))).toBe('invalid_launch');
  });

  test.each([undefined, null, 'userPoolId=abc&fromApp=1', ['1'], {}])(
    'is rejected when it is %j',
    (query) => {
      expect(codeOf(() => parseLaunchQuery(query))).toBe('invalid_launch');
    },
  );
});

describe('a launch request', () => {
  test('opens the release build of the named mini program by default', () => {
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

  test.each<[string, string, object]>([
    ['no mini program', 'userName must begin with gh_', { userPoolId: POOL }],
    [
      'an AppID in place of the original id',
      'userName must begin with gh_',
      { userPoolId: POOL, userName: HOSTED_MINI_PROGRAM.appId },
    ],
    ['an unknown build', 'wrong miniProgramType', { userPoolId: POOL, userName: 'gh_1', miniProgramType: 3 }],
    ['no pool', 'userPoolId must be 1 to 249 of A-Z a-z 0-9 - _', { userName: 'gh_1' }],
    [
      'an original id with more after it',
      'userName must begin with gh_',
      { userPoolId: POOL, userName: 'gh_1?' },
    ],
    ['more before an original id', 'userName must begin with gh_', { userPoolId: POOL, userName: 'xgh_1' }],
    [
      'an original id that is no string',
      'userName must begin with gh_',
      { userPoolId: POOL, userName: ['gh_1'] },
    ],
    [
      'an original id that is too long',
      'userName must begin with gh_',
      { userPoolId: POOL, userName: `gh_${'a'.repeat(33)}` },
    ],
  ])('is rejected with %s: %s', (_, what, options) => {
    expect(() => createLaunchRequest(options as LaunchOptions)).toThrow(refusalFor(what));
  });

  test.each([0, 1, 2] as const)('opens the build %i', (miniProgramType) => {
    const request = createLaunchRequest({ userPoolId: POOL, userName: 'gh_1', miniProgramType });
    expect(request).toMatchObject({ miniProgramType });
  });

  test("has WeChat's public numbers of the builds, and the mini program that Authing hosts", () => {
    expect(MINI_PROGRAM_TYPE).toStrictEqual({ release: 0, test: 1, preview: 2 });
    expect(HOSTED_MINI_PROGRAM).toStrictEqual({ userName: 'gh_a781a791e29e', appId: 'wxa0435021fd7a3af2' });
  });

  test('never quotes a value in its error', () => {
    const params = { userPoolId: 'a secret thing', getPhone: false, useSelfWxapp: false } as LaunchParams;
    expect(() => buildLaunchPath(params)).toThrow(/^(?!.*secret thing)/);
  });
});
