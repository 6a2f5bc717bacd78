import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, type StartedProcess } from '@app2wxapp/test-environment/servers';
import pg from 'pg';
import { keepLog } from './keep-log.js';
import type { NetworkNode } from './network.js';
import {
  buildPatroniSettings,
  buildSwitchWal,
  PATRONI_PORT,
  POSTGRES_PORT,
  SWITCH_WAL_FILE,
  type ClusterSettings,
  type Member,
} from './patroni-settings.js';
import { runTool } from './run-tool.js';

const USER = 'postgres';
/** Size of the file system of one server, in MB: small, so that it can be filled. */
const DISK_MB = 600;
/** Number of log messages of 8 MB each: more than PostgreSQL's log files hold. */
const LOG_MESSAGES = 40;

/** One server of the cluster: a machine with PostgreSQL under Patroni, on a file system of its own in memory. */
export class ClusterNode implements Member {
  readonly name: string;
  readonly address: string;
  private patroni: StartedProcess | undefined;
  private password = '';

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
    this.password = settings.password;
    mkdirSync(this.folder, { recursive: true });
    await runTool('mount', '-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=700`, 'app2wxapp', this.folder);
    const file = join(this.folder, 'patroni.json');
    writeFileSync(file, JSON.stringify(buildPatroniSettings(this, settings), null, 2), { mode: 0o600 });
    const script = join(this.folder, SWITCH_WAL_FILE);
    writeFileSync(script, buildSwitchWal(`host=${this.folder} user=postgres dbname=postgres`), {
      mode: 0o700,
    });
    const { uid, gid } = findUser(USER);
    for (const path of [this.folder, file, script]) chownSync(path, uid, gid);
  }

  start(): void {
    const [command, args] = this.network.wrap(USER, 'patroni', join(this.folder, 'patroni.json'));
    this.patroni = startProcess(command, args, { env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    keepLog(this.patroni, join(this.logs, `${this.name}.log`)); // PostgreSQL prints there too
  }

  /** Kills all its processes at once, as if the machine lost its power. */
  async kill(): Promise<void> {
    await this.network.signal('SIGKILL');
    await this.patroni?.stop('SIGKILL');
  }

  /** Kills PostgreSQL's first process, after which the others end; Patroni continues. */
  killPostgres(): void {
    const [pid] = readFileSync(join(this.folder, 'data/postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
  }

  /**
   * Fills its file system, and writes to PostgreSQL's log until it needs space that is missing; or frees the space.
   */
  async fillDisk(isFull: boolean): Promise<void> {
    const file = join(this.folder, 'filling');
    if (!isFull) return void (await runTool('rm', '-f', file));
    await runTool('dd', 'if=/dev/zero', `of=${file}`, 'bs=1M').catch(() => undefined); // until it is full
    const connectionString = `postgres://postgres:${this.password}@${this.address}:${POSTGRES_PORT}/postgres`;
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000, query_timeout: 5000 });
    client.on('error', () => undefined); // the query rejects
    await client.connect();
    try {
      for (let times = 0; times < LOG_MESSAGES; times++)
        await client.query("SELECT pg_logical_emit_message(FALSE, 'filling', repeat('x', 8000000))");
    } catch {
      // it is full
    }
    await client.end().catch(() => undefined);
  }

  /** Sends a request to Patroni. @returns `undefined` when it does not respond within two seconds */
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
