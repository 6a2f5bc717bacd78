import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterNode } from '../cluster/cluster-node.js';
import { Cluster, type ClusterOptions } from '../cluster/start-cluster.js';
import type { Fault, TestedDatabase } from './fault.js';

const SWITCHOVER_MS = 60_000;
/** Time limit in milliseconds for the servers to recover: on a busy machine they copy and start for minutes. */
const HEALED_MS = 300_000;

/**
 * Starts three servers, and what can go wrong with one of them. The first authority reaches them through the proxy, the
 * second has all of their addresses.
 */
export async function startTestedCluster(options: ClusterOptions): Promise<TestedDatabase> {
  const cluster = await Cluster.start(options);
  const { proxy, servers } = cluster.addresses;
  return {
    name: options.isSynchronous ? 'cluster' : 'asynchronous',
    environments: [{ DATABASE_URL: proxy }, { DATABASE_URL: servers }],
    faults: listFaults(cluster),
    stop: () => cluster.stop(),
  };
}

function listFaults(cluster: Cluster): Fault[] {
  const others = (node: ClusterNode) =>
    cluster.nodes.filter((other) => other !== node).map(({ network }) => network);
  const onPrimary = (name: string, inject: Change, heal: Change) =>
    createFault(cluster, name, { inject, heal });
  return [
    onPrimary('primary killed', (node) => node.kill(), startAgain),
    onPrimary(
      'PostgreSQL of the primary killed',
      (node) => node.killPostgres(),
      () => undefined, // Patroni starts it again
    ),
    onPrimary(
      'primary paused',
      (node) => node.network.signal('SIGSTOP'),
      (node) => node.network.signal('SIGCONT'),
    ),
    onPrimary(
      'primary isolated',
      (node) => node.network.isolate(true),
      (node) => node.network.isolate(false),
    ),
    onPrimary(
      'primary cut off from the cluster',
      (node) => node.network.cutOff(true, others(node)),
      (node) => node.network.cutOff(false, others(node)),
    ),
    onPrimary(
      'switchover',
      (node) => switchOver(cluster, node),
      () => undefined,
    ),
    onPrimary(
      'disk full',
      (node) => node.fillDisk(true),
      (node) => node.fillDisk(false),
    ),
    createFault(cluster, 'synchronous standby killed', {
      find: () => findStandby(cluster),
      inject: (node) => node.kill(),
      heal: startAgain,
    }),
  ];
}

type Change = (node: ClusterNode) => void | Promise<void>;

function createFault(
  cluster: Cluster,
  name: string,
  {
    find = () => cluster.findPrimary(),
    inject,
    heal,
  }: { find?: () => Promise<ClusterNode>; inject: Change; heal: Change },
): Fault {
  let node: ClusterNode | undefined;
  return {
    name,
    async inject() {
      node = await find();
      await inject(node);
    },
    async heal() {
      if (node) await heal(node);
      await cluster.waitUntilWhole(HEALED_MS);
    },
  };
}

function startAgain(node: ClusterNode): void {
  node.start();
}

/** Asks for it until another server is the primary: the answer may come later than anyone waits for it. */
async function switchOver(cluster: Cluster, primary: ClusterNode): Promise<void> {
  for (const deadline = Date.now() + SWITCHOVER_MS; Date.now() < deadline; await sleep(1000)) {
    const answer = await primary.ask<{ readonly status: number }>('/switchover', { leader: primary.name });
    if (answer?.status === 200) return;
    const leader = (await cluster.listMembers()).find(({ role }) => role === 'leader');
    if (leader && leader.name !== primary.name) return;
  }
  throw new Error(`Patroni did not switch over within ${SWITCHOVER_MS / 1000} s.`);
}

async function findStandby(cluster: Cluster): Promise<ClusterNode> {
  const members = await cluster.listMembers();
  const standby =
    members.find(({ role }) => role === 'sync_standby') ?? members.find(({ role }) => role === 'replica');
  const node = cluster.nodes.find(({ name }) => name === standby?.name);
  if (!node) throw new Error('The cluster has no standby.');
  return node;
}
