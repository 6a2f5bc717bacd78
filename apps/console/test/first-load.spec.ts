import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const DIST = new URL('../dist/', import.meta.url);
/** Above what it is, and below what it would be with antd's card, its tabs and menus. */
const LIMIT_BYTES = 275_000;

/** The page and every file that it names or that those import, however deep, unless they fetch it later. */
function listFirstLoad(): string[] {
  const page = readFileSync(new URL('index.html', DIST), 'utf8');
  const found = new Set(
    [...page.matchAll(/\/console\/(assets\/[\w.-]+\.(?:js|css))/g)].map(([, name = '']) => name),
  );
  for (const name of found) {
    if (!name.endsWith('.js')) continue;
    const code = readFileSync(new URL(name, DIST), 'utf8');
    for (const [, imported] of code.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) {
      found.add(`assets/${imported ?? ''}`);
    }
  }
  return [...found];
}

test(`the first load is below ${LIMIT_BYTES} bytes as they are sent`, () => {
  const files = listFirstLoad();
  const bytes = files.reduce((sum, name) => sum + readFileSync(new URL(`${name}.gz`, DIST)).length, 0);
  expect(files.length).toBeGreaterThan(3);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(LIMIT_BYTES);
});

test('every screen is a file of its own', () => {
  const names = readdirSync(new URL('assets', DIST));
  for (const screen of [
    'pools',
    'users',
    'events',
    'settings',
    'credentials',
    'code',
    'overview',
    'operators',
  ]) {
    const file = names.find((name) => name.startsWith(`${screen}-screen-`) && name.endsWith('.js'));
    expect(file).toBeDefined();
    expect(listFirstLoad()).not.toContain(`assets/${file}`);
  }
});
