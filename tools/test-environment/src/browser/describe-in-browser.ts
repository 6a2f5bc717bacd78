import { describe, test } from '@jest/globals';
import { hasBrowser } from './launch-browser.js';

/**
 * Describes tests that need a browser of Chromium's family. Where none is installed they are skipped, which is said
 * aloud; with `CI=true` that is a failure.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  if (hasBrowser()) return describe(name, tests);
  const message = `SKIPPED, not passed: "${name}" needs Chromium or Chrome. Install one, or set CHROMIUM_PATH.`;
  if (process.env.CI === 'true') {
    test(name, () => {
      throw new Error(message);
    });
    return;
  }
  process.stderr.write(`\n${message}\n`);
  describe.skip(name, tests);
}
