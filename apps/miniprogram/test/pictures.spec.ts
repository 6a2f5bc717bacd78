import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import { mountPage, type TreeNode } from './mounted-page.js';
import { buildPictureHtml, readStyles } from './picture-html.js';
import { SCENES } from './scenes.js';

const FOLDER = fileURLToPath(new URL('../../../docs/images/miniprogram/', import.meta.url));
const LIST = `${FOLDER}pictures.json`;
const MODES = ['light', 'dark'] as const;
/** Set `REGENERATE=true` to make the pictures of the documentation anew. */
const writing = process.env['REGENERATE'] === 'true';

const brand = JSON.parse(readFileSync(new URL('../brand.json', import.meta.url), 'utf8')) as {
  readonly name: { readonly zh: string; readonly en: string };
  readonly logo: string;
};
const htmls = new Map<string, string>();
const digests = new Map<string, string>();
let page: ReturnType<typeof mountPage>;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  page = mountPage();
});

afterEach(async () => {
  page.unload();
  await page.wait(10_000);
  jest.useRealTimers();
});

afterAll(async () => {
  if (writing) await writePictures();
}, 120_000);

/** What a picture shows, but for the brand: that is for each team to change. */
function digest(tree: TreeNode): string {
  const own = [brand.name.zh, brand.name.en, `/${brand.logo}`];
  const shown = own.reduce((text, part) => text.replaceAll(JSON.stringify(part), '""'), JSON.stringify(tree));
  // A comment changes no picture.
  const styles = readStyles(['app.wxss', 'routes/explore.wxss'])
    .split('/*')
    .map((part) => part.split('*/').at(-1))
    .join('');
  return createHash('sha256')
    .update(shown + styles)
    .digest('hex')
    .slice(0, 16);
}

async function writePictures(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  for (const colorScheme of MODES) {
    const context = await browser.newContext({ viewport: { width: 375, height: 667 }, colorScheme });
    const tab = await context.newPage();
    for (const [name, html] of htmls) {
      await tab.setContent(html);
      await tab.screenshot({
        path: `${FOLDER}${name}-${colorScheme}.png`,
        animations: 'disabled',
        fullPage: true,
      });
    }
  }
  await browser.close();
  writeFileSync(LIST, `${JSON.stringify(Object.fromEntries(digests), null, 2)}\n`);
}

describe('the pictures in the docs', () => {
  // After a change that is meant: nx regenerate miniprogram
  test.each(Object.keys(SCENES))('show "%s" as it is, light and dark', async (name) => {
    await SCENES[name]?.(page);
    const tree = page.tree();
    htmls.set(name, buildPictureHtml(tree, name.startsWith('large-font') ? 24 : 16));
    digests.set(name, digest(tree));
    if (writing) return;
    const drawn = JSON.parse(readFileSync(LIST, 'utf8')) as Record<string, string>;
    expect(digests.get(name)).toBe(drawn[name]);
    for (const mode of MODES) expect(existsSync(`${FOLDER}${name}-${mode}.png`)).toBe(true);
  });

  test('are those of the scenes and no others, each shown by the guide', () => {
    if (writing) return;
    const files = Object.keys(SCENES).flatMap((name) => MODES.map((mode) => `${name}-${mode}.png`));
    expect(readdirSync(FOLDER).sort()).toEqual([...files, 'pictures.json'].sort());
    const guide = readFileSync(`${FOLDER}../../miniprogram.md`, 'utf8');
    expect(files.filter((file) => !guide.includes(`images/miniprogram/${file}`))).toEqual([]);
  });

  test('differ from one another: no two scenes look the same', () => {
    expect(new Set(htmls.values()).size).toBe(Object.keys(SCENES).length);
  });
});
