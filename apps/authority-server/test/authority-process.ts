import { fileURLToPath } from 'node:url';
import { signInFirst, startProcess, type StartedProcess } from '@app2wxapp/test-environment/servers';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** The built server as a process of its own, on a free port. */
export class AuthorityProcess {
  private static readonly all: AuthorityProcess[] = [];
  url = '';

  private constructor(private readonly started: StartedProcess) {
    AuthorityProcess.all.push(this);
  }

  /** Starts it, or the command of it that `args` name, with this environment and nothing of ours. */
  static spawn(env: Record<string, string>, args: readonly string[] = []): AuthorityProcess {
    const inherited = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot };
    const options = { env: { ...inherited, PORT: '0', ...env } };
    return new AuthorityProcess(startProcess(process.execPath, [MAIN, ...args], options));
  }

  /** Starts it and waits until it listens. */
  static async start(env: Record<string, string>): Promise<AuthorityProcess> {
    const server = AuthorityProcess.spawn(env);
    await server.findUrl();
    return server;
  }

  static killAll(): void {
    for (const { child } of AuthorityProcess.all) child.kill('SIGKILL');
  }

  get child() {
    return this.started.child;
  }

  /** What it has printed so far; complete after `waitForExit`. */
  get output(): { readonly stdout: string; readonly stderr: string } {
    return this.started.output;
  }

  /** Waits until it has ended, a minute unless given. @returns the exit code; `null` when a signal ended it */
  waitForExit(deadlineMs?: number): Promise<number | null> {
    return this.started.waitForExit(deadlineMs);
  }

  async findUrl(): Promise<string> {
    const [, url = ''] = await this.started.waitForOutput(/listens on (http:\S+?)"/);
    return (this.url = url);
  }

  /** Signs in by the token of the first start, which it has printed. @returns the operator's lasting token */
  signInFirst(): Promise<string> {
    const [, first] =
      /^Operator token for one sign-in within a week: (\S{43})$/m.exec(this.output.stderr) ?? [];
    return signInFirst(this.url, first);
  }

  waitForOutput(pattern: RegExp): Promise<RegExpExecArray> {
    return this.started.waitForOutput(pattern);
  }

  stop(): Promise<void> {
    return this.started.stop();
  }
}
