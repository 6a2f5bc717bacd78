import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createEnvironment, type DemoPlace } from '../src/environment.js';
import { readJsonIfThere, readOrCreatePrivateJson, writePrivateJson } from '../src/private-json.js';
import { selectPlace } from '../src/select-place.js';
import { selectTexts } from '../src/texts.js';

describe('the demo', () => {
  let dataDir: string;
  let place: DemoPlace;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'app2wxapp-'));
    place = { ...selectPlace({}), dataDir };
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  test('listens on the documented ports by default', () => {
    expect(selectPlace({})).toMatchObject({
      authority: 'http://localhost:4000',
      backend: 'http://localhost:3000',
      simulator: 'http://localhost:4300',
    });
    expect(selectPlace({ BACKEND_PORT: '3999' }).backend).toBe('http://localhost:3999');
  });

  test.each(['0', '65536', 'http', '-1', '3000 '])(
    'rejects the port %p by the name of its variable',
    (port) => {
      expect(() => selectPlace({ AUTHORITY_PORT: port })).toThrow(/^AUTHORITY_PORT must be/);
    },
  );

  test("keeps another project's settings out of its processes", () => {
    const foreign = {
      DATABASE_URL: 'postgres://elsewhere',
      MASTER_KEY: 'other',
      REDIS_URL: 'redis://elsewhere',
    };
    Object.assign(process.env, foreign);
    try {
      expect(createEnvironment('authority-server', place, [])).not.toMatchObject({
        DATABASE_URL: expect.anything(),
      });
      expect(Object.values(createEnvironment('authority-server', place, []))).not.toEqual(
        expect.arrayContaining(Object.values(foreign)),
      );
    } finally {
      for (const name of Object.keys(foreign)) delete process.env[name];
    }
  });

  test('passes the secret of the first pool to the backend, and no secret to the page', () => {
    const pools = [
      { userPoolId: 'a', secret: 'only-for-the-backend', direct: false },
      { userPoolId: 'b', secret: 'for-nobody', direct: true },
    ];
    expect(createEnvironment('backend', place, pools).APP2WXAPP_SECRET).toBe('only-for-the-backend');
    const simulator = createEnvironment('simulator', place, pools);
    expect(simulator.DEMO_POOLS).toBe('[{"userPoolId":"a","direct":false},{"userPoolId":"b","direct":true}]');
  });

  test('lets authority and simulator share one mini program, the same at every start', () => {
    const { WECHAT_APP_ID, WECHAT_APP_SECRET } = createEnvironment('authority-server', place, []);
    expect(WECHAT_APP_ID).toMatch(/^wx[0-9a-f]{16}$/);
    expect(createEnvironment('simulator', place, [])).toMatchObject({ WECHAT_APP_ID, WECHAT_APP_SECRET });
  });

  test('restricts its files to their owner, and leaves no draft behind', () => {
    const path = join(dataDir, 'made.json');
    const first = readOrCreatePrivateJson(path, () => ({ value: 1 }));
    expect(readOrCreatePrivateJson(path, () => ({ value: 2 }))).toEqual(first);
    writePrivateJson(path, { value: 3 });
    expect(readJsonIfThere(path)).toEqual({ value: 3 });
    expect(readdirSync(dataDir)).toEqual(['made.json']);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('names a file that it cannot read, and leaves it unchanged', () => {
    const path = join(dataDir, 'broken.json');
    writeFileSync(path, '{');
    expect(() => readJsonIfThere(path)).toThrow(path);
    expect(statSync(path).size).toBe(1);
  });

  test('is in Chinese where the system is, in English elsewhere', () => {
    expect(selectTexts('zh-CN').stop).toMatch(/Ctrl-C/);
    expect(selectTexts('zh-CN').stop).not.toBe(selectTexts('de-DE').stop);
    expect(Object.keys(selectTexts('zh-CN').steps)).toEqual(Object.keys(selectTexts('en').steps));
  });
});
