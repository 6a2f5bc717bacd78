import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
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
  ['apps/backend/src/main.ts', '@app2wxapp/local-servers', 'tools are no part of the product'],
];

const ALLOWED: readonly [file: string, imported: string][] = [
  ['libs/authority/src/index.ts', '@app2wxapp/core'],
  ['libs/nest/src/index.ts', '@app2wxapp/client'],
  ['apps/authority-server/src/main.ts', '@app2wxapp/authority'],
  ['apps/backend/test/login.spec.ts', '@app2wxapp/local-servers'],
];

describe('module boundaries', () => {
  it.each(REFUSED)('lint refuses %s importing %s: %s', (file, imported) => {
    expect(lintImport(file, imported)).toMatch(/enforce-module-boundaries|no-restricted-imports/);
  });

  it.each(ALLOWED)('lint accepts %s importing %s', (file, imported) => {
    expect(lintImport(file, imported)).not.toMatch(/enforce-module-boundaries|no-restricted-imports/);
  });

  it.each([
    'new URL("http://a")',
    'new TextEncoder()',
    'setTimeout(() => {}, 1)',
    'Buffer.from("a")',
    'process.env',
    'fetch("a")',
    'crypto',
  ])('core does not compile with %s', (expression) => {
    const folder = mkdtempSync(join(ROOT, 'libs/core/out-tsc/'));
    try {
      writeFileSync(join(folder, 'breach.ts'), `export const breach = ${expression};\n`);
      expect(compileAsCore(folder)).toMatch(/Cannot find name/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** What the compiler says of a folder's `breach.ts` under core's own settings. */
function compileAsCore(folder: string): string {
  const settings = {
    extends: '../../tsconfig.lib.json',
    compilerOptions: { composite: false, noEmit: true, rootDir: '.', tsBuildInfoFile: null },
    include: ['breach.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  const args = [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder];
  return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout;
}

/** What lint says of a file of the repository, were this import its only line. */
function lintImport(file: string, imported: string): string {
  const args = ['node_modules/eslint/bin/eslint.js', '--stdin', '--stdin-filename', file, '--format', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    input: `import * as imported from '${imported}';\nexport const used = imported;\n`,
  });
  if (!stdout.startsWith('[')) throw new Error(`eslint did not run: ${stderr}`);
  const [result] = JSON.parse(stdout) as [{ messages: { ruleId: string | null; message: string }[] }];
  const broken = result.messages.find(({ ruleId }) => ruleId === null);
  if (broken) throw new Error(broken.message);
  return result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n');
}
