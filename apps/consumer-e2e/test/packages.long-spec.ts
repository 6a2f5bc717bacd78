import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData, formatMessage, publint } from './package-linters.js';
import { PACKED, type Tarball } from './packed-packages.js';
import { PUBLISHED, readManifest, readPackages, WORKSPACE, type Manifest } from './published-packages.js';

test('the published packages suffice for a backend, an app, a mini program, an authority and a test', () => {
  const names = PUBLISHED.map(({ name }) => name.replace('@app2wxapp/', '')).sort();
  expect(names).toEqual([
    ...['authority', 'authority-server', 'browser', 'client', 'consent', 'core'],
    ...['miniprogram', 'nest', 'simulator'],
  ]);
});

/** What Jest, webpack 4 and Metro load: ES modules and CommonJS. The others run as servers. */
const COMMONJS = ['authority', 'browser', 'client', 'consent', 'core', 'nest'];

/** npm takes it along unasked. */
const CHINESE_PAGE = 'README.zh-CN.md';

/** What two of the commands read beside what was built. */
const BESIDE: Readonly<Record<string, RegExp>> = {
  'authority-server': /^migrations\/(\d{4}_\w+\.sql|meta\/_journal\.json)$/,
  miniprogram: /^(scripts\/(main|configure|check-package)\.mjs|brand\.json|brand\/logo\.png)$/,
};

/** The entries beside the main one. */
function entriesOf({ exports }: Manifest): string[] {
  const places = Object.keys(exports ?? {}).filter((place) => place !== '.' && place !== './package.json');
  return places.map((place) => place.slice(2));
}

describe.each(PUBLISHED)('$name as it would be published', ({ name, folder, manifest }) => {
  const tarball = () => PACKED.get(name) as Tarball;
  const read = () => readFileSync(tarball().path);
  const hasCommonJs = COMMONJS.includes(name.replace('@app2wxapp/', ''));

  test('passes publint without findings', async () => {
    const data = read();
    const buffer = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
    const { messages, pkg } = await publint({
      pack: { tarball: buffer },
      level: 'suggestion',
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  const isImported = manifest.exports?.['.'] !== undefined;

  (isImported ? test : test.skip)('gives TypeScript what Node loads, from every entry', async () => {
    const { problems } = (await checkPackage(createPackageFromTarballData(read()))) as {
      problems: { kind: string; resolutionKind?: string }[];
    };
    // What only a server loads is ES modules: Node loads them by `require` too, and its resolution knows "exports".
    const serious = problems.filter(
      ({ kind, resolutionKind }) =>
        hasCommonJs || (kind !== 'CJSResolvesToESM' && resolutionKind !== 'node10'),
    );
    expect(serious).toEqual([]);
  });

  test('contains its license, its page and the build, and nothing else', () => {
    const { files } = tarball();
    const built = files.filter((file) => file.startsWith('dist/'));
    const folders = hasCommonJs ? entriesOf(manifest).map((entry) => `${entry}/package.json`) : [];
    const beside = BESIDE[name.replace('@app2wxapp/', '')];
    expect(built.length).toBeGreaterThan(2);
    expect(
      files.filter((file) => !built.includes(file) && file !== CHINESE_PAGE && !beside?.test(file)).sort(),
    ).toEqual(['LICENSE', 'README.md', 'package.json', ...folders].sort());
    expect(built.filter((file) => /\.spec\.|tsbuildinfo/.test(file))).toEqual([]);
  });

  (hasCommonJs ? test : test.skip)('has a folder for each entry, for what does not read "exports"', () => {
    for (const entry of entriesOf(manifest)) {
      const { require } = manifest.exports?.[`./${entry}`] as { require: { types: string; default: string } };
      const folder = readManifest(join(WORKSPACE, manifest.repository?.directory ?? '', entry)) as object;
      expect(folder).toEqual({ main: `.${require.default}`, types: `.${require.types}`, sideEffects: false });
    }
  });

  test('states what it is, where it comes from and how it is published', () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/^\w.*\.$/s),
      keywords: expect.arrayContaining(['wechat']),
      license: 'MIT',
      engines: { node: '>=20.19' },
      publishConfig: { access: 'public', provenance: true },
    });
    const { repository } = readManifest(WORKSPACE);
    expect(manifest.repository).toEqual({ ...repository, directory: folder });
  });

  test('requires nothing unpublished of the workspace, and the same version of its siblings', () => {
    const { dependencies, peerDependencies } = manifest;
    const needed = Object.entries({ ...dependencies, ...peerDependencies });
    const own = needed.filter(([other]) => readPackages().some((one) => one.name === other));
    const published = new Map(PUBLISHED.map((one) => [one.name, one.manifest.version]));
    expect(own).toEqual(own.map(([other]) => [other, published.get(other)]));
  });
});
