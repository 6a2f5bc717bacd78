import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { reachesRegistry } from './npm.js';
import { createOutsideFolder, type OutsideFolder } from './outside-folder.js';
import { dependOnPacked } from './packed-packages.js';

const PAGE = new URL('../../../docs/simulator.md', import.meta.url);
const JEST = { esm: '30.5.2', commonjs: '29.7.0' };

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? describe : describe.skip;

whereInstalled('the simulator in the Jest of another project, as docs/simulator.md says', () => {
  const folders = new Map<string, OutsideFolder>();

  beforeAll(async () => {
    for (const [kind, version] of Object.entries(JEST)) {
      const folder = createOutsideFolder(readFiles(kind));
      folders.set(kind, folder);
      folder.write('package.json', {
        private: true,
        ...(kind === 'esm' && { type: 'module' }),
        dependencies: dependOnPacked('core', 'simulator'),
        devDependencies: { jest: version },
      });
      await folder.install();
    }
  }, 600_000);

  afterAll(() => {
    for (const folder of folders.values()) folder.remove();
  });

  test.each([
    ['ES modules', 'esm', { NODE_OPTIONS: '--experimental-vm-modules' }],
    ['CommonJS', 'commonjs', {}],
  ])(
    'runs with %s',
    async (_name, kind, env) => {
      const output = await folders.get(kind)?.run('node_modules/jest/bin/jest.js', [], env);
      expect(output).toContain('1 passed, 1 total');
    },
    240_000,
  );
});

/** The files of a set-up, from the blocks of the page. */
function readFiles(kind: string): Record<string, string> {
  const blocks = readFileSync(PAGE, 'utf8').matchAll(/^```js title="([^"]+)"\n(.*?)^```$/gms);
  const files = [...blocks].map(([, path = '', code = '']) => [path, code] as const);
  const own = files.filter(([path]) => path.startsWith(`${kind}/`));
  expect(own.length).toBeGreaterThan(0);
  return Object.fromEntries(own.map(([path, code]) => [path.replace(`${kind}/`, ''), code]));
}
