import { findFreePort, startProcess } from '@app2wxapp/test-environment/servers';
import { cleanEnvironment } from './npm.js';

/** A server that was started by a command. */
export interface StartedServer {
  readonly origin: string;
  readonly output: { readonly stdout: string; readonly stderr: string };
  stop(): Promise<void>;
}

/** Starts a server by a command in a folder, with a free port as `PORT`, and waits until it answers. */
export async function startServer(
  cwd: string,
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<StartedServer> {
  const port = await findFreePort();
  const server = startProcess(command, args, {
    cwd,
    env: { ...cleanEnvironment(), ...env, PORT: String(port) },
    // npx starts the server by a shell of its own: the signal goes to all of them.
    detached: true,
  });
  const origin = `http://localhost:${port}`;
  await server.waitForAnswer(origin);
  const stop = async () => {
    if (server.child.exitCode !== null || server.child.pid === undefined) return;
    process.kill(-server.child.pid, 'SIGTERM');
    await server.waitForExit(20_000);
  };
  return { origin, output: server.output, stop };
}
