import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { listFiles, ROOT } from './workspace-root.js';

/** What callers pass in; what is given back has other names. */
const PASSED_IN =
  /^export (?:interface|type) (\w*(?:Options|Limits|Changes|Docs|Launch|Source))\b[^]*?\n(?=\n|$)/gm;
const OPTIONAL = /^ +readonly (\w+)\?: (.+);$/gm;

test('each option that may be absent may be undefined too, as a value of an app with "exactOptionalPropertyTypes" is', () => {
  const found = listFiles('libs/core/src', 'libs/client/src', 'libs/browser/src', 'libs/nest/src').flatMap(
    (file) => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return [...text.matchAll(PASSED_IN)].flatMap(([declaration, name]) =>
        [...declaration.matchAll(OPTIONAL)]
          .filter(([, , type = '']) => !/\bundefined$|^never$/.test(type))
          .map(([, option]) => `${file}: ${name}.${option}`),
      );
    },
  );
  expect(found).toEqual([]);
});
