import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { BUDGETS } from '../src/sizes/budgets.js';
import { bundleEntry } from '../src/sizes/bundle-entry.js';

const PAGES = [
  {
    path: 'docs/guides/sizes.md',
    heads: ['bundle', 'size', 'limit'],
    withCore: 'browser with core',
    launcher: 'launcher',
  },
  {
    path: 'docs/guides/sizes.zh-CN.md',
    heads: ['包', '体积', '上限'],
    withCore: 'browser，含 core',
    launcher: '启动器',
  },
] as const;
const BEGIN = '<!-- written by the tests of tools/checks: npx nx regenerate checks -->';

const measured = new Map<string, number>();

test.each(BUDGETS)('$name stays below $limit bytes', async ({ name, entry, limit }) => {
  const { text } = await bundleEntry(entry);
  const size = gzipSync(text, { level: 9 }).length;
  measured.set(name, size);
  expect(size).toBeLessThan(limit);
});

test.each(PAGES)('$path has the measured sizes', async (page) => {
  const document = new URL(`../../../${page.path}`, import.meta.url);
  const head = (await readFile(document, 'utf8')).split(BEGIN)[0] ?? '';
  if (process.env.REGENERATE === 'true')
    await writeFile(document, `${head}${BEGIN}\n\n${writeTable(page)}\n`);
  const text = await readFile(document, 'utf8');
  for (const { name, limit } of BUDGETS) {
    const row = text.split('\n').find((line) => line.startsWith(`| ${nameBundle(name, page)} `));
    const [, , size, most] = (row ?? '').split('|').map((cell) => parseFloat(cell));
    expect(most).toBe(limit / 1000);
    // gzip differs by some bytes between versions of zlib.
    expect(Math.abs((size ?? 0) - (measured.get(name) ?? 0) / 1000)).toBeLessThan(0.06);
  }
});

test.each(['README.md', 'README.zh-CN.md'])('%s has the measured size of an app', async (path) => {
  const text = await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const size = parseFloat(/^\| ([\d.]+) kB/m.exec(text)?.[1] ?? '');
  expect(Math.abs(size - (measured.get('browser with core') ?? 0) / 1000)).toBeLessThan(0.06);
});

type Page = (typeof PAGES)[number];

function nameBundle(name: string, { withCore, launcher }: Page): string {
  return name.replace('browser with core', withCore).replace('launcher', launcher);
}

function writeTable(page: Page): string {
  const rows = BUDGETS.map(({ name, limit }) => {
    const size = ((measured.get(name) ?? 0) / 1000).toFixed(2);
    return `| ${nameBundle(name, page)} | ${size} kB | ${limit / 1000} kB |`;
  });
  return [`| ${page.heads.join(' | ')} |`, '| --- | --- | --- |', ...rows].join('\n');
}
