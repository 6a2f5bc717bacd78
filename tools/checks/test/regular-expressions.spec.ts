import { beforeAll, describe, expect, test } from '@jest/globals';
import { DEADLINE_MS, lintTexts } from './run-node.js';

const REFUSED = [
  'export const languages = /^\\s*(zh|en)(?:-[a-z0-9-]+)?\\s*(?:;\\s*q=([\\d.]+))?\\s*$/i;',
  'export const weights = (range: string) => range.split(/\\s*;\\s*q=/);',
  "export const trimmed = (text: string) => text.replace(/\\s+$/, '');",
  'export const nested = /^(?:a+)+$/;',
  'export const built = (name: string) => new RegExp(`${name}=`);',
  'export const called = (name: string) => RegExp(name);',
];
const ACCEPTED = [
  'export const weight = /^(?:0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)$/;',
  'export const challenge = /^[A-Za-z0-9_-]{43}$/;',
];
const FILES = ['libs/core/src/ticket.ts', 'apps/simulator/page/src/main.tsx'];

describe('a regular expression', () => {
  const RULE = /^(?:regexp\/no-super-linear-|no-restricted-syntax)/m;
  const found = new Map<string, string>();

  beforeAll(() => {
    const cases = FILES.flatMap((file) =>
      [...REFUSED, ...ACCEPTED].map((line) => [file, `${line}\n`] as const),
    );
    lintTexts(cases).forEach((messages, at) => found.set(String(cases[at]), messages));
  }, DEADLINE_MS);

  test.each(REFUSED)('is refused when its cost may grow faster than its input: %s', (line) => {
    for (const file of FILES) expect(found.get(`${file},${line}\n`)).toMatch(RULE);
  });

  test.each(ACCEPTED)('is accepted when its cost may not: %s', (line) => {
    for (const file of FILES) expect(found.get(`${file},${line}\n`)).not.toMatch(RULE);
  });
});
