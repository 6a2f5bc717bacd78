import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { all, IN_APPS, imports, loadedOf, requires } from './entry-programs.js';
import { APP_LOGIN_TEST } from './app-login-test.js';
import { MOCK_PROGRAMS, MOCKS } from './mock-programs.js';
import { npm, reachesRegistry } from './npm.js';
import { createOutsideFolder, type OutsideFolder } from './outside-folder.js';
import { dependOnPacked } from './packed-packages.js';

/** Versions on docs/guides/tools.md. */
const TOOLS = { esbuild: '0.28.2', rollup: '4.68.8', vite: '8.3.8', webpack: '5.113.0', vitest: '4.1.12' };
const RUNTIMES = { bun: '1.4.5', deno: '2.9.6' };
/** What pretends to be a browser in Vitest. */
const ENVIRONMENTS = { jsdom: '26.1.0', 'happy-dom': '20.14.6' };
const PLUGINS = { '@rollup/plugin-node-resolve': '16.0.3', '@rollup/plugin-commonjs': '29.0.3' };
/** The oldest and the newest of what checks the declarations of the packages for apps. */
const COMPILERS = { oldest: '4.7.4', newest: '6.0.3' };

const javaScript = (program: string) => program.replace(': Record<string, object>', '');

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? describe : describe.skip;

test('docs/guides/tools.md names the versions that are tested', () => {
  const page = readFileSync(new URL('../../../docs/guides/tools.md', import.meta.url), 'utf8');
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const versionsOf = (tool: string) =>
    rows.filter(([, name]) => name === tool).flatMap(([, , versions = '']) => versions.split(', '));
  const bundlers = { esbuild: 'esbuild', rollup: 'Rollup', vite: 'Vite', webpack: 'webpack' };
  const names: Readonly<Record<string, string>> = { ...bundlers, vitest: 'Vitest', bun: 'Bun', deno: 'Deno' };
  for (const [name, version] of Object.entries({ ...TOOLS, ...RUNTIMES, ...MOCKS, ...ENVIRONMENTS })) {
    expect(versionsOf(names[name] ?? name)).toContain(version);
  }
  expect(versionsOf('TypeScript, for apps')).toEqual(Object.values(COMPILERS));
});

whereInstalled('what runs inside apps', () => {
  let folder: OutsideFolder;

  beforeAll(async () => {
    const compilers = Object.entries(COMPILERS).map(([name, version]) => [name, `npm:typescript@${version}`]);
    folder = createOutsideFolder({
      'package.json': {
        private: true,
        dependencies: {
          ...TOOLS,
          ...RUNTIMES,
          ...PLUGINS,
          ...MOCKS,
          ...ENVIRONMENTS,
          ...(Object.fromEntries(compilers) as Record<string, string>),
          ...dependOnPacked('core', 'browser', 'consent', 'client', 'authority'),
        },
      },
      'module.mjs': javaScript(imports(IN_APPS)),
      'script.cjs': requires(IN_APPS),
      'src/main.ts': `${imports(IN_APPS)}\nexport {};`,
      'bundle.mjs': BUNDLE,
      'backend/login.test.mjs': LOGIN_TEST,
      'app/login.test.mjs': APP_LOGIN_TEST,
      'login.mjs': LOGIN,
      'runtime.mjs': RUNTIME,
      ...Object.fromEntries(Object.entries(MOCK_PROGRAMS).map(([tool, program]) => [`${tool}.mjs`, program])),
    });
    await folder.install();
    // What Bun's package brings is put in its place by its install script, which this workspace's settings switch off.
    await npm(folder.path, 'rebuild', '--ignore-scripts=false', 'bun');
  }, 600_000);

  afterAll(() => {
    folder?.remove();
  });

  describe.each(['esbuild', 'rollup', 'vite', 'webpack'])('is bundled by %s', (tool) => {
    test.each(['module.mjs', 'script.cjs'])(
      'from %s, without a warning',
      async (entry) => {
        const output = `out/${tool}-${entry.slice(0, -4)}.mjs`;
        expect((await folder.run('bundle.mjs', [tool, entry, output])).trim()).toBe('');
        expect(loadedOf(await folder.run(output))).toEqual(all(IN_APPS));
      },
      120_000,
    );
  });

  describe.each([
    ['Bun', ['bun', 'run']],
    ['Deno', ['deno', 'run', '-A']],
  ])('in %s', (_runtime, command) => {
    test.each(['module.mjs', 'script.cjs'])(
      'is loaded by %s',
      async (entry) => {
        const output = await folder.run('runtime.mjs', [...command, entry]);
        expect(loadedOf(output)).toEqual(all(IN_APPS));
      },
      60_000,
    );

    test('logs in with the client of a backend', async () => {
      const output = await folder.run('runtime.mjs', [...command, 'login.mjs']);
      expect(output.trim().split('\n')).toEqual([
        'logged in',
        'invalid_ticket',
        'invalid_token',
        'network_error',
      ]);
    }, 60_000);
  });

  test('logs in against a stand-in authority in Vitest', async () => {
    const output = await folder.run('node_modules/vitest/vitest.mjs', ['run', '--dir=backend']);
    expect(output).toMatch(/Tests +1 passed/);
  }, 120_000);

  test.each(Object.keys(ENVIRONMENTS))(
    'logs in from an app in Vitest with %s',
    async (environment) => {
      const output = await folder.run('node_modules/vitest/vitest.mjs', [
        'run',
        '--dir=app',
        `--environment=${environment}`,
      ]);
      expect(output).toMatch(/Tests +1 passed/);
    },
    120_000,
  );

  test.each(Object.keys(MOCKS))('logs in before an authority that %s replaces', async (tool) => {
    expect((await folder.run(`${tool}.mjs`)).trim().split('\n')).toEqual(['A user', 'invalid_ticket']);
  });

  test.each([
    ['oldest', 'commonjs', 'node'],
    ['oldest', 'nodenext', 'nodenext'],
    ['newest', 'commonjs', 'bundler'],
    ['newest', 'nodenext', 'nodenext'],
    ['newest', 'preserve', 'bundler'],
  ])(
    'has declarations that the %s compiler checks, with module %s and moduleResolution %s',
    async (compiler, module, moduleResolution) => {
      const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
      const files = { types: [], lib: ['es2021', 'dom'], noEmit: true, skipLibCheck: false };
      folder.write('tsconfig.json', {
        compilerOptions: { target: 'es2021', module, moduleResolution, ...strict, ...files },
        include: ['src'],
      });
      await folder.run(`node_modules/${compiler}/bin/tsc`, ['-p', '.']);
    },
    120_000,
  );
});

/** Bundles an entry to one file of ES modules, and prints what the tool warns of. */
const BUNDLE = `import { basename, dirname, resolve } from 'node:path';

const [tool, entry, output] = process.argv.slice(2);
const warn = (warning) => console.log(String(warning.message ?? warning));

const tools = {
  async esbuild() {
    const { build } = await import('esbuild');
    const { warnings } = await build({ entryPoints: [entry], outfile: output, bundle: true, format: 'esm', minify: true });
    for (const { text } of warnings) warn(text);
  },
  async rollup() {
    const { rollup } = await import('rollup');
    const { default: nodeResolve } = await import('@rollup/plugin-node-resolve');
    const { default: commonjs } = await import('@rollup/plugin-commonjs');
    const plugins = [nodeResolve({ browser: true }), commonjs()];
    const bundle = await rollup({ input: entry, plugins, onwarn: warn });
    await bundle.write({ file: output, format: 'es' });
  },
  async vite() {
    const { build } = await import('vite');
    const lib = { entry, formats: ['es'], fileName: () => basename(output) };
    const logLevel = 'warn';
    await build({ configFile: false, logLevel, build: { lib, outDir: dirname(output), emptyOutDir: false } });
  },
  async webpack() {
    const { default: webpack } = await import('webpack');
    const [path, filename] = [resolve(dirname(output)), basename(output)];
    const settings = { mode: 'production', target: 'web', context: process.cwd(), performance: { hints: false } };
    const stats = await new Promise((done, fail) =>
      webpack({ ...settings, entry: './' + entry, output: { path, filename } }, (error, stats) => (error ? fail(error) : done(stats))),
    );
    if (stats.hasErrors() || stats.hasWarnings()) warn(stats.toString('errors-warnings'));
  },
};
await tools[tool]();
`;

const LOGIN_TEST = `import { startStandInAuthority } from '@app2wxapp/authority/testing';
import { createLoginSession } from '@app2wxapp/browser';
import { createClient } from '@app2wxapp/client';
import { expect, test } from 'vitest';

test('logs in', async () => {
  const standIn = await startStandInAuthority();
  const client = createClient(standIn);
  const user = await client.exchangeTicket(standIn.issueTicket());
  await expect(client.verifyToken(user.token)).resolves.toMatchObject({ sub: user._id });
  await standIn.close();
  expect(() => createLoginSession({})).toThrow('launcher');
});
`;

/** Runs a command of the folder's packages. */
const RUNTIME = `import { spawnSync } from 'node:child_process';

const [command, ...parameters] = process.argv.slice(2);
process.exitCode = spawnSync('node_modules/.bin/' + command, parameters, { stdio: 'inherit' }).status ?? 1;
`;

/** What a backend does with the client, and each failure's code. */
const LOGIN = `import { startStandInAuthority } from '@app2wxapp/authority/testing';
import { createClient } from '@app2wxapp/client';

const report = (call) => call.then(() => console.log('no failure'), ({ code }) => console.log(code));
const standIn = await startStandInAuthority();
const client = createClient({ ...standIn, retry: 0 });
const { _id, token } = await client.exchangeTicket(standIn.issueTicket());
const { sub } = await client.verifyToken(token);
if (sub === _id) console.log('logged in');
await report(client.exchangeTicket('unknown'));
await client.revokeToken(token);
await report(client.verifyToken(token));
await standIn.close();
await report(client.exchangeTicket('unknown'));
`;
