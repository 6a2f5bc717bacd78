import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseLaunchPath } from '@app2wxapp/core';
import { parseSync } from '@swc/core';
import { readGuideCode } from '../scripts/guide-code.mjs';
import { buildGuideAddress } from '../src/code/guide-address.js';
import { nameFile } from '../src/code/name-file.js';
import { fillGuide, fillLaunchPath, type Filling } from '../src/code/fill-guide.js';

const ID = '0123456789abcdef01234567';
const APP_ID = 'wx00000000000000c5';
const FILLING: Filling = {
  pool: { id: ID, tokenFormat: 'ES256', allowedAppIds: [APP_ID] },
  own: false,
  getPhone: true,
  authority: 'https://auth.example',
};
const guides = readGuideCode();
const named = guides.map((guide) => [guide.name, guide] as const);
const apps = named.filter(([, { side }]) => side === 'app');
const backends = named.filter(([, { side }]) => side === 'backend');

const textOf = (guide: (typeof guides)[0], changes: Partial<Filling> = {}) =>
  fillGuide(guide, { ...FILLING, ...changes })
    .map(({ code }) => code)
    .join('\n');

test('the launch path to copy is one that a mini program reads', () => {
  for (const own of [false, true]) {
    const path = fillLaunchPath({ ...FILLING, own });
    expect(parseLaunchPath(path)).toEqual({ userPoolId: ID, getPhone: true, useSelfWxapp: own });
  }
});

test('the console has the code of every wrapper, of the three systems, and of five backends', () => {
  expect(apps.map(([name]) => name)).toEqual([
    ...['React Native', 'Expo', 'Capacitor', 'Cordova', 'uni-app', 'Flutter'],
    ...['iOS (Swift)', 'Android (Kotlin)', 'HarmonyOS (ArkTS)', 'direct'],
  ]);
  expect(backends.map(([name]) => name)).toEqual(['NestJS', 'Express', 'Fastify', 'Hono', 'Next.js']);
});

test.each(apps)(
  'the code of %s has the pool, the phone number, the mini program and the app that were chosen',
  (_name, guide) => {
    const text = textOf(guide);
    expect(text).toContain(ID);
    expect(text).toContain('gh_…');
    expect(text).not.toContain('wx…');
    expect(text).not.toContain('login.example.com');
    expect(textOf(guide, { getPhone: false })).not.toBe(text);
    expect(textOf(guide, { own: true })).not.toBe(text);
  },
);

test.each(backends)(
  'the code of %s begins with what to install and the environment that it reads',
  (_name, guide) => {
    const [install, environment, ...rest] = fillGuide(guide, FILLING);
    expect(install?.code).toMatch(/^npm install .*@app2wxapp\//m);
    expect(environment).toMatchObject({
      title: '.env',
      code: `# Load it in the shell that starts the backend: set -a; . ./.env; set +a\nAUTHORITY=https://auth.example\nUSER_POOL_ID=${ID}\nPOOL_SECRET=`,
    });
    const read = rest.map(({ code }) => code).join('\n');
    for (const name of ['AUTHORITY', 'USER_POOL_ID', 'POOL_SECRET']) expect(read).toContain(name);
  },
);

test.each(backends)(
  'the code of %s is installed first, and run after the files that it runs are there',
  (_name, guide) => {
    const files = fillGuide(guide, FILLING);
    const names = files.map((file) => nameFile(file, ({ en }) => en));
    expect([names[0], names.lastIndexOf('Install')]).toEqual(['Install', 0]);
    expect(names.filter((name) => name === 'Run')).toHaveLength(1);
    const readers = files.flatMap(({ code }, index) => (code.includes('POOL_SECRET') ? [index] : []));
    expect(names.indexOf('Run')).toBeGreaterThan(readers[1] ?? Infinity);
  },
);

test.each(named)(
  'the page of %s exists in a repository in both languages, and has an address on the site',
  (_name, { page }) => {
    const repository = 'https://git.example/app2wxapp/tree/main/docs';
    for (const language of ['en', 'zh'] as const) {
      const file = new URL(buildGuideAddress(repository, page, language)).pathname.split('/docs/')[1];
      expect(existsSync(new URL(`../../../docs/${file}`, import.meta.url))).toBe(true);
    }
    expect(buildGuideAddress('https://docs.example/', page, 'en')).toBe(`https://docs.example/${page}.html`);
    expect(buildGuideAddress('https://docs.example', page, 'zh')).toBe(
      `https://docs.example/zh/${page}.html`,
    );
  },
);

test.each(backends)('the code of %s names a shared key for a pool of HS256 only', (_name, guide) => {
  const shared = { ...FILLING.pool, tokenFormat: 'HS256' } as const;
  expect(textOf(guide, { pool: shared })).toMatch(/\nTOKEN_KEY=\n[^]*signingKey: process\.env\.TOKEN_KEY/);
  expect(textOf(guide)).not.toContain('TOKEN_KEY');
});

test.each(named)('the TypeScript of %s is well formed however it is filled', (_name, guide) => {
  for (const own of [false, true]) {
    const pool = { ...FILLING.pool, tokenFormat: 'HS256' } as const;
    for (const { language, code, title } of fillGuide(guide, { ...FILLING, pool, own })) {
      if (language !== 'ts' || title === '') continue;
      expect(() => parseSync(code, { syntax: 'typescript', decorators: true })).not.toThrow();
    }
  }
});
