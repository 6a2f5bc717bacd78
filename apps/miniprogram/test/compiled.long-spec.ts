import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { installPackages } from '../../../tools/install-packages.mjs';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const CI = fileURLToPath(new URL('ci', import.meta.url));
const JEST = fileURLToPath(new URL('../../../node_modules/jest/bin/jest.js', import.meta.url));

function run(parameters: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...parameters], {
    cwd: PROJECT,
    encoding: 'utf8',
    timeout: 240_000,
    env: { ...process.env, ...env },
  });
  return { status, output: stdout + stderr };
}

describe("the mini program as WeChat's own compiler makes it", () => {
  const folder = mkdtempSync(join(tmpdir(), 'miniprogram-compiled-'));
  let compiled: ReturnType<typeof run>;

  beforeAll(() => {
    installPackages(CI, { deadlineMs: 600_000 });
    compiled = run([join(CI, 'compile.cjs'), join(PROJECT, 'dist'), folder]);
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('compiles, with every file of the page', () => {
    expect(compiled).toMatchObject({ status: 0 });
    const files = ['app.js', 'app.json', 'routes/explore.js', 'routes/explore.wxml', 'routes/explore.wxss'];
    expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  test('is ES5', () => {
    const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    expect(scripts.length).toBeGreaterThan(2);
    expect(scripts.flatMap((file) => findNewSyntax(join(folder, file)))).toEqual([]);
  });

  test('passes the tests of the page', () => {
    const parameters = [
      '--experimental-vm-modules',
      '--no-warnings',
      JEST,
      '-w',
      '1',
      'test/explore.spec.ts',
    ];
    const { status, output } = run(parameters, { MINIPROGRAM_FOLDER: folder, LONG_TESTS: '' });
    expect([status, status === 0 ? '' : output]).toEqual([0, '']);
  }, 300_000);
});

const NEW_SYNTAX = new Set([
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.TemplateExpression,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ObjectBindingPattern,
  ts.SyntaxKind.ArrayBindingPattern,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.AwaitExpression,
  ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.QuestionDotToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.BigIntLiteral,
]);

/** Names the syntax of a file that came after ES5. */
function findNewSyntax(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isLexical = ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) !== 0;
    if (NEW_SYNTAX.has(node.kind) || isLexical) found.push(`${file}: ${ts.SyntaxKind[node.kind]}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
