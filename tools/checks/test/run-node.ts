import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ROOT } from './workspace-root.js';

/** How long a compiler or a linter may take on a busy machine. */
export const DEADLINE_MS = 240_000;

/** What a script prints that gets `input` on standard input. Throws when it writes an error. */
export function runNode(args: string[], input: string): string {
  const options = { cwd: ROOT, encoding: 'utf8', input, timeout: DEADLINE_MS } as const;
  const { stdout, stderr, error } = spawnSync(process.execPath, args, options);
  if (error) throw error;
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

/** What lint reports of each file of the repository, if the text were all it held: a message a line. */
export function lintTexts(cases: readonly (readonly [file: string, text: string])[]): string[] {
  const script = fileURLToPath(new URL('lint-texts.mjs', import.meta.url));
  const answers = JSON.parse(runNode([script], JSON.stringify(cases))) as string[][];
  const unparsed = answers.flat().find((message) => message.startsWith('null:'));
  if (unparsed !== undefined) throw new Error(unparsed);
  return answers.map((messages) => messages.join('\n'));
}
