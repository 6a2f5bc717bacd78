import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'miniprogram-'));
  cpSync(join(PROJECT, 'dist'), folder, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(script: string, ...parameters: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(PROJECT, 'scripts', script), ...parameters],
    {
      encoding: 'utf8',
      env: { ...process.env, MINIPROGRAM_KEY: join(folder, 'no-such.key') },
    },
  );
  return { status, output: stdout + stderr };
}

function readJson(name: string) {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
}

/** WCAG 2.2's relative luminance of six hex digits. */
function luminance(hex = ''): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

describe('the folder that nx build makes', () => {
  test('is a project that WeChat DevTools opens, with its AppID, and every file of every page', () => {
    expect(readJson('project.config.json')).toMatchObject({
      appid: expect.any(String),
      compileType: 'miniprogram',
    });
    const pages = readJson('app.json')['pages'] as string[];
    expect(pages).toEqual(['routes/explore']);
    const files = ['app.js', 'app.wxss', 'theme.json', 'sitemap.json', 'brand.wxss'].concat(
      ...pages.map((page) => ['js', 'json', 'wxml', 'wxss'].map((type) => `${page}.${type}`)),
    );
    expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  test('has a contrast of 4.5 to 1 on its main button, light and dark', () => {
    const styles = readFileSync(join(folder, 'brand.wxss'), 'utf8');
    const read = (name: string) =>
      [...styles.matchAll(new RegExp(`--brand-${name}: #([0-9a-f]{6})`, 'g'))].map(([, hex]) =>
        luminance(hex),
      );
    const words = read('on-primary');
    const ratios = read('primary').map((ground, mode) => contrast(ground, words[mode] ?? ground));
    expect(ratios).toHaveLength(2);
    for (const ratio of ratios) expect(ratio).toBeGreaterThanOrEqual(4.5);
  });

  test('has every colour that app.json names, light and dark', () => {
    const names = JSON.stringify(readJson('app.json')).match(/(?<="@)\w+(?=")/g) ?? [];
    const { light, dark } = readJson('theme.json') as Record<'light' | 'dark', object>;
    expect(Object.keys(light).sort()).toEqual([...names].sort());
    expect(Object.keys(dark).sort()).toEqual([...names].sort());
  });

  test('runs without any API but the language, wx and timers', () => {
    let page: { readonly methods: object } | undefined;
    const globals = { Component: (options: typeof page) => (page = options), App: () => undefined };
    for (const file of ['app.js', 'routes/explore.js']) {
      runInContext(readFileSync(join(folder, file), 'utf8'), createContext({ ...globals }));
    }
    expect(Object.keys(page?.methods ?? {})).toContain('onLoad');
  });

  test('allows no sharing: the page has no handler for it', () => {
    const code = readFileSync(join(folder, 'routes/explore.js'), 'utf8');
    expect(code).not.toMatch(/onShareAppMessage|onShareTimeline/);
  });
});

describe('the check of that folder', () => {
  test('finds nothing in what was built', () => {
    expect(run('check-package.mjs', folder)).toEqual({
      status: 0,
      output: expect.stringMatching(/^\d+ files, \d{5} bytes, nothing secret found\.\n$/),
    });
  });

  const hex = '0123456789abcdef'.repeat(2);
  const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJkYXRhIjoiIn0', 'c2ln'].join('.');
  test.each([
    ['an AppSecret', `const a = '${hex}';`, hex],
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----`, 'RSA'],
    ['a token', `x('${jwt}')`, jwt],
    ['a secret with its value', `{ "poolSecret": "not-to-be-shipped" }`, 'not-to-be-shipped'],
  ])('names the file and line that contain %s, and does not repeat the value', (what, line, value) => {
    appendFileSync(join(folder, 'app.js'), `\n// a comment\n${line}\n`);
    const { status, output } = run('check-package.mjs', folder);
    const lines = readFileSync(join(folder, 'app.js'), 'utf8').split('\n');
    expect(status).toBe(1);
    expect(output).toContain(`app.js:${lines.indexOf(line) + 1} holds ${what}`);
    expect(output).not.toContain(value);
  });

  test.each(['routes/explore.js.map', 'private.wx0000000000000000.key', '.env'])('rejects %s', (name) => {
    writeFileSync(join(folder, name), '');
    expect(run('check-package.mjs', folder)).toEqual({
      status: 1,
      output: `Not fit for upload: ${name} is not a file of a mini program.\n`,
    });
  });

  test('rejects more than 200 kB, and names the large files', () => {
    writeFileSync(join(folder, 'brand/logo.png'), Buffer.alloc(200_000));
    const { status, output } = run('check-package.mjs', folder);
    expect(status).toBe(1);
    expect(output).toMatch(/200000 are too many: the largest file is brand.logo\.png with 200000/);
  });
});

describe('the command of the published package', () => {
  const values = ['--authority', 'https://login.example.com', '--appid', 'wx0123456789abcdef'];
  const build = (...parameters: string[]) =>
    run('main.mjs', 'build', '--out', join(folder, 'out'), ...parameters);

  test('writes the mini program with the values of a team, and replaces them in a second run', () => {
    const brand = JSON.parse(readFileSync(join(PROJECT, 'brand.json'), 'utf8')) as object;
    writeFileSync(join(folder, 'ours.svg'), '<svg/>');
    const ours = { ...brand, name: { zh: '\u2028一个团队', en: 'A team' }, logo: 'ours.svg' };
    writeFileSync(join(folder, 'ours.json'), JSON.stringify(ours));
    expect(build(...values, '--brand', join(folder, 'ours.json'))).toMatchObject({ status: 0 });
    const read = (name: string) => readFileSync(join(folder, 'out', name), 'utf8');
    const readPage = () => {
      const context = createContext({ Component: () => undefined });
      runInContext(read('routes/explore.js'), context);
      return context as Record<string, unknown>;
    };
    expect(readPage()).toMatchObject({
      app2wxappSettings: { authority: 'https://login.example.com' },
      app2wxappBrand: { name: ours.name, logo: 'brand/logo.svg' },
    });
    expect(JSON.parse(read('project.config.json'))).toMatchObject({ appid: 'wx0123456789abcdef' });
    expect(read('brand/logo.svg')).toBe('<svg/>');

    expect(build('--authority', 'http://localhost:4000', '--appid', 'touristappid').output).toContain(
      'For DevTools only',
    );
    expect(readPage()).toMatchObject({ app2wxappSettings: { authority: 'http://localhost:4000' } });
    expect(read('routes/explore.js').match(/app2wxappSettings = /g)).toHaveLength(1);
  });

  test.each([
    ['no values', [], /^--appid must be .*\n--authority must be /],
    ['an address with a path', [...values, '--authority', 'https://a.example/x'], /^--authority must be an/],
    [
      'a brand that is none',
      [...values, '--brand', 'package.json'],
      /package\.json: name\.zh must be .*logo/,
    ],
    ['a brand that is away', [...values, '--brand', 'none.json'], /none\.json cannot be read as JSON/],
    ['an unknown option', [...values, '--key', 'x'], /--key/],
    ['a folder with other files', [...values, '--out', PROJECT], /holds other files/],
  ])('rejects %s, says what to do, and writes nothing', (_what, parameters, message) => {
    const { status, output } = build(...parameters);
    expect([status, output]).toEqual([1, expect.stringMatching(message)]);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test('names the build to run where dist is missing, as in a fresh clone', () => {
    for (const part of ['scripts', 'brand.json', 'brand', 'package.json']) {
      cpSync(join(PROJECT, part), join(folder, 'clone', part), { recursive: true });
    }
    const parameters = ['--authority', 'https://login.example.com', '--appid', 'wx0123456789abcdef'];
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(folder, 'clone/scripts/main.mjs'), 'build', ...parameters, '--out', join(folder, 'out')],
      { encoding: 'utf8', timeout: 10_000 },
    );
    expect([status, stderr]).toEqual([1, expect.stringContaining('npx nx compile miniprogram')]);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

describe('the upload', () => {
  test('names everything that is missing before it starts anything', () => {
    const { status, output } = run('upload.mjs');
    expect(status).toBe(1);
    expect(output).toContain('set appId to the AppID of your mini program');
    expect(output).toContain('set authority to an https address');
    expect(output).toContain('Set MINIPROGRAM_KEY to the file with the upload key');
  });

  // A script without an extension is nothing that Windows would start.
  const onPosix = process.platform === 'win32' ? test.skip : test;
  onPosix('hands the folder, the key and the version to a pinned miniprogram-ci', () => {
    for (const part of ['scripts', 'dist', 'package.json']) {
      cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
    }
    const key = join(folder, 'upload.key');
    const settings = { appId: 'wx00000000000000aa', authority: 'https://login.example.com' };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
    writeFileSync(key, '');
    writeFileSync(join(folder, 'npx'), '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 3\n', { mode: 0o755 });
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(folder, 'scripts/upload.mjs'), '--release=1.2.3', '--description=What is new'],
      { encoding: 'utf8', env: { PATH: `${folder}:${process.env['PATH']}`, MINIPROGRAM_KEY: key } },
    );
    expect(status).toBe(3);
    expect(stdout.trim().split('\n')).toEqual([
      ...['--yes', expect.stringMatching(/^miniprogram-ci@\d+\.\d+\.\d+$/), 'upload'],
      ...['--project-path', join(folder, 'dist'), '--private-key-path', key, '--appid', settings.appId],
      ...['--upload-version', '1.2.3', '--upload-description', 'What is new', '--use-project-config', 'true'],
    ]);
  });
});
