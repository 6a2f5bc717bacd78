import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from '@jest/globals';
import { launchBrowser } from '@app2wxapp/test-environment/browser';
import { describeInBrowser } from '@app2wxapp/test-environment/describe-in-browser';
import { findSharedDemo } from '@app2wxapp/demo';
import { findFreePort, startProcess, type StartedProcess } from '@app2wxapp/test-environment/servers';
import type { Browser } from 'playwright-core';

const CONSOLE = fileURLToPath(new URL('../../console/', import.meta.url));

describeInBrowser('the development server, as `nx serve console` starts it', () => {
  const demo = findSharedDemo();
  let browser: Browser;
  let server: StartedProcess | undefined;
  let port: number;

  beforeAll(async () => {
    browser = await launchBrowser();
    port = await findFreePort();
    const vite = createRequire(join(CONSOLE, 'package.json')).resolve('vite/package.json');
    const args = [join(dirname(vite), 'bin', 'vite.js'), '--port', String(port)];
    const env = { ...process.env, AUTHORITY_URL: demo.authority };
    server = startProcess(process.execPath, args, { cwd: CONSOLE, env });
    await server.waitForAnswer(`http://localhost:${port}/console/`);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('signs in through it, and reads the pools of the authority behind it', async () => {
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(`http://localhost:${port}/console/`);
    await page.getByLabel('Operator token').fill(demo.operatorToken, { timeout: 90_000 });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Pools' }).waitFor();
    await page.locator('.ant-table-row').first().waitFor();
  });
});
