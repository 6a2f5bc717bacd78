import { runTool } from './run-tool.js';

const BRIDGE = 'app2wxapp0';
const NETWORK = '10.213.77';
/** Routing table of a machine that is cut off, and the place of its rule before the usual ones. */
const CUT_OFF = '100';

/** Addresses of this machine on the bridge: one for clients and the proxy, one for etcd, so that either can be cut off. */
export const HUB = { clients: `${NETWORK}.1`, etcd: `${NETWORK}.2` };
/** All machines of the network, in the form of `pg_hba.conf`. */
export const SUBNET = `${NETWORK}.0/24`;

/** A machine of its own as far as the network goes: a network namespace of Linux, on a bridge with the others. */
export class NetworkNode {
  readonly address: string;
  private readonly namespace: string;
  private readonly link: string;

  constructor(number: number) {
    this.address = `${NETWORK}.${10 + number}`;
    this.namespace = `app2wxapp-n${number}`;
    this.link = `app2wxapp-v${number}`;
  }

  async create(): Promise<void> {
    await runTool('ip', 'netns', 'add', this.namespace);
    await runTool(
      'ip',
      'link',
      'add',
      this.link,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      this.namespace,
    );
    await runTool('ip', 'link', 'set', this.link, 'master', BRIDGE, 'up');
    await this.runInside('ip', 'addr', 'add', `${this.address}/24`, 'dev', 'eth0');
    await this.runInside('ip', 'link', 'set', 'eth0', 'up');
    await this.runInside('ip', 'link', 'set', 'lo', 'up');
  }

  /** The command and its arguments, to be run on this machine as a system user. */
  wrap(user: string, command: string, ...args: readonly string[]): [string, string[]] {
    const identity = [`--reuid=${user}`, `--regid=${user}`, '--init-groups'];
    return ['ip', ['netns', 'exec', this.namespace, 'setpriv', ...identity, command, ...args]];
  }

  /** Sends a signal to every process of the machine. */
  async signal(name: NodeJS.Signals): Promise<void> {
    const pids = (await runTool('ip', 'netns', 'pids', this.namespace)).split('\n').filter(Boolean);
    for (const pid of pids) {
      try {
        process.kill(Number(pid), name);
      } catch {
        // it has just ended
      }
    }
  }

  /** Cuts the machine off from all others, or ends that. */
  async isolate(isIsolated: boolean): Promise<void> {
    await runTool('ip', 'link', 'set', this.link, isIsolated ? 'down' : 'up');
  }

  /** Cuts the machine off from etcd and other machines of the cluster, while clients reach it, or ends that. */
  async cutOff(isCutOff: boolean, others: readonly NetworkNode[]): Promise<void> {
    for (const address of [HUB.etcd, ...others.map((other) => other.address)])
      await this.runInside('ip', 'route', 'replace', 'blackhole', `${address}/32`, 'table', CUT_OFF);
    // The table counts from here on, for all of them at once: cut off one after another, the last would have more data.
    await this.runInside('ip', 'rule', isCutOff ? 'add' : 'del', 'pref', CUT_OFF, 'lookup', CUT_OFF);
  }

  /** Kills what runs on it, and removes it. */
  async remove(): Promise<void> {
    await this.signal('SIGKILL').catch(() => undefined); // there is none
    await runTool('ip', 'netns', 'del', this.namespace).catch(() => undefined);
    await runTool('ip', 'link', 'del', this.link).catch(() => undefined);
  }

  private runInside(...args: readonly string[]): Promise<string> {
    return runTool('ip', 'netns', 'exec', this.namespace, ...args);
  }
}

/**
 * Creates a network of machines. What a run that was killed left of one is removed first: there is one at a time.
 *
 * @throws {Error} when this user may not do that
 */
export async function createNetwork(count: number): Promise<NetworkNode[]> {
  const nodes = Array.from({ length: count }, (_, index) => new NetworkNode(index + 1));
  await removeNetwork(nodes);
  await runTool('ip', 'link', 'add', BRIDGE, 'type', 'bridge');
  for (const address of Object.values(HUB))
    await runTool('ip', 'addr', 'add', `${address}/24`, 'dev', BRIDGE);
  await runTool('ip', 'link', 'set', BRIDGE, 'up');
  for (const node of nodes) await node.create();
  return nodes;
}

/** Removes the machines with what runs on them, and the network. */
export async function removeNetwork(nodes: readonly NetworkNode[]): Promise<void> {
  for (const node of nodes) await node.remove();
  await runTool('ip', 'link', 'del', BRIDGE).catch(() => undefined); // there is none
}
