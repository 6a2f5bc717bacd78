import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { all, ALL, IN_APPS, imports, loadedOf, requires } from './entry-programs.js';
import { reachesRegistry } from './npm.js';
import { createOutsideFolder, type OutsideFolder } from './outside-folder.js';
import { dependOnPacked, IMPORTED } from './packed-packages.js';
import { COMMON, NEST_11, NEST_12_FIRST } from './registry-versions.js';

/** The least versions on docs/guides/tools.md. */
const TOOLS = { typescript: '5.0.4', webpack: '4.47.0', metro: '0.80.12' };
/** With the jsdom of the page: where code runs that a team tests with its app's pages. */
const JEST = { jest: '30.0.0', 'jest-environment-jsdom': '30.0.0' };

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? describe : describe.skip;

test('docs/guides/tools.md names the versions that are tested', () => {
  const page = readFileSync(new URL('../../../docs/guides/tools.md', import.meta.url), 'utf8');
  const rows = new Map(
    page.split('\n').map((line) => {
      const [, tool, version] = line.split('|').map((cell) => cell.trim());
      return [tool, version] as const;
    }),
  );
  expect(rows.get('TypeScript')).toBe(TOOLS.typescript);
  expect(rows.get('webpack')?.split(', ')[0]).toBe(TOOLS.webpack);
  expect(page).toContain(`in Jest ${JEST.jest}, each entry but \`simulator\` is loaded`);
  expect(rows.get('Metro')).toBe(TOOLS.metro);
  expect(rows.get('NestJS')).toBe(`${NEST_11['@nestjs/core']}, ${NEST_12_FIRST['@nestjs/core']}`);
});

whereInstalled('every entry is loaded', () => {
  let folder: OutsideFolder;

  beforeAll(async () => {
    folder = createOutsideFolder({
      'package.json': {
        private: true,
        dependencies: {
          ...COMMON,
          ...NEST_11,
          ...TOOLS,
          ...JEST,
          ...dependOnPacked(...IMPORTED.filter((name) => name !== 'simulator')),
        },
      },
      'src/main.ts': imports(ALL),
      'app.js': requires(IN_APPS),
      'webpack.js': WEBPACK,
      'metro.js': METRO,
      'jsdom.test.js': IN_JSDOM,
    });
    await folder.install();
  }, 600_000);

  afterAll(() => {
    folder?.remove();
  });

  test.each([
    ['commonjs', 'node'],
    ['node16', 'node16'],
    ['es2020', 'node'],
  ])(
    'by TypeScript with module %s and moduleResolution %s',
    async (module, moduleResolution) => {
      const outDir = `out-${module}`;
      const compilerOptions = {
        target: 'es2021',
        module,
        moduleResolution,
        outDir,
        rootDir: 'src',
        strict: true,
      };
      const decorators = { experimentalDecorators: true, emitDecoratorMetadata: true };
      folder.write('tsconfig.json', {
        // Not what Nest 11 declares, which TypeScript 5.0 does not read everywhere.
        compilerOptions: { ...compilerOptions, ...decorators, types: ['node'], skipLibCheck: true },
        include: ['src'],
      });
      await folder.run('node_modules/typescript/bin/tsc', ['-p', '.']);
      if (module.startsWith('es')) folder.write(`${outDir}/package.json`, { type: 'module' });
      expect(loadedOf(await folder.run(`${outDir}/main.js`))).toEqual(all(ALL));
    },
    120_000,
  );

  test('by TypeScript that checks what the packages for apps declare', async () => {
    const compilerOptions = { target: 'es2021', module: 'commonjs', moduleResolution: 'node', strict: true };
    folder.write('strict/main.ts', imports(IN_APPS));
    folder.write('tsconfig.json', {
      compilerOptions: {
        ...compilerOptions,
        types: [],
        lib: ['es2021', 'dom'],
        noEmit: true,
        skipLibCheck: false,
      },
      include: ['strict'],
    });
    await folder.run('node_modules/typescript/bin/tsc', ['-p', '.']);
  }, 120_000);

  test('by webpack 4', async () => {
    await folder.run('webpack.js', [], { NODE_OPTIONS: '--openssl-legacy-provider' });
    expect(loadedOf(await folder.run('out-webpack/app.js'))).toEqual(all(IN_APPS));
  }, 120_000);

  test.each(['on', 'off'])(
    'by Metro with package exports %s',
    async (packageExports) => {
      await folder.run('metro.js', [packageExports]);
      expect(loadedOf(await folder.run(`out-metro-${packageExports}.js`))).toEqual(all(IN_APPS));
    },
    120_000,
  );

  test('by Jest in jsdom, where a call names the environment that it needs', async () => {
    const output = await folder.run('node_modules/jest/bin/jest.js', ['--env=jsdom']);
    expect(output).toContain(`${ALL.length + 1} passed, ${ALL.length + 1} total`);
  }, 120_000);

  test('once in a process of Node, by require and by import', async () => {
    folder.write('once.cjs', ONCE);
    expect(loadedOf(await folder.run('once.cjs', ALL))).toEqual(all(ALL));
  });
});

const WEBPACK = `require('webpack')(
  { mode: 'production', target: 'node', context: __dirname, entry: './app.js', output: { path: __dirname + '/out-webpack', filename: 'app.js' } },
  (error, stats) => {
    if (error || stats.hasErrors()) {
      console.error(error || stats.toString('errors-only'));
      process.exit(1);
    }
  },
);
`;

const METRO = `const Metro = require('metro');
const [packageExports] = process.argv.slice(2);
(async () => {
  const config = await Metro.loadConfig(
    { cwd: __dirname, resetCache: true },
    { projectRoot: __dirname, resolver: { unstable_enablePackageExports: packageExports === 'on', useWatchman: false } },
  );
  await Metro.runBuild(config, { entry: 'app.js', out: 'out-metro-' + packageExports + '.js', dev: false, minify: false });
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
`;

const IN_JSDOM = `const { startStandInAuthority } = require('@app2wxapp/authority/testing');
const { createClient } = require('@app2wxapp/client');

test.each(${JSON.stringify(ALL)})('%s', (entry) => {
  expect(Object.keys(require(entry)).length).toBeGreaterThan(0);
});

test('a call', async () => {
  const client = createClient({ authority: 'http://127.0.0.1:9', userPoolId: 'a-pool', secret: 'of a test' });
  const failure = { code: 'invalid_options', message: expect.stringContaining('environment "node"') };
  await expect(client.verifyToken('a.b.c')).rejects.toMatchObject(failure);
  await expect(startStandInAuthority()).rejects.toMatchObject(failure);
});
`;

const ONCE = `(async () => {
  const same = [];
  for (const entry of process.argv.slice(2)) {
    const required = require(entry);
    const imported = await import(entry);
    same.push([entry, Object.keys(required).every((name) => name === '__esModule' || required[name] === imported[name])]);
  }
  console.log(JSON.stringify(same));
})();
`;
