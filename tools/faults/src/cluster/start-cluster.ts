import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort, startProcess, type StartedProcess } from '@app2wxapp/test-environment/servers';
import pg from 'pg';
import { ClusterNode } from './cluster-node.js';
import { findPackages } from './find-packages.js';
import { buildHaproxySettings } from './haproxy-settings.js';
import { keepLog } from './keep-log.js';
import { createNetwork, HUB, removeNetwork } from './network.js';
import { POSTGRES_PORT } from './patroni-settings.js';
import { verifyPatroni } from './verify-patroni.js';

const SERVERS = 3;
const START_MS = 90_000;

/** A member as Patroni sees it. */
interface MemberState {
  readonly name: string;
  readonly role: string;
  readonly state: string;
}

/** Options of a cluster. */
export interface ClusterOptions {
  /** Whether a commit waits for a standby. */
  readonly isSynchronous: boolean;
  /** Folder of the logs of Patroni and PostgreSQL, etcd and HAProxy. */
  readonly logs: string;
}

/** Three PostgreSQL servers under Patroni, etcd, and an HAProxy that leads to the primary. */
export class Cluster {
  private constructor(
    readonly nodes: readonly ClusterNode[],
    private readonly files: { readonly folder: string; readonly beside: readonly StartedProcess[] },
    /** Addresses of the database: through the proxy, and of all servers. */
    readonly addresses: { readonly proxy: string; readonly servers: string },
    private readonly isSynchronous: boolean,
  ) {}

  /**
   * Starts it, within about half a minute.
   *
   * @throws {Error} with one line when a package or a right is missing, or there is no primary after 90 seconds
   */
  static async start({ isSynchronous, logs }: ClusterOptions): Promise<Cluster> {
    const programs = findPackages();
    await verifyPatroni();
    const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-cluster-'));
    chmodSync(folder, 0o755);
    const networks = await createNetwork(SERVERS);
    const nodes = networks.map(
      (network, index) => new ClusterNode(network, join(folder, `n${index + 1}`), logs),
    );
    const password = randomBytes(16).toString('hex');
    const port = await findFreePort();
    const etcd = startEtcd(folder);
    keepLog(etcd, join(logs, 'etcd.log'));
    const beside = [etcd];
    const at = (host: string) => `postgres://postgres:${password}@${host}/postgres`;
    const addresses = {
      proxy: at(`127.0.0.1:${port}`),
      servers: at(nodes.map(({ address }) => `${address}:${POSTGRES_PORT}`).join(',')),
    };
    const cluster = new Cluster(nodes, { folder, beside }, addresses, isSynchronous);
    try {
      for (const node of nodes) await node.prepare({ programs, password, isSynchronous });
      await etcd.waitForOutput(/ready to serve client requests/);
      for (const node of nodes) node.start();
      const proxy = startHaproxy(folder, buildHaproxySettings(port, nodes));
      keepLog(proxy, join(logs, 'haproxy.log'));
      beside.push(proxy);
      await cluster.waitUntilWhole(START_MS);
      await waitForDatabase(addresses.proxy);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /**
   * Finds the primary, by the cluster's state and the server's own. @throws {Error} when there is none within 30
   * seconds
   */
  async findPrimary(): Promise<ClusterNode> {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(200)) {
      const leader = (await this.listMembers()).find(({ role }) => role === 'leader');
      const node = this.nodes.find(({ name }) => name === leader?.name);
      const answer = await node?.ask<{ role: string; state: string }>('/patroni');
      if (node && answer && /^(master|primary)$/.test(answer.role) && answer.state === 'running') return node;
    }
    throw new Error('The cluster has no primary.');
  }

  /**
   * Waits until every server follows the primary, and one synchronously where that is configured.
   *
   * @throws {Error} at the deadline
   */
  async waitUntilWhole(deadlineMs = 60_000): Promise<void> {
    let seen: readonly MemberState[] = [];
    for (const deadline = Date.now() + deadlineMs; Date.now() < deadline; await sleep(300)) {
      seen = await this.listMembers();
      // A standby may have to be created again first: until then one more fault leaves no standby.
      const running = seen.filter(
        ({ role, state }) => state === (role === 'leader' ? 'running' : 'streaming'),
      );
      const roles = running.map(({ role }) => role);
      const isSafe = !this.isSynchronous || roles.includes('sync_standby');
      if (roles.length === SERVERS && roles.includes('leader') && isSafe) return;
    }
    const states = seen.map(({ name, role, state }) => `${name} ${role} ${state}`).join(', ');
    throw new Error(
      `The cluster is not whole after ${deadlineMs / 1000} s: ${states || 'no server answers'}.`,
    );
  }

  async listMembers(): Promise<readonly MemberState[]> {
    for (const node of this.nodes) {
      const answer = await node.ask<{ members?: MemberState[] }>('/cluster');
      if (answer?.members) return answer.members;
    }
    return [];
  }

  /** Stops all processes, and removes their files. */
  async stop(): Promise<void> {
    for (const node of this.nodes) await node.remove();
    for (const started of this.files.beside) await started.stop('SIGKILL');
    await removeNetwork(this.nodes.map(({ network }) => network));
    rmSync(this.files.folder, { recursive: true, force: true });
  }
}

function startEtcd(folder: string): StartedProcess {
  const [clients, peers] = [`http://${HUB.etcd}:2379`, `http://${HUB.etcd}:2380`];
  const flags = {
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': clients,
    'advertise-client-urls': clients,
    'listen-peer-urls': peers,
    'initial-advertise-peer-urls': peers,
    'initial-cluster': `default=${peers}`,
  };
  mkdirSync(flags['data-dir'], { mode: 0o700 });
  return startProcess(
    'etcd',
    Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
    { cwd: folder },
  );
}

function startHaproxy(folder: string, settings: string): StartedProcess {
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, settings);
  return startProcess('haproxy', ['-db', '-f', file], { cwd: folder });
}

async function waitForDatabase(connectionString: string): Promise<void> {
  let last: unknown;
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(300)) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2000, query_timeout: 2000 });
    client.on('error', () => undefined); // the query rejects
    try {
      await client.connect();
      return void (await client.query('SELECT 1'));
    } catch (error) {
      last = error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error('The cluster has a primary, but the proxy does not lead to it.', { cause: last });
}
