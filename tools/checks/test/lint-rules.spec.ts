import { beforeAll, describe, expect, test } from '@jest/globals';
import { DEADLINE_MS, lintTexts } from './run-node.js';

const REFUSED_IMPORTS: readonly [file: string, imported: string, why: string][] = [
  ['libs/core/src/index.ts', '@app2wxapp/client', 'core knows no other room'],
  ['libs/core/src/index.ts', 'jose', 'core depends on no package'],
  ['libs/core/src/index.ts', 'node:crypto', 'core uses nothing of Node'],
  ['libs/authority/src/index.ts', '@app2wxapp/client', 'the rules of tickets do not know who calls them'],
  ['libs/client/src/index.ts', '@app2wxapp/nest', 'the client does not know the framework around it'],
  ['libs/browser/src/index.ts', '@app2wxapp/client', 'what runs in an app never sees what holds the secret'],
  ['libs/consent/src/index.ts', '@app2wxapp/browser', 'the mini program does not know the app'],
  [
    'libs/nest/src/index.ts',
    '@app2wxapp/authority',
    'a backend shares types from core with the authority, nothing else',
  ],
  [
    'apps/backend/src/main.ts',
    '@app2wxapp/authority',
    'backend and authority are deployed by different people',
  ],
  ['apps/authority-server/src/main.ts', '@app2wxapp/client', 'the authority calls no authority'],
  ['apps/authority-server/src/main.ts', '@app2wxapp/backend', 'nothing imports an app'],
  ['apps/backend/src/main.ts', '@app2wxapp/test-environment/servers', 'tools are no part of the product'],
  ['libs/nest/src/index.ts', 'semver', 'a package that is only there because another needs it'],
  ['libs/nest/src/index.ts', '../../client/src/index.js', 'files of another project are not imported'],
  ['libs/nest/src/index.ts', '@app2wxapp/nest', 'a project does not import itself'],
  ['tools/page-speed/src/main.ts', '@app2wxapp/client', 'the manifest does not list it'],
];

const ACCEPTED_IMPORTS: readonly [file: string, imported: string][] = [
  ['libs/authority/src/index.ts', '@app2wxapp/core'],
  ['libs/nest/src/index.ts', '@app2wxapp/client'],
  ['apps/authority-server/src/main.ts', '@app2wxapp/authority'],
  ['apps/backend/test/login.spec.ts', '@app2wxapp/test-environment/servers'],
];

const REFUSED_EXPRESSIONS = [
  'export const languages = /^\\s*(zh|en)(?:-[a-z0-9-]+)?\\s*(?:;\\s*q=([\\d.]+))?\\s*$/i;',
  'export const weights = (range: string) => range.split(/\\s*;\\s*q=/);',
  "export const trimmed = (text: string) => text.replace(/\\s+$/, '');",
  'export const nested = /^(?:a+)+$/;',
  'export const built = (name: string) => new RegExp(`${name}=`);',
  'export const called = (name: string) => RegExp(name);',
  'export const global = (name: string) => new globalThis.RegExp(name);',
  'export const alternatives = /(?:a|a)+b/;',
  'export const referred = /(.*)x\\1/;',
  "export const searched = (text: string) => text.search('\\\\s+$');",
  'export const matched = (text: string, name: string) => text.match(`${name}+$`);',
  "export const all = (text: string, name: string) => [...text.matchAll(name + '+$')];",
  'export const named = (text: string, name: string) => text.match(name);',
  'export const either = (text: string, name: string | RegExp) => text.search(name);',
  'export const given = (text: string, name: any) => text.match(name);',
];
const ACCEPTED_EXPRESSIONS = [
  'export const weight = /^(?:0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)$/;',
  'export const challenge = /^[A-Za-z0-9_-]{43}$/;',
  'const PART = /^a/; export const part = (text: string) => text.match(PART);',
  'export const users = (of: { search(name: string): number }, name: string) => of.search(name);',
];
const EXPRESSIONS_IN = ['libs/core/src/ticket.ts', 'apps/simulator/page/src/main.tsx'];

const REFUSED_LOOPS = [
  'let all: string[] = []; for (const part of given) all = [...all, part]; return all;',
  'let all: string[] = []; for (const part of given) all = all.concat(part); return all;',
  'let all: object = {}; for (const part of given) all = { ...all, [part]: 1 }; return all;',
  'return given.reduce<string[]>((all, part) => [...all, part], []);',
  'return given.reduce((all, part) => { return { ...all, [part]: 1 }; }, {});',
  'const all: string[] = []; given.forEach((part) => all.unshift(part)); return all;',
  'while (given.length > 1) given.splice(0, 1); return given;',
  "let rest = text; while (rest.startsWith(' ')) rest = rest.slice(1); return rest;",
  "let rest = text; while (rest.includes('  ')) rest = rest.replace('  ', ' '); return rest;",
  'return given.filter((part, at) => given.indexOf(part) === at);',
  'return given.map((part) => given.find((other) => other !== part));',
  'for (const part of given) if (given.filter((other) => other === part).length > 1) return part;',
  'for (let at = 0; at < text.length; at++) if (text.includes(given[at])) return at;',
  'for (let at = 0; at < text.length; at++) if (/^a/.test(text.slice(at))) return at;',
];
const ACCEPTED_LOOPS = [
  'const all: string[] = []; for (const part of given) all.push(part); return all;',
  "let at = 0; while ((at = text.indexOf(',', at)) >= 0) at += 1; return at;",
  'for (let at = 0; at < text.length; at += 2) given.push(text.slice(at, at + 2)); return given;',
  'return given.map((part) => { let all: string[] = []; all = [...all, part]; return all; });',
  'const by: Record<string, object> = {}; for (const part of given) by[part] = { ...by[part], a: 1 }; return by;',
  'return given.reduce((all, part) => all.replaceAll(part, part), text);',
  'const known = new Set<string>(); return given.filter((part) => known.has(part));',
];

/** Files of the authority, and whether each is refused the address of a request, which may be any text. */
const ADDRESS_READERS = [
  ['apps/authority-server/src/main.ts', true],
  ['apps/authority-server/src/logins/issue.controller.ts', true],
  ['apps/authority-server/src/config/client-address.ts', false],
] as const;
const ADDRESS_READS = [
  'export const address = (request: { readonly ip: string }) => request.ip;\n',
  'export const address = (request: { readonly ip: string }) => {\n  const { ip } = request;\n  return ip;\n};\n',
];

/** Exports of a library, each with one member or declaration that has no docstring. */
const UNDOCUMENTED = [
  '/** Options. */\nexport interface Options {\n  readonly retry: number;\n}\n',
  '/** Calls. */\nexport interface Calls {\n  send(): void;\n}\n',
  '/** Cache. */\nexport class Cache {\n  readonly size = 1;\n}\n',
  '/** Cache. */\nexport class Cache {\n  clear(): void {}\n}\n',
  'export const limit = 1;\n',
  'export function read(): void {}\n',
];
const DOCUMENTED = [
  '/** Options. */\nexport interface Options {\n  /** Number of retries. */\n  readonly retry: number;\n}\n',
  '/** Cache. */\nexport class Cache {\n  private readonly size = 1;\n  #entries = [];\n  constructor() {}\n}\n',
  // Its interface describes the method.
  '/** Clock. */\nexport class SystemClock implements Clock {\n  now(): number {\n    return 1;\n  }\n}\n',
  // Its base class does.
  '/** Log. */\nexport class Log extends Console {\n  override clear(): void {}\n}\n',
  'interface Options {\n  readonly retry: number;\n}\n',
];
const EXPORTS_IN = ['libs/core/src/ticket.ts', 'libs/authority/src/clock.port.ts'];

const WAITS_IN = 'apps/console-e2e/test/list-violations.ts';
const REFUSED_WAITS = [
  "await page.waitForFunction('document.title')",
  'await page.waitForFunction(`document.title`)',
  "const script = 'document.title';\nawait page.page.waitForFunction(script)",
  'await page.page.waitForTimeout(300)',
];
const ACCEPTED_WAITS = [
  'await page.waitForFunction(() => document.title)',
  'await page.waitForFunction(function () { return document.title; })',
];

type Case = readonly [file: string, text: string];

const importing = ([file, imported]: readonly string[]): Case => [
  file as string,
  `import * as imported from '${imported}';\nexport const used = imported;\n`,
];
const looping = (body: string): Case => [
  'libs/core/src/ticket.ts',
  `export function loop(given: string[], text: string): unknown {\n  ${body}\n}\n`,
];
const exporting = (text: string): Case[] => EXPORTS_IN.map((file) => [file, text]);
const holding = (line: string): Case[] => EXPRESSIONS_IN.map((file) => [file, `${line}\n`]);

// The linter loads its rules and the types once for all: that takes longer than all of the cases.
const found = new Map<string, string>();
const messagesOf = (one: Case) => found.get(String(one));

beforeAll(() => {
  const cases = [
    ...[...REFUSED_IMPORTS, ...ACCEPTED_IMPORTS].map(importing),
    ...[...REFUSED_EXPRESSIONS, ...ACCEPTED_EXPRESSIONS].flatMap(holding),
    ...[...REFUSED_LOOPS, ...ACCEPTED_LOOPS].map(looping),
    ...[...UNDOCUMENTED, ...DOCUMENTED].flatMap(exporting),
    ...[...REFUSED_WAITS, ...ACCEPTED_WAITS].map((text): Case => [WAITS_IN, text]),
    ...ADDRESS_READERS.flatMap(([file]) => ADDRESS_READS.map((text): Case => [file, text])),
  ];
  lintTexts(cases).forEach((messages, at) => found.set(String(cases[at]), messages));
}, DEADLINE_MS);

describe('an import', () => {
  const RULE = /enforce-module-boundaries|no-restricted-imports/;

  test.each(REFUSED_IMPORTS)('in %s of %s is refused: %s', (...one) => {
    expect(messagesOf(importing(one))).toMatch(RULE);
  });

  test.each(ACCEPTED_IMPORTS)('in %s of %s is accepted', (...one) => {
    expect(messagesOf(importing(one))).not.toMatch(RULE);
  });
});

describe('a regular expression', () => {
  const RULE = /^(?:regexp\/no-super-linear-|no-restricted-syntax|cost\/no-text-as-expression)/m;

  test.each(REFUSED_EXPRESSIONS)('is refused when its cost may grow faster than its input: %s', (line) => {
    for (const one of holding(line)) expect(messagesOf(one)).toMatch(RULE);
  });

  test.each(ACCEPTED_EXPRESSIONS)('is accepted when its cost may not: %s', (line) => {
    for (const one of holding(line)) expect(messagesOf(one)).not.toMatch(RULE);
  });
});

describe('a loop', () => {
  const RULE = /^cost\/no-quadratic-loop/m;

  test.each(REFUSED_LOOPS)('is refused when its cost grows with the square of its input: %s', (body) => {
    expect(messagesOf(looping(body))).toMatch(RULE);
  });

  test.each(ACCEPTED_LOOPS)('is accepted when its cost does not: %s', (body) => {
    expect(messagesOf(looping(body))).not.toMatch(RULE);
  });
});

describe('an export of a library', () => {
  test.each(UNDOCUMENTED)('is refused without a docstring of it and of each member: %s', (text) => {
    for (const one of exporting(text)) expect(messagesOf(one)).toContain('jsdoc/require-jsdoc');
  });

  test.each(DOCUMENTED)('is accepted with these docstrings: %s', (text) => {
    for (const one of exporting(text)) expect(messagesOf(one)).not.toContain('jsdoc/require-jsdoc');
  });
});

test('a test of a browser passes waitForFunction a function, and does not use waitForTimeout', () => {
  for (const text of REFUSED_WAITS) expect(messagesOf([WAITS_IN, text])).toContain('no-restricted-syntax');
  for (const text of ACCEPTED_WAITS)
    expect(messagesOf([WAITS_IN, text])).not.toContain('no-restricted-syntax');
});

test('the address of a request, which may be any text, is read in one file of the authority', () => {
  for (const [file, isRefused] of ADDRESS_READERS) {
    const refused = ADDRESS_READS.map((text) =>
      messagesOf([file, text])?.includes('no-restricted-properties'),
    );
    expect([file, refused]).toEqual([file, ADDRESS_READS.map(() => isRefused)]);
  }
});
