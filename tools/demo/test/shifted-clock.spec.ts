import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What moves the time of a process, or lets another process ask for it. */
const MOVERS =
  /\bDate\s*\.\s*now\s*=[^=]|globalThis\s*\.\s*Date\b|process\s*\.\s*on(?:ce)?\(\s*['"]message|demo\.time-machine/;

function listSources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

test('the code that moves a clock is in the demo only: no published server contains it', () => {
  const published = ['apps/authority-server/src', 'apps/backend/src', 'libs/authority/src', 'libs/nest/src'];
  const sources = [...published, 'libs/client/src', 'libs/core/src'].flatMap(listSources);
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((name) => MOVERS.test(readFileSync(join(ROOT, name), 'utf8')))).toEqual([]);
  expect(
    listSources('tools/demo/src').filter((name) => MOVERS.test(readFileSync(join(ROOT, name), 'utf8'))),
  ).toEqual(expect.arrayContaining(['tools/demo/src/shifted-clock.ts', 'tools/demo/src/time-machine.ts']));
});

test('the demo is never published, and no published package depends on it', () => {
  const read = (folder: string) =>
    JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Record<
      string,
      object | undefined
    >;
  expect(read('tools/demo')).toMatchObject({ private: true });
  for (const folder of ['authority-server', 'backend', 'simulator'].map((app) => `apps/${app}`)) {
    expect(Object.keys({ ...read(folder).dependencies })).not.toContain('@app2wxapp/demo');
  }
});
