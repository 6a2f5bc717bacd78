import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StartedProcess } from '@app2wxapp/test-environment/servers';

/** Appends the output of a process to a file from now on. Several processes may share one. */
export function keepLog(started: StartedProcess, file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  for (const stream of [started.child.stdout, started.child.stderr])
    stream?.on('data', (text: string) => appendFileSync(file, text));
}
