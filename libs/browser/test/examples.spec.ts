import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';

const ROOT = new URL('../../../', import.meta.url);
const pagesIn = (folder: string) =>
  readdirSync(new URL(folder, ROOT))
    .filter((file) => /^[^.]+\.md$/.test(file)) // the code of a Chinese page is the English page's
    .map((file) => folder + file);
const PAGES = [...pagesIn('docs/'), ...pagesIn('docs/guides/'), 'libs/browser/README.md', 'README.md'];

interface Call {
  readonly page: string;
  readonly name: string;
  readonly options: readonly string[];
}

/** The calls on a page that make a session or a login, and the options that each names or spreads. */
function findCalls(page: string): Call[] {
  const text = readFileSync(new URL(page, ROOT), 'utf8');
  return [...text.matchAll(/^ *```ts[^\n]*\n(.*?)^ *```$/gms)].flatMap(([, code = '']) => {
    const source = ts.createSourceFile('block.ts', code, ts.ScriptTarget.Latest);
    const calls: Call[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const callee = node.expression.getText(source);
        const [options] = node.arguments;
        if (/^(login|createLoginSession|session\.launch)$/.test(callee) && options) {
          const names = ts.isObjectLiteralExpression(options)
            ? options.properties.map((one) => one.name?.getText(source) ?? one.getText(source))
            : [];
          calls.push({ page, name: callee, options: names });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return calls;
  });
}

const calls = PAGES.flatMap(findCalls);
const label = ({ page, name }: Call) => `${name} on ${page}`;
const logins = calls.filter(({ name }) => name !== 'createLoginSession');
const sessions = calls.filter(({ name }) => name !== 'session.launch');

describe('code that a reader copies', () => {
  test('is on every page for a wrapper', () => {
    const pages = new Set(logins.map(({ page }) => page));
    for (const wrapper of ['react-native', 'expo', 'capacitor', 'cordova', 'uni-app']) {
      expect(pages).toContain(`docs/guides/${wrapper}.md`);
    }
  });

  test.each(logins.map((call) => [label(call), call] as const))(
    'names the mini program and the exchange: %s',
    (_, { options }) => {
      expect(options).toEqual(expect.arrayContaining(['userName', 'exchange']));
    },
  );

  test.each(sessions.map((call) => [label(call), call] as const))(
    'notices a back gesture: %s',
    (_, { options }) => {
      expect(options.some((name) => name === 'appState' || name.startsWith('...'))).toBe(true);
    },
  );
});
