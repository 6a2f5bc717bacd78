import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from '@jest/globals';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { findSharedDemo } from '@app2wxapp/demo';
import { findFreePort } from '@app2wxapp/test-environment/servers';
import type { Browser } from 'playwright-core';

const CONSOLE = fileURLToPath(new URL('../../console/', import.meta.url));

describeInBrowser('the development server, as `nx serve console` starts it', () => {
  const demo = findSharedDemo();
  let browser: Browser;
  let server: ChildProcess;
  let port: number;

  beforeAll(async () => {
    browser = await launchBrowser();
    port = await findFreePort();
    const vite = createRequire(join(CONSOLE, 'package.json')).resolve('vite/package.json');
    server = spawn(process.execPath, [join(dirname(vite), 'bin', 'vite.js'), '--port', String(port)], {
      cwd: CONSOLE,
      env: { ...process.env, AUTHORITY_URL: demo.authority },
      stdio: 'ignore',
    });
  });
  afterAll(async () => {
    await browser?.close();
    server.kill();
  });

  test('signs in through it, and reads the pools of the authority behind it', async () => {
    const page = await browser.newPage({ locale: 'en-GB' });
    while (!(await page.goto(`http://localhost:${port}/console/`).catch(() => undefined))?.ok()) {
      await page.waitForTimeout(200);
    }
    await page.getByLabel('Operator token').fill(demo.operatorToken, { timeout: 90_000 });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Pools' }).waitFor();
    await page.locator('.ant-table-row').first().waitFor();
  });
});
