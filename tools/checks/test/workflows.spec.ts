import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ROOT, listFiles } from './workspace-root.js';

describe.each(listFiles('.github/workflows/*'))('%s', (path) => {
  test('runs third-party actions at an exact commit, since a tag can be moved', () => {
    const used = [...readFileSync(join(ROOT, path), 'utf8').matchAll(/uses: (\S+)/g)].map(
      ([, action]) => action,
    );
    expect(used.length).toBeGreaterThan(0);
    const moving = used.filter((action) => !/^\.\/|@[0-9a-f]{40}$/.test(action ?? ''));
    expect(moving).toEqual([]);
  });
});
