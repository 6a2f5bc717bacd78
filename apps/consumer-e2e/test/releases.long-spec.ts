import { signInFirst } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillEmptyFolder, readFirstStart, removeNewestMigration, type EmptyFolder } from './empty-folder.js';
import { logIn } from './first-login.js';
import { measureInstalled } from './installed-size.js';
import { startRegistry, type LocalRegistry } from './local-registry.js';
import { npm, reachesRegistry } from './npm.js';
import { PUBLISHED, readManifest, readPackages } from './published-packages.js';
import type { StartedServer } from './started-server.js';
import { createWorkspaceCopy, useRegistry, type WorkspaceCopy } from './workspace-copy.js';

const BEFORE = '1.4.2';
const AFTER = '1.5.0';
const FEATURE = 'feat(nest): a guard for claims';
const FIX = 'fix(core): a launch path may end in a slash';
const UNTYPED = 'Words that follow no convention';

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const installs = await reachesRegistry();
const whereInstalled = installs ? describe : describe.skip;

/** Of an authority that users install: PGlite, of which a second one would come with a peer of another version, is 26 MB. */
const MOST_MEGABYTES = 45;

/** The first builds every published package anew, the two pages included, beside another test file. */
const BUILD_MS = 600_000;

whereInstalled('a release, in a copy of the workspace', () => {
  let copy: WorkspaceCopy;
  let registry: LocalRegistry;
  const state = () => [
    copy.git('rev-parse', 'HEAD'),
    copy.git('tag', '--list'),
    copy.git('status', '--porcelain'),
  ];
  const published = async () =>
    (await Promise.all(PUBLISHED.map(({ name }) => registry.versionsOf(name)))).flat();

  beforeAll(async () => {
    registry = await startRegistry();
    copy = createWorkspaceCopy();
    useRegistry(copy.folder, registry.origin);
    copy.git('add', '.npmrc');
    copy.git('commit', '--quiet', '--message=A registry of its own');
    copy.git('tag', '--annotate', `v${BEFORE}`, `--message=v${BEFORE}`);
    copy.commit('libs/core/README.md', FIX);
    copy.commit('libs/nest/README.md', FEATURE);
    copy.commit('README.md', UNTYPED);
  }, 120_000);

  afterAll(async () => {
    copy?.remove();
    await registry?.stop();
  });

  test(
    'is only shown by `npm run release`, after a build',
    async () => {
      const before = state();
      const shown = await npm(copy.folder, 'run', 'release');
      expect(state()).toEqual(before);
      expect(await published()).toEqual([]);

      expect(shown.indexOf('pre-version command')).toBeLessThan(shown.indexOf(`+   "version": "${AFTER}"`));
      for (const { folder } of PUBLISHED) expect(existsSync(join(copy.folder, folder, 'dist'))).toBe(true);
      const bumped = shown.match(/^\+ {3}"version": "1\.5\.0",$/gm);
      expect(bumped).toHaveLength(readPackages().length);
      expect(shown).toMatch(new RegExp(`^\\+ ## ${AFTER} `, 'm'));
      expect(shown).toContain('+ - **nest:** a guard for claims');
      expect(shown).toContain('+ - **core:** a launch path may end in a slash');
      expect(shown).not.toContain(UNTYPED);
    },
    BUILD_MS,
  );

  test(
    'is written by `--no-dry-run`, and not published: one version everywhere, the changelog, a commit, a tag',
    async () => {
      const changelog = readFileSync(join(copy.folder, 'CHANGELOG.md'), 'utf8');
      keepBuilt(copy);
      await npm(copy.folder, 'run', 'release', '--', '--no-dry-run');
      expect(await published()).toEqual([]);

      expect(copy.git('status', '--porcelain')).toBe('');
      expect(copy.git('log', '-1', '--format=%s').trim()).toBe(`chore(release): ${AFTER}`);
      expect(copy.git('cat-file', '-t', `v${AFTER}`).trim()).toBe('tag');
      const packages = readPackages(copy.folder);
      const own = new Set(packages.map(({ name }) => name));
      for (const { name, manifest } of packages) {
        const { version, dependencies, devDependencies, peerDependencies } = manifest;
        const needed = Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies });
        const versions = needed.filter(([other]) => own.has(other)).map(([, range]) => range);
        expect([name, version, ...versions]).toEqual([name, AFTER, ...versions.map(() => AFTER)]);
      }
      const lock = JSON.parse(readFileSync(join(copy.folder, 'package-lock.json'), 'utf8')) as {
        packages: Record<string, { version?: string } | undefined>;
      };
      for (const { folder } of packages) expect(lock.packages[folder]?.version).toBe(AFTER);
      const written = readFileSync(join(copy.folder, 'CHANGELOG.md'), 'utf8');
      expect(written).toMatch(new RegExp(`^## ${AFTER} `));
      expect(written.endsWith(changelog)).toBe(true);
    },
    BUILD_MS,
  );

  test('cannot be published from a developer’s machine, where the origin of the build is not attested', async () => {
    const publish = npm(copy.folder, 'exec', '--', 'node', 'release/release.mjs', 'publish');
    await expect(publish).rejects.toThrow(/provenance/i);
    expect(await published()).toEqual([]);
  }, 240_000);

  describe('once it is in the registry', () => {
    let consumer: string;
    const run = (script: string) =>
      execFileSync(process.execPath, [join(consumer, script)], { encoding: 'utf8', timeout: 60_000 }).trim();

    beforeAll(async () => {
      consumer = mkdtempSync(join(tmpdir(), 'app2wxapp-installed-'));
      for (const { folder } of PUBLISHED) {
        await npm(join(copy.folder, folder), 'publish', '--provenance=false', '--access=public');
      }
      useRegistry(consumer, registry.origin);
      const { peerDependencies } = readManifest(join(copy.folder, 'libs/nest'));
      const dependencies = { ...peerDependencies, '@app2wxapp/nest': AFTER, '@app2wxapp/simulator': AFTER };
      writeFileSync(join(consumer, 'package.json'), JSON.stringify({ private: true, dependencies }));
      await npm(consumer, 'install', '--no-audit', '--no-fund', '--loglevel=error');
    }, 240_000);

    afterAll(() => {
      rmSync(consumer, { recursive: true, force: true });
    });

    test('installs the packages that belong together, all of the new version', async () => {
      expect(new Set(await published())).toEqual(new Set([AFTER]));
      for (const name of ['core', 'client', 'nest', 'simulator']) {
        expect(readManifest(join(consumer, 'node_modules/@app2wxapp', name)).version).toBe(AFTER);
      }
    });

    test.each([
      ['an ES module', 'use.mjs', "import { TicketAuthGuard } from '@app2wxapp/nest';"],
      ['CommonJS', 'use.cjs', "const { TicketAuthGuard } = require('@app2wxapp/nest');"],
    ])('is imported by %s', (_name, script, line) => {
      writeFileSync(join(consumer, script), `${line}\nconsole.log(TicketAuthGuard.name);\n`);
      expect(run(script)).toBe('TicketAuthGuard');
    });

    test('the authority brings a bounded number of packages and megabytes, and PGlite once', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-authority-'));
      try {
        useRegistry(folder, registry.origin);
        const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
        await npm(folder, 'install', '@app2wxapp/authority-server', ...options);
        const { packages, megabytes } = measureInstalled(folder);
        const names = ['@app2wxapp/authority-server', '@electric-sql/pglite'];
        expect(packages).toEqual(names.map((name) => `node_modules/${name}`));
        expect(megabytes).toBeLessThanOrEqual(MOST_MEGABYTES);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }, 240_000);

    describe('and a folder is empty', () => {
      let folder: EmptyFolder;
      let simulator: StartedServer;
      let wechat: Record<string, string>;
      let began: number;

      beforeAll(async () => {
        began = Date.now();
        folder = await fillEmptyFolder(registry.origin);
        simulator = await folder.serve('@app2wxapp/simulator');
        const lines = simulator.output.stdout.matchAll(/^(WECHAT_\w+)=(\S+)$/gm);
        wechat = Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
      }, 240_000);

      afterAll(() => folder?.remove());

      test('three commands and a page of the docs lead to the first login, with the console', async () => {
        const authority = await folder.serve('@app2wxapp/authority-server', wechat);
        const { operatorToken, pools } = readFirstStart(folder.path);
        const [{ userPoolId, secret } = { userPoolId: '', secret: '' }] = pools;
        const settings = { AUTHORITY: authority.origin, USER_POOL_ID: userPoolId, POOL_SECRET: secret };
        const backend = await folder.serveBackend(settings);
        const places = { simulator: simulator.origin, authority: authority.origin, backend: backend.origin };
        const { user, me } = await logIn({ ...places, userPoolId });
        expect(me._id).toBe(user._id);
        process.stderr.write(`From an empty folder to the first login: ${(Date.now() - began) / 1000} s\n`);

        for (const { origin } of [authority, simulator]) {
          const page = await fetch(origin + (origin === authority.origin ? '/console' : '/'));
          expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
        }
        const token = await signInFirst(authority.origin, operatorToken);
        const headers = { authorization: `Bearer ${token}` };
        const session = await fetch(`${authority.origin}/admin/session`, { headers });
        expect(await session.json()).toMatchObject({ role: 'admin' });
      }, 120_000);

      test('a data folder with the tables of the previous version opens, and is migrated', async () => {
        const DATA_DIR = join(folder.path, 'older/.data/authority');
        const putBack = removeNewestMigration(folder.path);
        await folder.npx(['app2wxapp-authority', 'migrate'], 'older').finally(putBack);
        const authority = await folder.serve('@app2wxapp/authority-server', { ...wechat, DATA_DIR });
        const { operatorToken } = readFirstStart(join(folder.path, 'older'));
        const token = await signInFirst(authority.origin, operatorToken);
        const headers = { authorization: `Bearer ${token}` };
        const pools = await fetch(`${authority.origin}/admin/pools`, { headers });
        expect(await pools.json()).toMatchObject({ items: [{}] });
      }, 120_000);

      test('the mini program is written with the values of a team', async () => {
        const brand = JSON.parse(
          readFileSync(join(folder.path, 'node_modules/@app2wxapp/miniprogram/brand.json'), 'utf8'),
        ) as object;
        const logo = 'node_modules/@app2wxapp/miniprogram/brand/logo.png';
        const own = { ...brand, name: { zh: '一个团队', en: 'A team' }, logo };
        writeFileSync(join(folder.path, 'our-brand.json'), JSON.stringify(own));
        const values = ['--authority', 'https://login.example.com', '--appid', 'wx0123456789abcdef'];
        const command = ['@app2wxapp/miniprogram', 'build', ...values, '--brand', 'our-brand.json'];
        expect(await folder.npx(command)).toContain('nothing secret found');
        const read = (file: string) => readFileSync(join(folder.path, 'miniprogram', file), 'utf8');
        expect(JSON.parse(read('project.config.json'))).toMatchObject({ appid: 'wx0123456789abcdef' });
        expect(read('app.json')).toContain('一个团队');
        expect(read('routes/explore.js')).toContain('"https://login.example.com"');
      }, 60_000);
    });
  });
});

/** What the dry run has just built is not built again by each command, which would take longer than all the rest. */
function keepBuilt(copy: WorkspaceCopy): void {
  const file = join(copy.folder, 'nx.json');
  const config = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly release: { readonly version: { preVersionCommand: string } };
    readonly targetDefaults: { readonly 'nx-release-publish': { dependsOn: string[] } };
  };
  const { release, targetDefaults } = config;
  const { dependsOn } = targetDefaults['nx-release-publish'];
  expect([release.version.preVersionCommand, dependsOn]).toEqual([
    expect.stringContaining('build'),
    expect.arrayContaining(['build']),
  ]);
  release.version.preVersionCommand = 'node --version';
  targetDefaults['nx-release-publish'].dependsOn = dependsOn.filter((target) => target !== 'build');
  writeFileSync(file, JSON.stringify(config, null, 2));
  copy.git('commit', '--quiet', '--message=chore: built already', '--', 'nx.json');
}
