// The pages of the site: which file of the repository is shown at which address, and under which title.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, which links are relative to. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The pages are copied here, each language to a folder of its own: VitePress's `rewrites` would do for the addresses,
 * but its search takes the language from the path of the file.
 */
export const COPIES = fileURLToPath(new URL('pages', import.meta.url));

const CHINESE = '.zh-CN.md';

/** The reference that api-reference.mjs wrote for each language: a page for each entry of each package. */
const API = {
  en: fileURLToPath(new URL('api/en/@app2wxapp', import.meta.url)),
  zh: fileURLToPath(new URL('api/zh/@app2wxapp', import.meta.url)),
};

const DOCSTRINGS_ARE_ENGLISH = '本页由源代码中的文档注释生成，说明文字为英文。';

/** The documents that docs/openapi has, which the site offers as files. */
const OPENAPI = join(ROOT, 'docs/openapi');

/** The pages of the API reference: the entry, such as `nest/testing`, and the address of its English page. */
export const API_PAGES = readdirSync(API.en, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile())
  .map((file) => relative(API.en, join(file.parentPath, file.name)).replaceAll('\\', '/'))
  .map((file) => ({ entry: `@app2wxapp/${file.replace(/\.md$/, '')}`, target: `api/${file}` }))
  .sort((one, other) => one.entry.localeCompare(other.entry));

/** Every page, by the path of its file from the root: its address, such as `zh/backend.md`, and its title. */
export const PAGES = new Map(listSources().map((source) => [source, readPage(source)]));

/** Pages without a Chinese one: at their Chinese address the English page is shown. */
export const ENGLISH_ONLY = [...PAGES.values()]
  .map(({ target }) => target)
  .filter((target) => !target.startsWith('zh/') && !isPage(`zh/${target}`));

/** Finds the file of the repository that a copy was made of. */
export function findSource(copy) {
  const target = relative(COPIES, copy).replaceAll('\\', '/');
  return [...PAGES.values()].find((page) => page.target === target)?.source;
}

/** Copies every page, and what the site offers as files to `publicFolder`. */
export function copyPages(publicFolder) {
  rmSync(COPIES, { recursive: true, force: true });
  for (const source of PAGES.keys()) copyPage(source);
  copyApiReference();
  cpSync(OPENAPI, join(publicFolder, 'openapi'), { recursive: true });
}

function copyApiReference() {
  cpSync(API.en, join(COPIES, 'api'), { recursive: true });
  cpSync(API.zh, join(COPIES, 'zh/api'), { recursive: true });
  for (const { target } of API_PAGES) {
    const copy = join(COPIES, 'zh', target);
    const [heading, ...rest] = readFileSync(copy, 'utf8').split('\n');
    writeFileSync(copy, [heading, '', DOCSTRINGS_ARE_ENGLISH, ...rest].join('\n'));
  }
}

const DOCS = join(ROOT, 'docs').replaceAll('\\', '/').replace(/^\//, '');

/** A plugin of Vite: copies a page again when it changes, while its server runs. */
export const copyChanges = {
  name: 'copy-changed-pages',
  configureServer({ watcher, middlewares }) {
    // Pictures lie beside the pages, not beside their copies. A build takes them from there by itself.
    middlewares.use((request, _response, next) => {
      if (request.url.startsWith('/images/')) request.url = `/@fs/${DOCS}${request.url}`;
      next();
    });
    watcher.add([...PAGES.keys()].map((source) => join(ROOT, source)));
    watcher.on('change', (path) => {
      const source = relative(ROOT, path).replaceAll('\\', '/');
      if (PAGES.has(source)) copyPage(source);
    });
  },
};

function copyPage(source) {
  const { target, title } = PAGES.get(source);
  const copy = join(COPIES, target);
  mkdirSync(dirname(copy), { recursive: true });
  // The changelog has no title of its own: a release writes its section above all else.
  if (source.startsWith('CHANGELOG'))
    writeFileSync(copy, `# ${title}\n\n${readFileSync(join(ROOT, source), 'utf8')}`);
  else cpSync(join(ROOT, source), copy);
}

function listSources() {
  const own = ['SECURITY', 'CONTRIBUTING', 'CHANGELOG'].flatMap((name) => [`${name}.md`, name + CHINESE]);
  const packages = ['libs', 'apps'].flatMap((place) =>
    readdirSync(join(ROOT, place)).flatMap((name) =>
      ['README.md', `README${CHINESE}`].map((file) => `${place}/${name}/${file}`),
    ),
  );
  const documents = ['', 'guides/', 'backends/', 'decisions/'].flatMap((folder) =>
    readdirSync(join(ROOT, 'docs', folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${folder}${name}`),
  );
  return [...documents, ...packages, ...own].filter((source) => existsSync(join(ROOT, source)));
}

function readPage(source) {
  const text = readFileSync(join(ROOT, source), 'utf8');
  const title =
    /^# (.+)$/m.exec(text)?.[1] ??
    /^title: (.+)$/m.exec(text)?.[1] ??
    (source.endsWith(CHINESE) ? '更新日志' : 'Changelog');
  return { source, target: findTarget(source), title: title.replaceAll('`', ''), text };
}

function findTarget(source) {
  const isChinese = source.endsWith(CHINESE);
  const english = isChinese ? source.replace(CHINESE, '.md') : source;
  const path = english
    .replace(/^docs\//, '')
    .replace(/^(?:libs|apps)\/([^/]+)\/README\.md$/, 'packages/$1.md')
    .replace(/README\.md$/, 'index.md')
    .replace(/^[A-Z]+\.md$/, (name) => name.toLowerCase());
  return isChinese ? `zh/${path}` : path;
}

function isPage(target) {
  return [...PAGES.values()].some((page) => page.target === target);
}
