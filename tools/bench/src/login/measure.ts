import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runWrk } from './run-wrk.js';
import type { StartedServer } from './start-server.js';
import type { BenchRequest, Stream } from './steps.js';
import { summariseProfile } from './summarise-profile.js';

/** Options of a measurement. */
export interface RunOptions {
  readonly seconds: number;
  readonly rounds: number;
  /** Length of the warm-up in seconds, repeated until a number of requests was sent. */
  readonly warmUpSeconds: number;
  readonly warmUpRequests: number;
  readonly connections: number;
}

/** Figures of one round of a stream. */
export interface Measurement {
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly megabytes: number;
}

const WARM_UP_DEADLINE_MS = 10_000;

/** Stream written to a file, and the position up to which it was sent. */
export class SentStream {
  readonly rounds: Measurement[] = [];
  private sent = 0;

  /** @param requests file of its requests */
  constructor(
    private readonly server: StartedServer,
    private readonly requests: string,
    private readonly options: RunOptions & { readonly bodyType?: string },
  ) {}

  /** Warms the server up: the first thousands of requests run code that is not compiled yet. */
  async warmUp(): Promise<void> {
    const { warmUpRequests, warmUpSeconds } = this.options;
    const deadline = Date.now() + WARM_UP_DEADLINE_MS;
    do await this.send(warmUpSeconds);
    while (this.sent < warmUpRequests && Date.now() < deadline);
  }

  async measure(): Promise<void> {
    const before = this.server.readCpuSeconds();
    const { requests, seconds, p50Ms, p99Ms } = await this.send(this.options.seconds);
    if (requests === 0) throw new Error(`${this.server.url} answered no request in ${seconds} s.`);
    this.rounds.push({
      perSecond: requests / seconds,
      cpuMicros: ((this.server.readCpuSeconds() - before) / requests) * 1e6,
      p50Ms,
      p99Ms,
      megabytes: this.server.readMegabytes(),
    });
  }

  /** Profiles the processor time in a round that is not counted. */
  async profile(file: string): Promise<string> {
    rmSync(file, { force: true });
    this.server.toggleProfile();
    await sleep(200);
    await this.send(this.options.warmUpSeconds);
    this.server.toggleProfile();
    return summariseProfile(file);
  }

  private async send(seconds: number) {
    const { connections, bodyType } = this.options;
    const load = { url: this.server.url, requests: this.requests, bodyType };
    const result = await runWrk(load, { seconds, connections, skip: this.sent });
    // Requests in progress at the end are not among the completed ones.
    this.sent += result.requests + connections;
    return result;
  }
}

/** Writes the requests of a stream to a file, once. @returns its path */
export async function writeRequests(folder: string, name: string, stream: Stream): Promise<string> {
  const file = join(folder, `${name.replaceAll(/\W+/g, '-')}-${stream.target}.txt`);
  if (existsSync(file)) return file;
  const output = createWriteStream(file);
  for (let index = 0; index < stream.count; index++) {
    if (!output.write(`${writeLine(await stream.build(index))}\n`)) await once(output, 'drain');
  }
  output.end();
  await once(output, 'finish');
  return file;
}

function writeLine({ method, path, token, json }: BenchRequest): string {
  return [method, path, token ? `Bearer ${token}` : '', json ? JSON.stringify(json) : ''].join('\t');
}
