import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { isAtLeast } from '../src/base-library.js';

const SOURCES = fileURLToPath(new URL('../src', import.meta.url));
const PAGE = new URL('../../../docs/miniprogram.md', import.meta.url);
const TYPINGS = createRequire(import.meta.url).resolve('miniprogram-api-typings/types/wx/lib.wx.api.d.ts');

/** What operators are told to set as the minimum. */
const [, LEAST = ''] =
  /_minimum base library_ [^\n]* to (\d+\.\d+\.\d+)/.exec(readFileSync(PAGE, 'utf8')) ?? [];

/** A call of `wx`, and whether the code asks first whether there is one. */
interface Call {
  readonly name: string;
  readonly guarded: boolean;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function findCalls(file: string): Call[] {
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'wx') {
      const { parent } = node;
      const guarded = ts.isCallExpression(parent) && parent.questionDotToken !== undefined;
      calls.push({ name: node.name.text, guarded });
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return calls;
}

/** Of each call of `wx`, the base library that its documentation asks for; none = the first. */
function readVersions(): Map<string, string> {
  const versions = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'Wx') {
      for (const member of node.members) {
        const comment = ts.getJSDocCommentsAndTags(member).map((doc) => doc.getText());
        const [, version = '0.0.0'] = /^\* 需要基础库： `([\d.]+)`/m.exec(comment.join('\n')) ?? [];
        versions.set(member.name?.getText() ?? '', version);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(TYPINGS));
  return versions;
}

const files = readdirSync(SOURCES, { recursive: true }).map(String);
const calls = files.filter((file) => file.endsWith('.ts')).flatMap((file) => findCalls(join(SOURCES, file)));
const versions = readVersions();
const names = [...new Set(calls.map(({ name }) => name))];

test('the guide names a minimum base library', () => expect(LEAST).toMatch(/^\d+\.\d+\.\d+$/));

test.each(names)('wx.%s is in the minimum base library, or checked before its use', (name) => {
  const version = versions.get(name);
  expect(version).toBeDefined();
  if (isAtLeast(LEAST, version ?? '')) return;
  expect(calls.filter((call) => call.name === name && !call.guarded)).toEqual([]);
});
