import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from './workspace-root.js';

const FOLDER = 'docs/.vitepress';
const STARTS_WITHIN_MS = 120_000;

let server: ChildProcess | undefined;
let origin = '';

/** What `npm run docs` starts, without the API reference. */
beforeAll(async () => {
  spawnSync(process.execPath, ['tools/install-packages.mjs', FOLDER], {
    cwd: ROOT,
    timeout: STARTS_WITHIN_MS,
  });
  const program = join(FOLDER, 'node_modules/vitepress/bin/vitepress.js');
  const args = [program, 'dev', 'docs', '--port', '0', '--host', '127.0.0.1'];
  server = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: STARTS_WITHIN_MS,
  });
  for await (const line of createInterface({ input: server.stdout ?? process.stdin })) {
    origin = /http:\/\/[\w.]+:\d+/.exec(line.replace(/\u001B\[\d+m/g, ''))?.[0] ?? '';
    if (origin !== '') return;
  }
}, STARTS_WITHIN_MS * 2);
afterAll(async () => {
  if (!server || server.exitCode !== null) return;
  server.kill();
  await once(server, 'exit');
});

test.each(['zh/console', 'console'])(
  'the development server of the docs has the page %s and each picture that it shows',
  async (page) => {
    const script = await (await fetch(`${origin}/${page}.md?import`)).text();
    const pictures = [...new Set(script.match(/\/images\/[\w-]+\.webp/g))];
    expect(pictures.length).toBeGreaterThan(10);
    for (const picture of pictures) {
      const { headers } = await fetch(`${origin}${picture}`);
      expect([picture, headers.get('content-type')]).toEqual([picture, 'image/webp']);
    }
  },
);

test.each(['zh/guides/capacitor', 'guides/capacitor'])(
  'the checklist of the page %s can be ticked',
  async (page) => {
    const script = await (await fetch(`${origin}/${page}.md?import`)).text();
    expect(script.match(/<input type=\\?"checkbox/g)).toHaveLength(6);
    expect(script).not.toContain('[ ]');
  },
);

test('no page has the reader’s browser fetch from other sites', async () => {
  const script = await (await fetch(`${origin}/@siteData`)).text();
  expect(script.includes('socialLinks')).toBe(true);
  expect(script.includes('\\"icon\\":\\"github\\"')).toBe(false);
});
