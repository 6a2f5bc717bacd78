// Links between files of the repository become links between pages of the site, or links to the repository.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { findSource, PAGES, ROOT } from './pages.mjs';

const REPOSITORY = 'https://github.com/app2wxapp/app2wxapp';

/** The plugin of markdown-it. Fails for a link to a file that is not there. */
export function repositoryLinks(markdown) {
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    const source = env.path === undefined ? undefined : findSource(env.path);
    // VitePress reads the title of a page on its own, and its own texts.
    if (source === undefined) return;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      if (href !== null) token.attrSet('href', resolveLink(href, source));
      if (token.type === 'image')
        token.attrSet('src', resolvePicture(token.attrGet('src'), source, env.path));
      // The pages hold no HTML: what looks like a tag is text.
      if (token.type === 'html_inline') token.type = 'text';
    }
  });
}

function resolveLink(href, source) {
  if (/^(?:[a-z]+:|#|\/)/i.test(href)) return href;
  const [path = '', fragment] = href.split('#');
  const target = posix.join(posix.dirname(source), decodeURI(path));
  const page = PAGES.get(target) ?? PAGES.get(`${target}/README.md`);
  const end = fragment === undefined ? '' : `#${fragment}`;
  if (page) return `/${page.target}${end}`;
  if (!existsSync(join(ROOT, target))) throw new Error(`${source} links ${href}, and there is no ${target}.`);
  // Files that the site offers.
  if (target.startsWith('docs/openapi/')) return `/${target.slice('docs/'.length)}`;
  const kind = statSync(join(ROOT, target)).isDirectory() ? 'tree' : 'blob';
  return `${REPOSITORY}/${kind}/main/${target}${end}`;
}

function resolvePicture(src, source, copy) {
  if (/^[a-z]+:/i.test(src)) return src;
  const file = join(ROOT, dirname(source), decodeURI(src));
  if (!existsSync(file)) throw new Error(`${source} shows ${src}, which is not there.`);
  return relative(dirname(copy), file).replaceAll('\\', '/');
}

/** The slug that GitHub gives a heading, which the links of the pages use. */
export function slugify(title) {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** Shows the file name of a code block, ```ts title="src/main.ts", above it. */
export function codeTitles(markdown) {
  const render = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info } = tokens[index];
    const title = / title="([^"]+)"/.exec(info)?.[1];
    tokens[index].info = info.replace(/ title="[^"]+"/, '');
    const block = render(tokens, index, ...rest);
    return title === undefined
      ? block
      : `<div class="code-title">${markdown.utils.escapeHtml(title)}</div>${block}`;
  };
}
