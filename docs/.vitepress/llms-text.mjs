// Writes llms.txt (https://llmstxt.org), the list of the pages for language models, and each page as Markdown beside it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { API_PAGES, COPIES, ENGLISH_ONLY, PAGES } from './pages.mjs';

/** Writes the files into the built site, and for a page without a Chinese one a redirection to the English one. */
export function writeTexts(outDir, base) {
  const write = (file, text) => {
    mkdirSync(dirname(join(outDir, file)), { recursive: true });
    writeFileSync(join(outDir, file), text);
  };
  const pages = [...PAGES.values(), ...listApiPages()].filter(
    ({ target }) => !/^(zh\/)?index\.md$/.test(target),
  );
  for (const { target, text } of pages) write(target, text);
  const list = (isChinese) =>
    pages
      .filter(({ target }) => target.startsWith('zh/') === isChinese)
      .map(({ target, title }) => `- [${title}](${base}${target})\n`)
      .join('');
  write(
    'llms.txt',
    `# app2wxapp\n\n> Log users of a mobile app in through a WeChat mini program: protocol, authority server, packages for apps and backends, and a simulator of WeChat.\n\n## English\n\n${list(false)}\n## 中文\n\n${list(true)}`,
  );
  for (const target of ENGLISH_ONLY) {
    const page = base + target.replace(/\.md$/, '.html');
    const refresh = `<meta http-equiv="refresh" content="0; url=${page}">`;
    write(
      `zh/${target.replace(/\.md$/, '.html')}`,
      `<!doctype html><meta charset="utf-8">${refresh}<a href="${page}">English</a>\n`,
    );
  }
}

/** Lists the pages of the API reference in both languages, as copied by `copyPages()`. */
function listApiPages() {
  return ['', 'zh/'].flatMap((root) =>
    API_PAGES.map(({ entry, target }) => ({
      target: root + target,
      title: entry,
      text: readFileSync(join(COPIES, root + target), 'utf8'),
    })),
  );
}
