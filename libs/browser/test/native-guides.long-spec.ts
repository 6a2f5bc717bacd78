import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildLaunchPath } from '@app2wxapp/core';

/** What is used of `web-tree-sitter`. */
interface TreeSitter {
  readonly Parser: {
    new (): { setLanguage(language: unknown): void; parse(code: string): { readonly rootNode: Node } | null };
    init(): Promise<void>;
  };
  readonly Language: { load(path: string): Promise<unknown> };
}
interface Node {
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly children: readonly Node[];
  readonly startPosition: { readonly row: number };
}

const here = fileURLToPath(new URL('.', import.meta.url));

/** The blocks of a guide in one language, each with its title. */
function readBlocks(guide: string, language: string): { readonly title: string; readonly code: string }[] {
  const text = readFileSync(join(here, '../../../docs/guides', `${guide}.md`), 'utf8').replace(/\r\n/g, '\n');
  const fence = new RegExp(`\`\`\`${language} title="([^"]+)"\n([^]*?)\`\`\``, 'g');
  return [...text.matchAll(fence)].map(([, title = '', code = '']) => ({ title, code }));
}

describe('the Kotlin of the guides', () => {
  const folder = mkdtempSync(join(tmpdir(), 'native-guides-'));
  const program = join(folder, 'guide.jar');
  let seconds: number;
  const vectors = JSON.parse(
    readFileSync(join(here, 'native-guides/ext-msg-vectors.json'), 'utf8'),
  ) as readonly (readonly [string | null, string])[];

  const write = (name: string, code: string) => {
    const path = join(folder, name);
    writeFileSync(path, code);
    return path;
  };

  const compile = (...files: string[]) => {
    const own = ['app.kt', 'run-reader.kt', 'stubs'].map((name) => join(here, 'native-guides', name));
    const parameters = ['-nowarn', '-include-runtime', '-d', program, ...files, ...own];
    return spawnSync('kotlinc', parameters, { encoding: 'utf8', timeout: 400_000 });
  };

  beforeAll(() => {
    const inApp = readBlocks('android-kotlin', 'kotlin').map(({ title, code }) =>
      write(title, code.startsWith('package ') ? code : `package your.application.id\n\n${code}`),
    );
    const inReactNative = readBlocks('react-native', 'kotlin').map(({ title, code }) =>
      write(
        `react-native-${title}`,
        code.replace('package your.application.id.wxapi', 'package another.id.wxapi'),
      ),
    );
    expect([inApp.length, inReactNative.length]).toEqual([3, 1]);
    const began = Date.now();
    const { status, stderr } = compile(...inApp, ...inReactNative);
    seconds = (Date.now() - began) / 1000;
    if (status !== 0) throw new Error(`The Kotlin of a guide does not compile:\n${stderr}`);
  }, 420_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('compiles in the time at the top of the page, or on a busy machine in a few times that', () => {
    const page = readFileSync(join(here, '../../../docs/guides/android-kotlin.md'), 'utf8');
    const [, said] =
      /^From an empty folder to code that a compiler accepts: (\d+) s on two cores/m.exec(page) ?? [];
    process.stderr.write(`Measured: ${seconds} s\n`);
    expect(seconds).toBeLessThan(Math.max(Number(said) * 4, 120));
  });

  test('parses WeChat’s possible results correctly, and builds the path that core builds', () => {
    const input = vectors.map(([extMsg]) => `${extMsg ?? '(null)'}\tS\n`).join('');
    const env = { ...process.env, JAVA_TOOL_OPTIONS: '-Dfile.encoding=UTF-8' };
    const { stdout } = spawnSync('java', ['-jar', program], {
      input,
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    const lines = stdout.trim().split('\n');
    expect(lines.slice(0, -1)).toEqual(vectors.map(([, expected]) => expected));
    const codeChallenge = /codeChallenge=([\w-]{43})$/.exec(lines.at(-1) ?? '')?.[1] ?? '';
    const state = 'Zm9vYmFyYmF6cXV4MTIzNA';
    const params = { userPoolId: '5e4cdd055df3df65dc58b97d', getPhone: true, useSelfWxapp: false };
    expect(lines.at(-1)).toBe(buildLaunchPath({ ...params, state, codeChallenge }));
  });
});

describe.each([
  ['Swift', 'swift', ['ios-swift', 'capacitor'], 3],
  ['Dart', 'dart', ['flutter'], 2],
] as const)('the %s of the guides', (_, language, guides, count) => {
  test('is well-formed', async () => {
    const entry = new URL('./wrappers/node_modules/web-tree-sitter/tree-sitter.js', import.meta.url);
    const { Parser, Language } = (await import(entry.href)) as TreeSitter;
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(
      await Language.load(
        join(here, `wrappers/node_modules/tree-sitter-wasms/out/tree-sitter-${language}.wasm`),
      ),
    );
    const errorsIn = (code: string) => findErrors(parser.parse(code)?.rootNode);
    expect(errorsIn('func {')).not.toEqual([]);
    const blocks = guides.flatMap((guide) => readBlocks(guide, language));
    expect(blocks).toHaveLength(count);
    for (const { title, code } of blocks) expect([title, errorsIn(code)]).toEqual([title, []]);
  }, 60_000);
});

/** Lines with what the grammar does not know, counted from 1. */
function findErrors(node: Node | undefined): number[] {
  if (node === undefined) return [0];
  if (node.isError || node.isMissing) return [node.startPosition.row + 1];
  return node.children.flatMap(findErrors);
}
