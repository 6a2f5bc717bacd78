import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildLaunchPath } from '@app2wxapp/core';
import { transformSync } from 'esbuild';

interface GuideCode {
  readonly LoginBinding: new (state: string, codeVerifier: string, codeChallenge: string) => object;
  buildLaunchPath(userPoolId: string, getPhone: boolean, binding: object): string;
  readTicket(extMsg: string | undefined, state: string): string;
}

const guide = readFileSync(new URL('../../../docs/guides/harmonyos-arkts.md', import.meta.url), 'utf8');
const block = /<!-- tested:[^]*?```ts\r?\n([^]*?)```/.exec(guide)?.[1] ?? '';
const { code } = transformSync(block, { loader: 'ts', format: 'cjs' });
const module = { exports: {} };
// eslint-disable-next-line @typescript-eslint/no-implied-eval -- the guide's own code
(new Function('module', 'exports', code) as (...parameters: unknown[]) => void)(module, module.exports);
const guideCode = module.exports as GuideCode;

const state = 'Zm9vYmFyYmF6cXV4MTIzNA';
const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('the ArkTS of the guide', () => {
  test.each([true, false])('builds the path that core builds (getPhone: %s)', (getPhone) => {
    const params = {
      userPoolId: '5e4cdd055df3df65dc58b97d',
      getPhone,
      useSelfWxapp: false,
      state,
      codeChallenge,
    };
    const binding = new guideCode.LoginBinding(state, 'v', codeChallenge);
    expect(guideCode.buildLaunchPath(params.userPoolId, getPhone, binding)).toBe(buildLaunchPath(params));
  });

  test.each([
    ['raw UTF-8', `code=200&message=授权成功&ticket=abc_-1&state=${state}`, 'abc_-1'],
    ['percent-encoding', `code=200&message=%E6%8E%88&ticket=abc&state=${state}`, 'abc'],
    ['a malformed percent', `code=200&message=100%&ticket=abc&state=${state}`, 'abc'],
    ['another order and a question mark', `?ticket=abc&x&state=${state}&code=200`, 'abc'],
    ['a second equals sign', `code=200&ticket=YWJj==&state=${state}`, 'YWJj=='],
  ])('reads the ticket from %s', (_, extMsg, ticket) => {
    expect(guideCode.readTicket(extMsg, state)).toBe(ticket);
  });

  test.each([
    [undefined, 'malformed_ext_msg'],
    ['', 'malformed_ext_msg'],
    ['{}', 'malformed_ext_msg'],
    ['{"a":"&code=200&ticket=abc"}', 'malformed_ext_msg'],
    ['debug', 'malformed_ext_msg'],
    [`code=2OO&ticket=abc&state=${state}`, 'malformed_ext_msg'],
    [`code=200&state=${state}`, 'malformed_ext_msg'],
    [`code=200&ticket=a&ticket=b&state=${state}`, 'malformed_ext_msg'],
    ['code=200&ticket=abc', 'state_mismatch'],
    [`code=200&ticket=abc&state=${state}x`, 'state_mismatch'],
    [`code=400&message=x&state=${state}`, 'login_denied'],
    [`code=1000&message=x&state=${state}`, 'login_failed'],
  ])('converts %j into %s', (extMsg, expected) => {
    expect(() => guideCode.readTicket(extMsg, state)).toThrow(expect.objectContaining({ code: expected }));
  });
});
