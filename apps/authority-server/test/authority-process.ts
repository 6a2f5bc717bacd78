import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** The built server as a process of its own, on a free port. */
export class AuthorityProcess {
  private static readonly all: AuthorityProcess[] = [];
  readonly output = { out: '', err: '' };
  /** Settles with the exit code; `null` when a signal ended it. */
  readonly exit: Promise<number | null>;
  url = '';

  private constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output.out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.output.err += chunk.toString()));
    this.exit = once(child, 'exit').then(([code]) => code as number | null);
    AuthorityProcess.all.push(this);
  }

  /** Starts it with this environment and nothing of ours. */
  static spawn(env: Record<string, string>): AuthorityProcess {
    const inherited = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot };
    const options = { env: { ...inherited, PORT: '0', ...env }, stdio: 'pipe' as const };
    return new AuthorityProcess(spawn(process.execPath, [MAIN], options));
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

  async findUrl(): Promise<string> {
    for (;;) {
      const match = /listens on (http:\S+?)"/.exec(this.output.out);
      if (match?.[1] !== undefined) return (this.url = match[1]);
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`it did not start: ${this.output.err}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(): Promise<void> {
    this.child.kill();
    await this.exit;
  }
}
