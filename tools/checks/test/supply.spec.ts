import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ROOT, listFiles } from './workspace-root.js';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}
/** Where npm takes a package from unless the lock file names another place. */
const REGISTRY = 'https://registry.npmjs.org/';
const { packages: locked } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
/** What the products are made of: packages of others that are not for development alone. */
const used = Object.entries(locked)
  .filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link)
  .map(([path, entry]) => ({ ...entry, name: path.split('node_modules/').at(-1) ?? '' }));

/** By npm 11, which does list it for the console alone. */
const LEFT_OUT = 'react-is@19.3.1';

describe('third-party packages', () => {
  test('come from the registry of npm, with the hash of the expected content', () => {
    expect(used.length).toBeGreaterThan(150);
    const others = used.filter(
      ({ resolved = REGISTRY, integrity = '' }) =>
        !resolved.startsWith(REGISTRY) || !integrity.startsWith('sha512-'),
    );
    expect(others.map(({ name }) => name)).toEqual([]);
  });

  test('run nothing when they are installed: one tries to, to report it, and no script is run', () => {
    expect(used.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)).toEqual([
      '@scarf/scarf',
    ]);
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    // The image is built from the whole repository, this file with it.
    expect(read('apps/authority-server/Dockerfile')).toMatch(/^COPY \. \.\nRUN npm ci/m);
    expect(read('apps/authority-server/Dockerfile.dockerignore')).not.toMatch(/npmrc|^\*\*?$/m);
    expect(read('apps/authority-server/Dockerfile')).not.toContain('ignore-scripts=false');
  });

  test.each(listPublished())('with %s none runs a script or reports the installation', (place) => {
    const installed = listInstalled(place);
    expect(installed.filter((path) => locked[path]?.hasInstallScript)).toEqual([]);
    expect(installed.filter((path) => /telemetry|analytics|scarf/.test(path))).toEqual([]);
  });

  test('the one that reports its installation is switched off in the workspace and in the backend that is copied', () => {
    for (const path of ['package.json', 'apps/backend/package.json'])
      expect(JSON.parse(read(path))).toMatchObject({ scarfSettings: { enabled: false } });
  });

  test('are checked with what they depend on in turn', () => {
    expect(listInstalled('apps/backend')).toContain('node_modules/@scarf/scarf');
    expect(listInstalled('libs/client')).toContain('node_modules/ky');
  });

  test('are listed by name, version and hash in the bill of materials of a release', () => {
    const command = /npm (sbom .*?) > sbom\.cdx\.json/.exec(read('.github/workflows/release.yml'))?.[1] ?? '';
    const args = command.split(' ');
    const bill = JSON.parse(
      execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26, timeout: 60_000 }),
    ) as { bomFormat: string; components: { name: string; version: string; hashes?: { alg: string }[] }[] };
    expect(bill.bomFormat).toBe('CycloneDX');
    const listed = new Set(
      bill.components
        .filter(({ hashes }) => hashes?.some(({ alg }) => alg === 'SHA-512'))
        .map(({ name, version }) => `${name}@${version}`),
    );
    const missing = used
      .map(({ name, version }) => `${name}@${version}`)
      .filter((one) => !listed.has(one) && one !== LEFT_OUT);
    expect(missing).toEqual([]);
  }, 90_000);
});

test('a release stops at a known advisory, and keeps its bill of materials, before it publishes', () => {
  const steps = [...read('.github/workflows/release.yml').matchAll(/^ {6}- (.*(?:\n {8}.*)*)/gm)].map(
    ([, step]) => step ?? '',
  );
  const place = (expression: RegExp) => steps.findIndex((step) => expression.test(step));
  const order = [
    place(/^run: npm ci/),
    place(/^run: npm audit --omit=dev --audit-level=high$/),
    place(/^run: npm sbom/),
    place(/upload-artifact[^]*path: sbom\.cdx\.json/),
    place(/release\.mjs publish/),
  ];
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((one, two) => one - two));
});

/** Forms of credentials. Those of ours are made by the tests, or say what they are. */
const CREDENTIALS = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*\w/,
  'a key of AWS': /\bAKIA[0-9A-Z]{16}\b/,
  'a token of GitHub': /\b(?:gh[opsu]_\w{36}|github_pat_\w{22})/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a token of Slack': /\bxox[abprs]-[\w-]{10,}/,
  'a key of Google': /\bAIza[\w-]{35}\b/,
  'a signed token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
  'a password in an address':
    /\b[a-z]+:\/\/[^\s:@/'"`{}$<]+:(?!(?:a-)?password\b|p%40ss)[^\s:@/'"`{}$<]{6,}@/,
  'a value of a secret':
    /(?:secret|password|token|api_?key|private_?key|master_?key)["']?\s*[:=]\s*["']?(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{24,}/i,
};
/** Its key is there as well, for everyone: it shows how tokens look. */
const VECTORS = 'libs/core/test/vectors/user.json';
const MAX_BYTES = 2 ** 20;

function findCredentials(text: string): string[] {
  return Object.entries(CREDENTIALS).flatMap(([name, form]) => (form.test(text) ? [name] : []));
}

describe('credentials', () => {
  test('are in no file that git tracks', () => {
    const files = listFiles().filter(
      (path) =>
        path !== VECTORS && existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).size < MAX_BYTES,
    );
    expect(files.length).toBeGreaterThan(500);
    const found = files.flatMap((path) => findCredentials(read(path)).map((name) => `${path}: ${name}`));
    expect(found).toEqual([]);
  });

  test.each([
    ['a private key', ['-----BEGIN EC PRIVATE', ' KEY-----\nMHcCAQEE']],
    ['a key of AWS', ['AKIA', 'ABCDEFGHIJKLMNOP']],
    ['a token of GitHub', ['ghp_', 'a1'.repeat(18)]],
    ['a token of npm', ['npm_', 'a1'.repeat(18)]],
    ['a token of Slack', ['xoxb-', '1234567890-abc']],
    ['a key of Google', ['AIza', 'a1_'.repeat(11), 'xy']],
    ['a signed token', ['eyJ', 'hbGciOiJIUzI1NiJ9', '.eyJ', 'zdWIiOiJ4In0x', '.', 'a1'.repeat(20)]],
    ['a password in an address', ['postgres://app:', 'hunter22', '@db/app']],
    ['a value of a secret', ['WECHAT_APP_SECRET', '=', '0123456789abcdef'.repeat(2)]],
  ])('%s would be found', (name, parts) => {
    expect(findCredentials(`before\n${parts.join('')}\nafter`)).toContain(name);
  });
});

/** The folders of the packages that users install by name. */
function listPublished(): string[] {
  return Object.keys(locked).filter(
    (path) => /^(?:libs|apps)\/[^/]+$/.test(path) && /"publishConfig"/.test(read(`${path}/package.json`)),
  );
}

/** The places in the lock file of all that comes with the package in a folder: its dependencies, theirs, and so on. */
function listInstalled(folder: string): string[] {
  const found = new Set<string>();
  const visit = (place: string) => {
    const { dependencies, peerDependencies = {}, peerDependenciesMeta = {} } = locked[place] ?? {};
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    for (const name of [...Object.keys(dependencies ?? {}), ...peers]) {
      const path = resolveLocked(name, place);
      if (path === undefined || found.has(path)) continue;
      found.add(path);
      visit(path);
    }
  };
  visit(folder);
  return [...found];
}

/** Finds a package as Node does: in the folder of the one that needs it, then in those above. */
function resolveLocked(name: string, place: string): string | undefined {
  for (let folder = place; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    const entry = locked[path];
    if (entry) return entry.link ? entry.resolved : path;
    if (folder === '') return undefined;
  }
}
