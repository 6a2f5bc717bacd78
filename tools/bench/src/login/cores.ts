import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const CORES = availableParallelism();
const SERVER = '0';
const OTHERS = `1-${CORES - 1}`;
// Tried, since a container may have other cores than the first ones.
const CAN_PIN =
  CORES > 1 && [SERVER, OTHERS].every((cores) => spawnSync('taskset', ['-c', cores, 'true']).status === 0);

/** Spread of the processes, for the report. */
export const SPREAD = CAN_PIN
  ? `the measured server on core 0, everything else on ${OTHERS === '1-1' ? 'core 1' : `cores ${OTHERS}`}`
  : 'cores not pinned';

/** Makes a command run on the core of the measured servers, where cores can be pinned. */
export function pinServer(command: string, args: readonly string[]): [string, string[]] {
  return pin(SERVER, command, args);
}

/** Makes a command run on the other cores. */
export function pinBeside(command: string, args: readonly string[]): [string, string[]] {
  return pin(OTHERS, command, args);
}

/** Moves a running process to the other cores; processes that it starts from then on follow. */
export function moveBeside(pid: number): void {
  if (CAN_PIN) spawnSync('taskset', ['-cp', OTHERS, String(pid)]);
}

function pin(cores: string, command: string, args: readonly string[]): [string, string[]] {
  return CAN_PIN ? ['taskset', ['-c', cores, command, ...args]] : [command, [...args]];
}
