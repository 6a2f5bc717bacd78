import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expectTime } from './expect-time.js';
import { startRegistryOfPacked, type PackedRegistry } from './local-registry.js';
import { readCodeFiles } from './markdown-files.js';
import { npm, reachesRegistry } from './npm.js';
import { createOutsideFolder } from './outside-folder.js';
import { createWrapperApp, WRAPPER_APPS } from './wrapper-apps.js';

const PAGES = ['react-native', 'expo', 'capacitor', 'cordova', 'uni-app'];

/** What comes with the platform of an app, and need not be named on its page: `react-native` and the like. */
const PLATFORMS = new Set(['react-native', 'expo-modules-core']);
const SURROUNDINGS = readFileSync(new URL('../fixtures/surroundings.d.ts', import.meta.url), 'utf8');
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom'],
    types: [],
    strict: true,
    noEmit: true,
    // Wrappers name types of platforms that are not here.
    skipLibCheck: true,
  },
  include: ['src'],
};

/** An app has its platform already: React Native as a peer would be hundreds of megabytes. */
const QUIET = ['--legacy-peer-deps', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? describe : describe.skip;

whereInstalled('the guides for apps, followed from an empty folder', () => {
  let registry: PackedRegistry;

  beforeAll(async () => {
    registry = await startRegistryOfPacked(['core', 'browser']);
  }, 120_000);

  afterAll(() => registry?.stop());

  test.each(PAGES)(
    '%s: its commands run, and its code compiles with what they install, in the time at its top',
    async (page) => {
      const url = new URL(`../../../docs/guides/${page}.md`, import.meta.url);
      const text = readFileSync(url, 'utf8');
      const folder = createOutsideFolder({ 'tsconfig.json': TSCONFIG });
      // In the folder: npm's variables in the environment come before a global file.
      folder.write('.npmrc', readFileSync(registry.npmConfig, 'utf8'));
      let seconds: number;
      try {
        const app = WRAPPER_APPS.get(page);
        const run = app && (await createWrapperApp(folder, app));
        const began = Date.now();
        const installs = readInstalls(text);
        expect(
          importedBy(text).filter((name) => !PLATFORMS.has(name) && !installs.flat().includes(name)),
        ).toEqual([]);
        if (run) await run(readCommands(text));
        else for (const packages of installs) await npm(folder.path, 'install', ...QUIET, ...packages);
        const files = readCodeFiles(url).filter(({ path }) => !path.startsWith('src/block-'));
        for (const { path, code } of files) folder.write(path, code);
        folder.write('src/surroundings.d.ts', withoutInstalled(folder.path));
        await folder.run(TSC, ['-p', '.']);
        seconds = (Date.now() - began) / 1000;
        if (app) expect(readFileSync(join(folder.path, app.result[0]), 'utf8')).toContain(app.result[1]);
      } finally {
        folder.remove();
      }
      expectTime(text, 'code that compiles', seconds);
    },
    480_000,
  );
});

/** The commands of the page's first block, as they are. */
function readCommands(text: string): string {
  return /^```sh\n(.*?)^```$/ms.exec(text)?.[1] ?? '';
}

/** The packages of each command that installs some. Expo's chooses their versions, which npm does here. */
function readInstalls(text: string): string[][] {
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, code = '']) => code);
  const commands = blocks.join('').matchAll(/^(?:npm|npx expo) install (.*)$/gm);
  return [...commands].map(([, packages = '']) => packages.split(' '));
}

/** The surroundings of the pages' code, with the platforms and without what the page has to install. */
function withoutInstalled(folder: string): string {
  return SURROUNDINGS.replaceAll(/^declare module '([^']+)' \{\n.*?^\}$/gms, (module, name: string) =>
    PLATFORMS.has(name) && !existsSync(join(folder, 'node_modules', name)) ? module : '',
  );
}

/** The packages that the code of a page imports: what strict installations, such as pnpm's, ask to be named. */
function importedBy(text: string): string[] {
  const sources = [...text.matchAll(/^(?:import|\}) .*'([^.'][^']*)';$/gm)].map(([, source = '']) => source);
  return [...new Set(sources.map((source) => source.split('/', source.startsWith('@') ? 2 : 1).join('/')))];
}
