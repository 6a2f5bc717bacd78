import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot, type Bundle } from './bundle-entry.js';

/** Folders whose files may run inside an app. */
const WELCOME = ['libs/core/', 'libs/browser/'];

/**
 * Finds what has no place inside an app: a built-in module of Node, a field named `secret`, code of another room.
 *
 * @returns one sentence each, that names the file, and the file that asked for it
 */
export function findLeaks({ metafile }: Bundle, welcome: readonly string[] = WELCOME): string[] {
  const inputs = Object.keys(metafile.inputs).filter((file) => file !== '<stdin>');
  return inputs.flatMap((file) => [
    ...findBuiltins(file, metafile.inputs[file]?.imports ?? []),
    ...(welcome.some((folder) => file.startsWith(folder))
      ? findSecrets(file)
      : [explainStranger(file, metafile)]),
  ]);
}

function findBuiltins(file: string, imports: readonly { readonly path: string }[]): string[] {
  return imports
    .filter(({ path }) => path.startsWith('node:') || builtinModules.includes(path))
    .map(({ path }) => `${file} imports ${path}, which no app has`);
}

function explainStranger(file: string, metafile: Bundle['metafile']): string {
  const [importer = 'the entry'] =
    Object.entries(metafile.inputs).find(([, { imports }]) => imports.some(({ path }) => path === file)) ??
    [];
  return `${file} does not belong into an app; ${importer} imports it`;
}

/** A secret can be refused by name, as in `'secret' in options`; it cannot be read, written or sent. */
function findSecrets(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(repositoryRoot, file), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && node.text === 'secret') {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push(`${file}:${line + 1} names a field "secret"`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
