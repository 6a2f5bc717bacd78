import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The root of the workspace, absolute, with a trailing slash. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The files of the project that match, as paths relative to its root: what git keeps and what it does not ignore. */
export function listFiles(...patterns: string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns];
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\n').filter(Boolean);
}
