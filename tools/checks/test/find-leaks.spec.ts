import { describe, expect, test } from '@jest/globals';
import { BUDGETS } from '../src/sizes/budgets.js';
import { bundleEntry } from '../src/sizes/bundle-entry.js';
import { findLeaks } from '../src/sizes/find-leaks.js';

const FIXTURES = 'tools/checks/test/fixtures/';
const welcome = ['libs/core/', 'libs/browser/', FIXTURES];

describe('the bundle of an app', () => {
  test.each(BUDGETS)('contains no code of a server: $name', async ({ entry }) => {
    expect(findLeaks(await bundleEntry(entry))).toStrictEqual([]);
  });
});

describe('the check names the culprit', () => {
  test.each([
    ['a built-in module', 'built-in.js', `${FIXTURES}built-in.js imports node:crypto, which no app has`],
    ['a field named secret', 'secret.js', `${FIXTURES}secret.js:1 names a field "secret"`],
    [
      'code of a server',
      'server-code.js',
      `does not belong into an app; ${FIXTURES}server-code.js imports it`,
    ],
  ])('of %s', async (_, file, sentence) => {
    const leaks = findLeaks(await bundleEntry(`./test/fixtures/${file}`), welcome);
    expect(leaks.join('\n')).toContain(sentence);
  });
});
