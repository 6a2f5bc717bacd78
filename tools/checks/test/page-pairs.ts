import { posix } from 'node:path';

/** What two pages of one text in two languages have in common. */
interface PageOutline {
  /** Levels of the headings, in order. */
  readonly headings: readonly number[];
  /** Fenced blocks, in order. Drawings (no language, or mermaid) are translated: theirs is the number of lines. */
  readonly code: readonly string[];
  /** Columns × rows of each table, in order. */
  readonly tables: readonly string[];
  /** Paragraphs, lists and tables, all together. */
  readonly paragraphs: number;
  /** Items of lists, all together. */
  readonly items: number;
  /** Targets of links and pictures, sorted, because word order differs. Fragments are numbers of headings. */
  readonly links: readonly string[];
}

/** A page as it is compared: its path from the root, and how other pages are read (`undefined`: no such page). */
export interface Page {
  readonly path: string;
  readonly readPage: (path: string) => string | undefined;
}

const CHINESE = '.zh-CN.md';

/** The page in the other language. */
export function pathOfOther(path: string): string {
  return path.endsWith(CHINESE) ? path.replace(CHINESE, '.md') : path.replace(/\.md$/, CHINESE);
}

/** Compares the English page at `path` with its Chinese one; each sentence is a difference. */
export function comparePair({ path, readPage }: Page): string[] {
  const english = readPage(path);
  const chinesePath = pathOfOther(path);
  const chinese = readPage(chinesePath);
  if (english === undefined || chinese === undefined) return [`${path} or ${chinesePath} is missing`];
  const first = outlinePage(english, { path, readPage });
  const second = outlinePage(chinese, { path: chinesePath, readPage });
  const parts = Object.keys(first) as (keyof PageOutline)[];
  const differences = parts
    .filter((part) => JSON.stringify(first[part]) !== JSON.stringify(second[part]))
    .map(
      (part) =>
        `${part}: ${JSON.stringify(first[part])} in English, ${JSON.stringify(second[part])} in Chinese`,
    );
  const unlinked = [path, chinesePath]
    // A release writes its section above all else in the changelog.
    .filter((page) => !/^## /.test(readPage(page) ?? ''))
    .filter((page) => !startOf(readPage(page) ?? '').includes(`](${posix.basename(pathOfOther(page))})`))
    .map((page) => `${page} has no link to ${pathOfOther(page)} before its second heading`);
  return [...differences, ...unlinked, ...findEnglishLinks(chinese, { path: chinesePath, readPage })];
}

/** The slug that GitHub gives each heading of a page, in order. */
export function listSlugs(text: string): string[] {
  const seen = new Map<string, number>();
  return headingsOf(text).map(({ title }) => {
    const plain = title.replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1').toLowerCase();
    const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

/** Relative links of a page, with the path from the root that each leads to. */
export function listLinks(text: string, path: string): { to: string; fragment?: string }[] {
  return [...proseOf(text).matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)/g)].map(
    ([, file = '', fragment]) => ({
      to: file === '' ? path : posix.join(posix.dirname(path), file),
      ...(fragment !== undefined && { fragment: decodeURIComponent(fragment) }),
    }),
  );
}

function outlinePage(text: string, { path, readPage }: Page): PageOutline {
  const relative = listLinks(text, path).map(({ to, fragment }) => {
    const heading = fragment === undefined ? -1 : listSlugs(readPage(to) ?? '').indexOf(fragment);
    const where = to.replace(CHINESE, '.md').replace(/-zh-(?=[^/]*$)/, '-en-');
    return fragment === undefined ? where : `${where}#${heading}`;
  });
  // The link to the other language leads each page to itself.
  const links = relative.filter((link) => link !== path.replace(CHINESE, '.md'));
  const foreign = [...proseOf(text).matchAll(/\]\((https?:[^)\s]+)\)/g)].map(([, link = '']) =>
    link.replace('apple.com/cn/', 'apple.com/'),
  );
  return {
    headings: headingsOf(text).map(({ level }) => level),
    code: blocksOf(text),
    tables: tablesOf(text),
    paragraphs: proseOf(text)
      .replace(/^ *<!--.*-->$/gm, '')
      .split(/\n\s*\n/)
      .filter((block) => block.trim() !== '').length,
    items: proseOf(text).match(/^ *(?:[-*]|\d+\.) /gm)?.length ?? 0,
    links: [...links, ...foreign].sort(),
  };
}

/** Links of a Chinese page to an English one that exists in Chinese as well. */
function findEnglishLinks(text: string, { path, readPage }: Page): string[] {
  return listLinks(text, path)
    .map(({ to }) => to)
    .filter((to) => to.endsWith('.md') && !to.endsWith(CHINESE) && to !== pathOfOther(path))
    .filter((to) => readPage(pathOfOther(to)) !== undefined)
    .map((to) => `${path} links ${to}, not ${pathOfOther(to)}`);
}

const FENCED = /^ *```([^\n]*)\n(.*?)^ *```$/gms;

function blocksOf(text: string): string[] {
  return [...text.matchAll(FENCED)].map(([, info = '', code = '']) =>
    info === '' || info === 'mermaid' ? `${info}: ${code.split('\n').length} lines` : `${info}\n${code}`,
  );
}

function proseOf(text: string): string {
  return text.replace(FENCED, '');
}

function headingsOf(text: string): { level: number; title: string }[] {
  return [...proseOf(text).matchAll(/^(#+) (.*)$/gm)].map(([, marks = '', title = '']) => ({
    level: marks.length,
    title,
  }));
}

function tablesOf(text: string): string[] {
  const tables = proseOf(text).match(/(?:^ *\|.*\n)+/gm) ?? [];
  return tables.map((table) => {
    const rows = table.trimEnd().split('\n');
    const columns = rows.map((row) => row.replaceAll('\\|', '').split('|').length - 2);
    return `${[...new Set(columns)].join(' or ')} columns, ${rows.length} rows`;
  });
}

function startOf(text: string): string {
  return proseOf(text).split(/^## /m, 1).join('');
}
