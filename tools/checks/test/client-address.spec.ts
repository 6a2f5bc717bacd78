import { expect, test } from '@jest/globals';
import { DEADLINE_MS, lintTexts } from './run-node.js';

const FILES = [
  ['apps/authority-server/src/main.ts', true],
  ['apps/authority-server/src/logins/issue.controller.ts', true],
  ['apps/authority-server/src/config/client-address.ts', false],
] as const;
const READS = [
  'export const address = (request: { readonly ip: string }) => request.ip;\n',
  'export const address = (request: { readonly ip: string }) => {\n  const { ip } = request;\n  return ip;\n};\n',
];

test(
  'the address of a request, which may be any text, is read in one file of the authority',
  () => {
    const cases = FILES.flatMap(([file]) => READS.map((text) => [file, text] as const));
    const refused = lintTexts(cases).map((messages) => messages.includes('no-restricted-properties'));
    expect(refused).toEqual(FILES.flatMap(([, isRefused]) => READS.map(() => isRefused)));
  },
  DEADLINE_MS,
);
