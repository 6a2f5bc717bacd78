import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
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

  test('the page of errors explains every code there is, and no other', () => {
    const local = [...read('libs/core/src/app2wxapp-error.ts').matchAll(/^ {2}\| '(\w+)'/gm)];
    const server = [...read('libs/core/src/server-errors.ts').matchAll(/^ {2}(\w+): \{ number/gm)];
    const tables = read('docs/errors.md')
      .split(/\n{2,}/)
      .filter((block) => /^\| `(error|code)`/.test(block));
    const explained = tables.flatMap((table) => [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code));
    const known = [...local, ...server].map(([, code]) => code);
    expect(known.length).toBeGreaterThan(25);
    expect(explained.filter((code) => code !== 'error' && code !== 'code').sort()).toEqual(known.sort());
  });

  test('every test that the threat model names is in the file that it links', () => {
    const links = [...read('docs/threat-model.md').matchAll(/\[([^[\]]+)\]\(\.\.\/([^()]+spec\.ts)\)/g)];
    expect(links.length).toBeGreaterThan(40);
    const gone = links.filter(([, name = '', path = '']) => !read(path).includes(name));
    expect(gone.map(([, name, path]) => [path, name])).toEqual([]);
  });

  test('the list of decisions names every page, in order', () => {
    const pages = listFiles('docs/decisions/0*.md').sort();
    const listed = [...read('docs/decisions/README.md').matchAll(/\]\((0[^)]+)\)/g)].map(([, page]) => page);
    expect(listed).toEqual(pages.map((page) => page.replace('docs/decisions/', '')));
  });

  test('the Chinese README has the same code blocks, links and sections as the English one', () => {
    const [english, chinese] = ['README.md', 'README.zh-CN.md'].map(read) as [string, string];
    const commands = (text: string) => [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code);
    const sections = (text: string) => text.match(/^## /gm)?.length;
    const links = (text: string) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target]) => target?.replace('.zh-CN', '').replace('-zh-', '-en-'))
        .sort();
    expect(commands(chinese)).toEqual(commands(english));
    expect(sections(chinese)).toBe(sections(english));
    expect(links(chinese)).toEqual(links(english));
  });
});
