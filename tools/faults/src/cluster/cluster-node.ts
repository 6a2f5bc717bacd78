import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, type StartedProcess } from '@app2wxapp/test-environment/servers';
import { keepLog } from './keep-log.js';
import type { NetworkNode } from './network.js';
import { buildPatroniSettings, PATRONI_PORT, type ClusterSettings, type Member } from './patroni-settings.js';
import { runTool } from './run-tool.js';

const USER = 'postgres';
/** Of the file system of one server, in MB: small, so that it can be filled. */
const DISK_MB = 600;

/** One server of the cluster: a machine with PostgreSQL under Patroni, on a file system of its own in memory. */
export class ClusterNode implements Member {
  readonly name: string;
  readonly address: string;
  private patroni: StartedProcess | undefined;

  constructor(
    readonly network: NetworkNode,
    readonly folder: string,
    private readonly logs: string,
  ) {
    this.address = network.address;
    this.name = `n${network.address.split('.').at(-1)}`;
  }

  /** Makes its file system and its settings. */
  async prepare(settings: ClusterSettings): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    await runTool('mount', '-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=700`, 'app2wxapp', this.folder);
    const file = join(this.folder, 'patroni.json');
    writeFileSync(file, JSON.stringify(buildPatroniSettings(this, settings), null, 2), { mode: 0o600 });
    const { uid, gid } = findUser(USER);
    for (const path of [this.folder, file]) chownSync(path, uid, gid);
  }

  start(): void {
    const [command, args] = this.network.wrap(USER, 'patroni', join(this.folder, 'patroni.json'));
    this.patroni = startProcess(command, args, { env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    keepLog(this.patroni, join(this.logs, `${this.name}.log`)); // PostgreSQL prints there too
  }

  /** Kills all that runs on it at once, as if the machine lost its power. */
  async kill(): Promise<void> {
    await this.network.signal('SIGKILL');
    await this.patroni?.stop('SIGKILL');
  }

  /** Fills its file system, or makes room again. */
  async fillDisk(isFull: boolean): Promise<void> {
    const file = join(this.folder, 'filling');
    if (isFull)
      await runTool('dd', 'if=/dev/zero', `of=${file}`, 'bs=1M').catch(() => undefined); // until it is full
    else await runTool('rm', '-f', file);
  }

  /** Asks Patroni. @returns `undefined` when it does not answer within two seconds */
  async ask<T>(path: string, body?: object): Promise<T | undefined> {
    try {
      const response = await fetch(`http://${this.address}:${PATRONI_PORT}${path}`, {
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(body ? 15_000 : 2000),
      });
      const text = await response.text();
      return (text.startsWith('{') ? JSON.parse(text) : { text, status: response.status }) as T;
    } catch {
      return undefined;
    }
  }

  async remove(): Promise<void> {
    await this.kill();
    await runTool('umount', this.folder).catch(() => undefined); // it was not mounted
  }
}

/** @throws {Error} when there is none of this name */
function findUser(name: string): { readonly uid: number; readonly gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) throw new Error(`The cluster needs the system user ${name}, which Debian's PostgreSQL makes.`);
  const [, , uid, gid] = line.split(':').map(Number);
  return { uid: uid ?? 0, gid: gid ?? 0 };
}
