import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { BUDGETS } from '../src/sizes/budgets.js';
import { bundleEntry } from '../src/sizes/bundle-entry.js';

const DOCUMENT = new URL('../../../docs/guides/sizes.md', import.meta.url);
const BEGIN = '<!-- written by the tests of tools/checks: npx nx regenerate checks -->';

const measured = new Map<string, number>();

test.each(BUDGETS)('$name stays below $limit bytes', async ({ name, entry, limit }) => {
  const { text } = await bundleEntry(entry);
  const size = gzipSync(text, { level: 9 }).length;
  measured.set(name, size);
  expect(size).toBeLessThan(limit);
});

test('docs/guides/sizes.md says what was measured', async () => {
  const head = (await readFile(DOCUMENT, 'utf8')).split(BEGIN)[0] ?? '';
  if (process.env.REGENERATE === 'true') await writeFile(DOCUMENT, `${head}${BEGIN}\n\n${writeTable()}\n`);
  const text = await readFile(DOCUMENT, 'utf8');
  for (const { name, limit } of BUDGETS) {
    const row = text.split('\n').find((line) => line.startsWith(`| ${name} `));
    const [, , size, most] = (row ?? '').split('|').map((cell) => parseFloat(cell));
    expect(most).toBe(limit / 1000);
    // gzip differs by some bytes between versions of zlib.
    expect(Math.abs((size ?? 0) - (measured.get(name) ?? 0) / 1000)).toBeLessThan(0.06);
  }
});

function writeTable(): string {
  const rows = BUDGETS.map(({ name, limit }) => {
    const size = ((measured.get(name) ?? 0) / 1000).toFixed(2);
    return `| ${name} | ${size} kB | ${limit / 1000} kB |`;
  });
  return ['| bundle | size | limit |', '| --- | --- | --- |', ...rows].join('\n');
}
