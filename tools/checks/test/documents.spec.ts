import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { comparePair, listLinks, listSlugs, pathOfOther } from './page-pairs.js';
import { ROOT, listFiles } from './workspace-root.js';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('documents', () => {
  const documents = listFiles('*.md').filter((path) => existsSync(join(ROOT, path)));

  test.each(documents)('every relative link of %s leads to a file', (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:[#\s][^)]*)?\)/g)].map(
      ([, target]) => target,
    );
    const broken = links.filter((target) => !existsSync(join(ROOT, dirname(path), target ?? '')));
    expect(broken).toEqual([]);
  });

  test('the page of errors explains every existing code, and no other', () => {
    const local = [...read('libs/core/src/app2wxapp-error.ts').matchAll(/^ {2}\| '(\w+)'/gm)];
    const server = [...read('libs/core/src/server-errors.ts').matchAll(/^ {2}(\w+): \d+,$/gm)];
    const tables = read('docs/errors.md')
      .split(/\n{2,}/)
      .filter((block) => /^\| `(error|code)`/.test(block));
    const explained = tables.flatMap((table) => [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code));
    const known = [...local, ...server].map(([, code]) => code);
    expect(known.length).toBeGreaterThan(25);
    expect(explained.filter((code) => code !== 'error' && code !== 'code').sort()).toEqual(known.sort());
  });

  test.each(['docs/threat-model.md', 'docs/threat-model.zh-CN.md', 'docs/asvs.md', 'docs/asvs.zh-CN.md'])(
    'every test that %s names is in the file that it links',
    (path) => {
      // A link with a Chinese text explains, and names no test.
      const links = [...read(path).matchAll(/\[([^[\]\p{sc=Han}]+)\]\(\.\.\/([^()]+spec\.ts)\)/gu)];
      expect(links.length).toBeGreaterThan(40);
      const gone = links.filter(([, name = '', file = '']) => !read(file).includes(name));
      expect(gone.map(([, name, file]) => [file, name])).toEqual([]);
    },
  );

  test.each(['CONTRIBUTING.md', 'docs/architecture.md'])('every file that %s names exists', (path) => {
    const files = listFiles('*').filter((file) => existsSync(join(ROOT, file)));
    const named = [
      ...read(path).matchAll(/`((?:(?:apps|libs|tools|docs)\/[^`\s]*|[^`\s]+\.(?:ts|json|mjs|md)))`/g),
    ]
      .map(([, name = '']) => name)
      // What a command writes.
      .filter((name) => !name.endsWith('/dist'));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !files.some((file) => isNamed(name, file)))).toEqual([]);
  });

  test('the list of decisions names every page, in order', () => {
    const pages = listFiles('docs/decisions/0*.md').sort();
    const listed = [...read('docs/decisions/README.md').matchAll(/\]\((0[^)]+)\)/g)].map(([, page]) => page);
    expect(listed).toEqual(pages.map((page) => page.replace('docs/decisions/', '')));
  });

  test.each(documents)('every fragment in a link of %s is a heading of the page', (path) => {
    const broken = listLinks(read(path), path).filter(
      ({ to, fragment }) =>
        fragment !== undefined && to.endsWith('.md') && !listSlugs(read(to)).includes(fragment),
    );
    expect(broken).toEqual([]);
  });
});

/** Whether `name` is a file, the end of its path, or a folder above it; `<name>`, `*` and `…` are any part of a name. */
function isNamed(name: string, file: string): boolean {
  const pattern = name
    .replace(/\/$/, '')
    .split(/<name>|\*|…/)
    .map((part) => part.replace(/[.^$+?()[\]{}|\\]/g, '\\$&'))
    .join('[^/]+');
  return new RegExp(`(?:^|/)${pattern}(?:/|$)`).test(file);
}

/** Pages about the work on this repository, which are in English alone. */
const ABOUT_THE_WORK =
  /^(?:CONTRIBUTING|docs\/architecture|docs\/guides\/releasing)\.md$|^(?:docs\/decisions|tools)\//;

describe('a guide', () => {
  const linkedIn = (folder: string, part: RegExp) => {
    const [text = ''] = part.exec(read(`${folder}/README.md`)) ?? [];
    return [...text.matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, page]) => `${folder}/${page}`);
  };
  const guides = [
    'docs/backend.md',
    ...linkedIn('docs/backends', /^\[Express\].*$/m),
    ...linkedIn('docs/guides', /^\| app .*?\n\n/ms),
  ];

  test('exists for each framework and each kind of app', () => {
    expect(guides).toEqual(expect.arrayContaining(['docs/backends/nextjs.md', 'docs/guides/flutter.md']));
    expect(guides.length).toBeGreaterThanOrEqual(14);
  });

  test.each(guides)('%s begins with the time that it takes, in both languages', (path) => {
    const english = /\)\n\nFrom an empty folder to [^:\n]+: (\d+) s on two cores/.exec(read(path));
    const chinese = /\)\n\n从空文件夹到[^：\n]+：两核机器上 (\d+) 秒/.exec(read(pathOfOther(path)));
    expect(Number(english?.[1])).toBeGreaterThan(0);
    expect(chinese?.[1]).toBe(english?.[1]);
  });
});

describe('pages in English and Chinese', () => {
  const pages = listFiles('*.md')
    .filter((path) => existsSync(join(ROOT, path)) && !ABOUT_THE_WORK.test(path))
    .map((path) => (path.endsWith('.zh-CN.md') ? pathOfOther(path) : path));
  const readPage = (path: string) => (existsSync(join(ROOT, path)) ? read(path) : undefined);

  test('exist', () => {
    expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/guides/app-review.md']));
  });

  test.each([...new Set(pages)])('%s has the outline, code, tables and links of its Chinese page', (path) => {
    expect(comparePair({ path, readPage })).toEqual([]);
  });

  const ENGLISH = [
    '# A page\n\n[中文](page.zh-CN.md)\n',
    '## Part\n\n[other](other.md#how) and [here](#part)\n',
    '- item\n',
    '| a | b |\n| - | - |\n| 1 | `x \\| y` |\n',
    '```ts\n// comment\nrun();\n```\n',
    '```\napp\n```\n',
  ].join('\n');
  const CHINESE = ENGLISH.replace('[中文](page.zh-CN.md)', '[English](page.md)')
    .replace('## Part', '## 部分')
    .replace('[other](other.md#how) and [here](#part)', '[这里](#部分)和[其他](other.zh-CN.md#方法)')
    .replace('\napp\n', '\n应用\n');
  const compare = (chinese: string | undefined, english = ENGLISH) => {
    const planted: Readonly<Record<string, string | undefined>> = {
      'page.md': english,
      'page.zh-CN.md': chinese,
      'other.md': '# Other\n\n## How\n',
      'other.zh-CN.md': '# 其他\n\n## 方法\n',
    };
    return comparePair({ path: 'page.md', readPage: (path) => planted[path] });
  };

  test('a pair that differs in language only is accepted', () => {
    expect(compare(CHINESE)).toEqual([]);
  });

  test.each([
    ['a heading of another level', '## 部分', '### 部分', /^headings/],
    ['code that was changed', 'run();', 'start();', /^code/],
    ['a translated comment in code', '// comment', '// 注释', /^code/],
    ['a drawing of another length', '应用', '应用\n小程序', /^code/],
    ['a missing row', '| 1 | `x \\| y` |\n', '', /^tables/],
    ['a row of another width', '| 1 | `x', '| 1 | 2 | `x', /^tables/],
    ['a missing paragraph', '## 部分\n\n', '## 部分\n', /^paragraphs/],
    ['a missing item', '- item\n', 'item\n', /^items/],
    ['a fragment of another heading', 'other.zh-CN.md#方法', 'other.zh-CN.md#其他', /^links/],
    [
      'a link to an English page that exists in Chinese',
      'other.zh-CN.md#方法',
      'other.md#how',
      /not other\.zh/,
    ],
    ['no link to the English page', '[English](page.md)', 'English', /has no link to page\.md/],
  ])('%s is found', (_, from, to, difference) => {
    expect(CHINESE).toContain(from);
    expect(compare(CHINESE.replace(from, to))).toEqual([expect.stringMatching(difference)]);
  });

  test('a missing page is found', () => {
    expect(compare(undefined)).toEqual(['page.md or page.zh-CN.md is missing']);
  });
});
