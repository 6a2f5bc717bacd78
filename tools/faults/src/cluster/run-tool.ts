import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Runs a command that ends soon.
 *
 * @returns its standard output
 * @throws {Error} when it fails or has not ended after ten seconds, with the first line of its error
 */
export async function runTool(command: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await run(command, args, { timeout: 10_000, killSignal: 'SIGKILL' })).stdout;
  } catch (cause) {
    const { stderr, message } = cause as Error & { readonly stderr?: string };
    const [line] = (stderr || message).trim().split('\n');
    throw new Error(`${command} ${args.join(' ')}: ${line}`, { cause });
  }
}
