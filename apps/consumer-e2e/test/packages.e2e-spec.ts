import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packPublished, type PackedPackages, type Tarball } from './packed-packages.js';
import { PUBLISHED, readManifest, readPackages, WORKSPACE } from './published-packages.js';

let packed: PackedPackages;

beforeAll(async () => {
  packed = await packPublished();
});

afterAll(() => {
  packed?.remove();
});

test('a backend, an app, a mini program, an authority and a test can be made from what is published', () => {
  const names = PUBLISHED.map(({ name }) => name.replace('@app2wxapp/', '')).sort();
  expect(names).toEqual(['authority', 'browser', 'client', 'consent', 'core', 'nest', 'simulator']);
});

describe.each(PUBLISHED)('$name as it would be published', ({ name, folder, manifest }) => {
  const tarball = () => packed.tarballs.get(name) as Tarball;
  const read = () => readFileSync(tarball().path);

  test('has nothing that publint finds', async () => {
    const data = read();
    const buffer = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
    const { messages, pkg } = await publint({
      pack: { tarball: buffer },
      level: 'suggestion',
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  test('gives TypeScript what Node loads, from every entry', async () => {
    const { problems } = (await checkPackage(createPackageFromTarballData(read()))) as {
      problems: { kind: string; resolutionKind?: string }[];
    };
    // ES modules only: Node loads them by `require` too, and the resolution of Node 10 knows no "exports".
    const serious = problems.filter(
      ({ kind, resolutionKind }) => kind !== 'CJSResolvesToESM' && resolutionKind !== 'node10',
    );
    expect(serious).toEqual([]);
  });

  test('holds its license, its page and what was built, and nothing else', () => {
    const { files } = tarball();
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    const built = files.filter((file) => file.startsWith('dist/'));
    expect(built.length).toBeGreaterThan(2);
    expect(files).toHaveLength(built.length + 3);
    expect(built.filter((file) => /\.spec\.|tsbuildinfo/.test(file))).toEqual([]);
  });

  test('says what it is, where it comes from and how it is published', () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/\w.*\.$/s),
      keywords: expect.arrayContaining(['wechat']),
      license: 'MIT',
      engines: { node: '>=20.19' },
      publishConfig: { access: 'public', provenance: true },
    });
    const { repository } = readManifest(WORKSPACE);
    expect(manifest.repository).toEqual({ ...repository, directory: folder });
  });

  test('needs nothing of the workspace that is not published, and that in the version beside it', () => {
    const { dependencies, peerDependencies } = manifest;
    const needed = Object.entries({ ...dependencies, ...peerDependencies });
    const own = needed.filter(([other]) => readPackages().some((one) => one.name === other));
    const published = new Map(PUBLISHED.map((one) => [one.name, one.manifest.version]));
    expect(own).toEqual(own.map(([other]) => [other, published.get(other)]));
  });
});
