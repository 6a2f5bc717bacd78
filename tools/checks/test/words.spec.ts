import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT, listFiles } from './workspace-root.js';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Words of the glossary's last column that have no note: they are wrong wherever they are. */
function listForbidden(): string[] {
  const rows = [...read('CONTRIBUTING.md').matchAll(/^\|(?:[^|\n]*\|){3}([^|\n]*)\|$/gm)].slice(2);
  return rows.flatMap(([, words = '']) => words.trim().split('、')).filter((word) => !word.endsWith('）'));
}

function findTexts(words: readonly string[]): string[] {
  const patterns = words.flatMap((word) => ['-e', word]);
  const paths = ['--', '.', ':!CONTRIBUTING.md', ':!tools/checks/test/words.spec.ts'];
  const { stdout, status } = spawnSync('git', ['grep', '--untracked', '-nF', ...patterns, ...paths], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  // 1: nothing was found; more: git failed.
  expect(status).toBeLessThan(2);
  return stdout.split('\n').filter(Boolean);
}

test('no text has a Chinese word that the glossary rules out', () => {
  const words = listForbidden();
  expect(words.length).toBeGreaterThan(30);
  expect(findTexts(words)).toEqual([]);
});

test('such a word is found', () => {
  expect(findTexts(['用户池']).length).toBeGreaterThan(10);
});

/** Names that hold one of the words below: "stand-in" is a name of its own, as is the user of Debian. */
const NAMES = /stand-?in|['`]nobody['`]/gi;
const MANNERED =
  /\b(?:whoever|nobody|somebody|everybody|anybody|stands?|stood|tells|vouch(?:es|ed)?|(?:is|are|was|were|be|found) (?:not |no longer )?(?:over|good|dead)|for good)\b/i;

test('pages, sources and what the servers say use the glossary, not "whoever", "stands", "is over" or "for good"', () => {
  const files = listFiles(
    'README.md',
    'SECURITY.md',
    'docs/*.md',
    'docs/openapi/*.json',
    'apps/*/README.md',
    'libs/*/README.md',
    'tools/*/README.md',
    ...['apps/*/src/*', 'apps/*/page/*', 'libs/*/src/*', 'tools/*/src/*', '*.mjs'],
  ).filter((path) => existsSync(join(ROOT, path)) && !/\.(?:webp|png)$/.test(path));
  const found = files.filter((path) =>
    MANNERED.test(
      read(path)
        .replace(/^ *```.*?^ *```$/gms, '')
        .replace(NAMES, ''),
    ),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(found).toEqual([]);
});

/** A docstring of an export that begins with a question and not with what the thing is or does. */
const QUESTION = /\/\*\*[\s*]*(?:What|Who|Whose|Where|How|Which)\b(?:(?!\*\/)[^])*\*\/\s*export\b[^\n]*/g;

test('docstrings of exports begin with what the thing is or does', () => {
  const files = listFiles('*.ts', '*.tsx').filter((path) => /\/(?:src|page)\//.test(path));
  const found = files.flatMap((path) =>
    [...read(path).matchAll(QUESTION)].map(([text]) => `${path}: ${text}`),
  );
  expect(files.length).toBeGreaterThan(500);
  expect(found).toEqual([]);
  expect('/** What it is. */\nexport const a = 1;').toMatch(QUESTION);
  expect('/** What it is. */\nconst a = 1;\n\n/** A number. */\nexport const b = 1;').not.toMatch(QUESTION);
});

test('no paragraph of a Chinese page is broken between two Chinese characters: browsers show a space there', () => {
  const pages = listFiles('*.zh-CN.md');
  const breaks = pages.flatMap((path) =>
    [
      ...read(path).matchAll(/.{0,10}[\p{sc=Han}，。：；、（）“”]\n *[\p{sc=Han}，。：；、（）“”].{0,10}/gu),
    ].map(([text]) => `${path}: ${text}`),
  );
  expect(pages.length).toBeGreaterThan(30);
  expect(breaks).toEqual([]);
});
