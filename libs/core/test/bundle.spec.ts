import { describe, expect, test } from '@jest/globals';
import { bundleCore, runInEmptyContext } from './bundle-core.js';
import { extMsgVectors as extMsg, launchVectors as launch, userVectors as user } from './vectors.js';

describe('the package as one script', () => {
  test('implements the protocol without any global of the web or of Node', async () => {
    const core = runInEmptyContext(await bundleCore('iife'));
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    for (const { params, path } of launch.build) {
      expect(core.buildLaunchPath(params)).toBe(path);
      expect(plain(core.parseLaunchPath(path))).toEqual(params);
    }
    for (const vector of extMsg.encode) {
      expect(core.encodeExtMsg(vector.outcome)).toBe(vector.extMsg);
    }
    for (const vector of extMsg.decode) {
      expect(plain(core.decodeExtMsg(vector.extMsg))).toEqual(vector.outcome);
    }
    for (const vector of extMsg.reject) {
      expect(() => core.decodeExtMsg(vector.extMsg)).toThrow('Not an extMsg');
    }
    expect(plain(core.parseExchangeResponse(JSON.stringify(user.user)))).toEqual(user.user);
    expect(plain(core.parseWechatProfile(user.user.oauth))).toEqual(JSON.parse(user.user.oauth));
    expect(core.createLaunchRequest({ userPoolId: 'abc', userName: 'gh_1' }).path).toContain(
      'userPoolId=abc',
    );
  });
});
