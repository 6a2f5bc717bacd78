import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { DEADLINE_MS, runNode } from './run-node.js';
import { ROOT } from './workspace-root.js';

const FOREIGN_TO_CORE = [
  'new URL("http://a")',
  'new TextEncoder()',
  'setTimeout(() => {}, 1)',
  'Buffer.from("a")',
  'process.env',
  'fetch("a")',
  'crypto',
];

describe('the compiler, by the settings of core,', () => {
  let refused = '';

  beforeAll(() => {
    refused = compileAsCore(FOREIGN_TO_CORE);
  }, DEADLINE_MS);

  test.each([...FOREIGN_TO_CORE.entries()])('rejects what only a platform has, case %i: %s', (number) => {
    expect(refused).toMatch(new RegExp(`breach-${number}\\.ts.*Cannot find name`));
  });

  test('accepts what the language itself has', () => {
    expect(compileAsCore(['Math.max(1, 2)'])).toBe('');
  });
});

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
