import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packLibraries, type PackedLibraries } from './packed-libraries.js';

const LIBRARIES = ['core', 'client', 'nest', 'browser', 'consent'];

let packed: PackedLibraries;

beforeAll(async () => {
  packed = await packLibraries(...LIBRARIES);
});

afterAll(() => {
  packed.remove();
});

describe.each(LIBRARIES)('@app2wxapp/%s as it would be published', (name) => {
  const read = () => readFileSync(packed.tarballs.get(`@app2wxapp/${name}`) as string);

  test('has nothing that publint finds', async () => {
    const data = read();
    const tarball = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
    const { messages, pkg } = await publint({ pack: { tarball }, level: 'suggestion', strict: true });
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
});
