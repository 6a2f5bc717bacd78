import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cleanEnvironment, npm, reachesRegistry } from './npm.js';
import { createOutsideFolder, type OutsideFolder } from './outside-folder.js';
import { dependOnPacked } from './packed-packages.js';
import { COMMON, NEST_11_FIRST, NEST_12 } from './registry-versions.js';

/** Versions on docs/guides/tools.md. */
const INSTALLERS = { pnpm: '10.34.9', '@yarnpkg/cli-dist': '4.18.1' };
const PNPM = 'node_modules/pnpm/bin/pnpm.cjs';
const YARN = 'node_modules/@yarnpkg/cli-dist/bin/yarn.js';

const OWN = dependOnPacked('core', 'client', 'nest', 'browser', 'authority');
const MANIFEST = {
  private: true,
  type: 'module',
  dependencies: {
    ...OWN,
    ...Object.fromEntries(
      Object.entries({ ...NEST_12, ...COMMON }).filter(
        ([name]) => !/types|fastify|swagger|testing/.test(name),
      ),
    ),
  },
  // The packed packages name each other by versions that no registry has yet.
  pnpm: { overrides: OWN },
  resolutions: OWN,
};

/** Each entry is found where a package sees only what it names itself. */
const LOGIN = `import { createRequire } from 'node:module';
import { startStandInAuthority } from '@app2wxapp/authority/testing';
import { createLoginSession } from '@app2wxapp/browser';
import { createCapacitorLauncher } from '@app2wxapp/browser/capacitor';
import { createClient } from '@app2wxapp/client';
import { TicketAuthGuard } from '@app2wxapp/nest';
import { PlainTicketAuthGuard } from '@app2wxapp/nest/without-passport';

const require = createRequire(import.meta.url);
const again = [require('@app2wxapp/nest'), require('@app2wxapp/client'), require('@app2wxapp/browser')];
const authority = await startStandInAuthority();
const client = createClient(authority);
const { token } = await client.exchangeTicket(authority.issueTicket());
await client.verifyToken(token);
await authority.close();
const used = [TicketAuthGuard, PlainTicketAuthGuard, createLoginSession, createCapacitorLauncher, ...again];
console.log(used.length, 'loaded; logged in');
`;

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? describe : describe.skip;

test('docs/guides/tools.md names the versions of the installers', () => {
  const page = readFileSync(new URL('../../../docs/guides/tools.md', import.meta.url), 'utf8');
  expect(page).toMatch(new RegExp(`^\\| pnpm +\\| ${INSTALLERS.pnpm} `, 'm'));
  expect(page).toMatch(new RegExp(`^\\| Yarn +\\| ${INSTALLERS['@yarnpkg/cli-dist']} `, 'm'));
});

whereInstalled('the packages are installed, loaded and log in', () => {
  let folder: OutsideFolder;

  beforeAll(async () => {
    folder = createOutsideFolder({ 'package.json': { private: true, dependencies: INSTALLERS } });
    await folder.install();
  }, 240_000);

  afterAll(() => folder?.remove());

  // Where the registry is, and whose certificates are trusted, is in the environment.
  const run = (installer: string, ...args: string[]) =>
    folder.run(installer, args, cleanEnvironment() as Record<string, string>);

  test('by npm with strict peers, beside the oldest NestJS and what it has at least', async () => {
    const { 'reflect-metadata': metadata, rxjs } = COMMON;
    const nest = { ...NEST_11_FIRST, 'reflect-metadata': metadata, rxjs };
    const dependencies = { ...dependOnPacked('core', 'client', 'nest'), ...nest };
    folder.write('npm/package.json', { private: true, dependencies });
    // What it would install is enough: the peers are judged before anything is fetched.
    const options = [
      '--package-lock-only',
      '--strict-peer-deps',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
    ];
    await npm(join(folder.path, 'npm'), 'install', ...options);
  }, 120_000);

  test('by pnpm, whose packages see only what they name', async () => {
    folder.write('pnpm/package.json', MANIFEST);
    folder.write('pnpm/login.mjs', LOGIN);
    await run(PNPM, '--dir', 'pnpm', 'install', '--prefer-offline');
    expect(await folder.run('pnpm/login.mjs')).toContain('7 loaded; logged in');
  }, 240_000);

  test('by Yarn, without node_modules', async () => {
    folder.write('yarn/package.json', MANIFEST);
    folder.write('yarn/login.mjs', LOGIN);
    folder.write('yarn/yarn.lock', '');
    folder.write(
      'yarn/.yarnrc.yml',
      'nodeLinker: pnp\nenableTelemetry: false\nenableImmutableInstalls: false\n',
    );
    const yarn = (...args: string[]) => run(YARN, '--cwd', 'yarn', ...args);
    await yarn('install');
    expect(await yarn('node', 'login.mjs')).toContain('7 loaded; logged in');
  }, 240_000);
});
