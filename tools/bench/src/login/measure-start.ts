import { setTimeout as sleep } from 'node:timers/promises';
import type { StartedServer } from './start-server.js';

/** Figures of the start of a server, medians. */
export interface Start {
  readonly name: string;
  /** Seconds from the start of the process to the first response. */
  readonly seconds: number;
  /** Processor time until then, in seconds. */
  readonly cpuSeconds: number;
  /** Memory in use two seconds later (RSS), in MB. */
  readonly megabytes: number;
}

const REST_MS = 2000;

/** Starts a server several times, one after another. */
export async function measureStart(
  name: string,
  start: () => Promise<StartedServer>,
  rounds: number,
): Promise<Start> {
  const measured: Omit<Start, 'name'>[] = [];
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    const server = await start();
    const seconds = (performance.now() - begin) / 1000;
    const cpuSeconds = server.readCpuSeconds();
    await sleep(REST_MS);
    measured.push({ seconds, cpuSeconds, megabytes: server.readMegabytes() });
    await server.stop();
  }
  const middle = (key: keyof Omit<Start, 'name'>) =>
    measured.map((one) => one[key]).sort((one, two) => one - two)[Math.floor(rounds / 2)] ?? NaN;
  return {
    name,
    seconds: middle('seconds'),
    cpuSeconds: middle('cpuSeconds'),
    megabytes: middle('megabytes'),
  };
}

/** Writes the table of starts in Markdown. */
export function writeStarts(starts: readonly Start[]): string {
  const rows = starts.map(({ name, seconds, cpuSeconds, megabytes }) => {
    const cells = [name, seconds.toFixed(2), cpuSeconds.toFixed(2), Math.round(megabytes)];
    return `| ${cells.join(' | ')} |`;
  });
  const head = '| start | s to the first answer | processor s | MB at rest |\n|---|---|---|---|';
  return `\n${[head, ...rows].join('\n')}\n`;
}
