import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { DEADLINE_MS, lintTexts, runNode } from './run-node.js';
import { ROOT } from './workspace-root.js';

const REFUSED: readonly [file: string, imported: string, why: string][] = [
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

const ALLOWED: readonly [file: string, imported: string][] = [
  ['libs/authority/src/index.ts', '@app2wxapp/core'],
  ['libs/nest/src/index.ts', '@app2wxapp/client'],
  ['apps/authority-server/src/main.ts', '@app2wxapp/authority'],
  ['apps/backend/test/login.spec.ts', '@app2wxapp/test-environment/servers'],
];

const FOREIGN_TO_CORE = [
  'new URL("http://a")',
  'new TextEncoder()',
  'setTimeout(() => {}, 1)',
  'Buffer.from("a")',
  'process.env',
  'fetch("a")',
  'crypto',
];

describe('module boundaries', () => {
  const BOUNDARY = /enforce-module-boundaries|no-restricted-imports/;
  const found = new Map<string, string>();

  beforeAll(() => {
    const cases = [...REFUSED, ...ALLOWED].map(([file, imported]) => [file, imported] as const);
    const texts = cases.map(([file, imported]) => [file, buildImport(imported)] as const);
    lintTexts(texts).forEach((messages, at) => found.set(String(cases[at]), messages));
  }, DEADLINE_MS);

  test.each(REFUSED)('lint refuses %s importing %s: %s', (file, imported) => {
    expect(found.get(String([file, imported]))).toMatch(BOUNDARY);
  });

  test.each(ALLOWED)('lint accepts %s importing %s', (file, imported) => {
    expect(found.get(String([file, imported]))).not.toMatch(BOUNDARY);
  });
});

describe('the compiler', () => {
  let refused = '';

  beforeAll(() => {
    refused = compileAsCore(FOREIGN_TO_CORE);
  }, DEADLINE_MS);

  test.each([...FOREIGN_TO_CORE.entries()])('refuses in core, case %i: %s', (number) => {
    expect(refused).toMatch(new RegExp(`breach-${number}\\.ts.*Cannot find name`));
  });

  test('accepts in core what the language itself has', () => {
    expect(compileAsCore(['Math.max(1, 2)'])).toBe('');
  });
});

function buildImport(imported: string): string {
  return `import * as imported from '${imported}';\nexport const used = imported;\n`;
}

/** What the compiler says of files with one expression each, `breach-<number>.ts`, under core's own settings. */
function compileAsCore(expressions: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-core-'));
  const settings = {
    extends: join(ROOT, 'libs/core/tsconfig.lib.json'),
    compilerOptions: { composite: false, noEmit: true, rootDir: '.', tsBuildInfoFile: null },
    include: ['breach-*.ts'],
  };
  try {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    expressions.forEach((expression, number) =>
      writeFileSync(join(folder, `breach-${number}.ts`), `export const breach = ${expression};\n`),
    );
    return runNode([join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder], '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
