import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PICTURE } from './fake-wechat.js';
import type { TreeNode } from './mounted-page.js';

const DIST = new URL('../dist/', import.meta.url);

/** How WeChat's own elements look before the page's styles, as far as it matters here. */
const WECHAT_STYLES = `
body { margin: 0; }
button { display: block; padding: 8px 24px; border: 0; font: inherit; font-weight: 700; text-align: center; }
button:not([size='mini']) { width: 184px; margin-left: auto; margin-right: auto; }
img { display: block; }
.text-line { display: flex; align-items: center; }
.placeholder { color: gray; }`;

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#f0882d"/>
<path d="M16 26h32l-3 22H19z" fill="#fff"/><path d="M24 30v-6a8 8 0 0 1 16 0v6" fill="none" stroke="#fff" stroke-width="4"/></svg>`;

const PORTRAIT = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#8fb8c9"/>
<path d="M0 64V46l18-14 14 10 16-16 16 14v24z" fill="#35606e"/><circle cx="47" cy="17" r="7" fill="#fbe3a1"/></svg>`;

const ICONS: Record<string, readonly [colour: string, path: string]> = {
  success: ['#07c160', 'M7.500 12.500l3 3 6-6.500'],
  info: ['#10aeff', 'M12 7.500v.5M12 11v6'],
};

/**
 * The page as a web page: its own wxml and wxss, drawn by a browser. What WeChat draws itself (icons, the plain
 * button, the pool's picture) is imitated.
 *
 * @param fontPx the user's font size in WeChat, which `page-meta` makes the root's
 */
export function buildPictureHtml(tree: TreeNode, fontPx = 16): string {
  const styles = readStyles(['brand.wxss', 'app.wxss', 'routes/explore.wxss'])
    .replace(/@import.*;/, '')
    .replace(/(?<!\.)\bpage \{/g, 'body {');
  const body = tree.children.map(draw).join('');
  const head = `<meta charset="utf-8"><style>html { font-size: ${fontPx}px; }${WECHAT_STYLES}\n${styles}</style>`;
  return `<!doctype html>${head}<body>${body}</body>`;
}

/** Reads style sheets of the built mini program, one after another. */
export function readStyles(files: readonly string[]): string {
  return files.map((file) => readFileSync(new URL(file, DIST), 'utf8')).join('\n');
}

function draw(node: TreeNode | string): string {
  if (typeof node === 'string') return escape(node);
  const { tagName, children } = node;
  const read = (name: string) => {
    const value = node.attrs.find((attr) => attr.name === name)?.value;
    return typeof value === 'string' ? value : '';
  };
  if (tagName === 'wx-page-meta') return '';
  if (tagName === 'wx-image') return `<img class="${read('class')}" src="${readPicture(read('src'))}">`;
  if (tagName === 'wx-icon') return drawIcon(read('type'));
  if (tagName === 'wx-input') return drawInput(read('class'), read('value'), read('placeholder'));
  const tag = tagName === 'wx-button' ? 'button' : 'div';
  return `<${tag} class="${read('class')}">${children.map(draw).join('')}</${tag}>`;
}

function drawInput(classes: string, value: string, placeholder: string): string {
  return `<div class="${classes} text-line ${value ? '' : 'placeholder'}">${escape(value || placeholder)}</div>`;
}

function drawIcon(type: string): string {
  const [colour, path] = ICONS[type] ?? ['none', ''];
  return `<svg class="sign" width="64" height="64" viewBox="0 0 24 24"><circle cx="12" cy="12" r="10" fill="${colour}"/>
<path d="${path}" fill="none" stroke="#fff" stroke-width="1.5" stroke-linecap="round"/></svg>`;
}

function readPicture(source: string): string {
  if (source === PICTURE) return `data:image/svg+xml,${encodeURIComponent(PORTRAIT)}`;
  if (!source.startsWith('/')) return `data:image/svg+xml,${encodeURIComponent(LOGO)}`;
  const bytes = readFileSync(fileURLToPath(new URL(`.${source}`, DIST)));
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
