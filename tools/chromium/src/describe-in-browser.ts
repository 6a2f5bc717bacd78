import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';

const { env, platform } = process;
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = env[name];
    if (folder === undefined) return [];
    return [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
  }),
};
const executablePath = env.CHROMIUM_PATH ?? PLACES[platform]?.find((path) => existsSync(path));

/**
 * Describes tests that need a browser of Chromium's family. Where none is installed they are skipped, which is said
 * aloud; with `CI=true` that is a failure.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  if (executablePath !== undefined) return describe(name, tests);
  const message = `SKIPPED, not passed: "${name}" needs Chromium or Chrome. Install one, or set CHROMIUM_PATH.`;
  if (env.CI === 'true') {
    test(name, () => {
      throw new Error(message);
    });
    return;
  }
  process.stderr.write(`\n${message}\n`);
  describe.skip(name, tests);
}

/** Starts the browser that was found. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // Containers run as root and have no sandbox; the pages opened are our own.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
