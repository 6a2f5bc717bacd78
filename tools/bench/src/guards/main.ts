import 'reflect-metadata';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureTicketGuards, type TicketCosts } from './ticket-overhead.js';
import { loadGuardPeers } from './guard-peers.js';
import { VARIANTS, type AuthorityFacts, type Variant } from './variants.js';

// Each variant runs in a process of its own, all started before the measurement; rounds go over all of them in turn,
// so that a machine that slows down slows all of them. The compared figure is the processor time of a server's
// process for a request, all its threads together: unlike the rate, it changes little when the machine does other
// work.

const CONNECTIONS = 64;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 4);
const WARM_UP_SECONDS = 2;

interface Server {
  readonly process: ChildProcess;
  readonly origin: string;
}

interface Measurement {
  readonly requestsPerSecond: number;
  readonly cpuMicrosPerRequest: number;
}

const { autocannon } = await loadGuardPeers();
const children: ChildProcess[] = [];
try {
  const { message } = await start('authority.js');
  const facts = message as AuthorityFacts;
  const servers = new Map<Variant, Server>();
  for (const variant of VARIANTS) servers.set(variant, await startServer(variant, facts));
  for (const [variant, server] of servers) await measure(variant, server, facts, WARM_UP_SECONDS);
  const measurements = new Map<Variant, Measurement[]>(VARIANTS.map((variant) => [variant, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [variant, server] of servers) {
      measurements.get(variant)?.push(await measure(variant, server, facts, SECONDS));
    }
  }
  printRoutes(new Map([...measurements].map(([variant, values]) => [variant, medianOf(values)])));
  printTickets(await measureTicketGuards(facts));
} finally {
  for (const child of children) child.kill();
}

async function start(script: string, ...args: string[]) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args);
  children.push(child);
  const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
  if (typeof message === 'number' || message === null)
    throw new Error(`${script} ${args[0] ?? ''} did not start.`);
  return { process: child, message };
}

async function startServer(variant: Variant, facts: AuthorityFacts): Promise<Server> {
  const { process, message } = await start('server.js', variant, JSON.stringify(facts));
  return { process, origin: message as string };
}

/** Measures a variant. One that fails makes the whole run worthless. */
async function measure(
  variant: Variant,
  server: Server,
  facts: AuthorityFacts,
  duration: number,
): Promise<Measurement> {
  const before = await readCpuMicros(server);
  const { requests, non2xx, errors } = await autocannon({
    url: `${server.origin}/me`,
    connections: CONNECTIONS,
    duration,
    headers: { authorization: `Bearer ${variant.includes('HS256') ? facts.hs256Token : facts.es256Token}` },
  });
  if (non2xx > 0 || errors > 0) throw new Error(`${variant}: ${non2xx} refused, ${errors} failed.`);
  const used = (await readCpuMicros(server)) - before;
  return { requestsPerSecond: requests.average, cpuMicrosPerRequest: used / requests.total };
}

async function readCpuMicros({ process }: Server): Promise<number> {
  process.send('usage');
  const [{ user, system }] = (await once(process, 'message')) as [NodeJS.CpuUsage];
  return user + system;
}

function medianOf(values: readonly Measurement[]): Measurement {
  const median = (key: keyof Measurement) =>
    values.map((value) => value[key]).sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return {
    requestsPerSecond: median('requestsPerSecond'),
    cpuMicrosPerRequest: median('cpuMicrosPerRequest'),
  };
}

function printRoutes(results: ReadonlyMap<Variant, Measurement>): void {
  const cost = (variant: Variant) => results.get(variant)?.cpuMicrosPerRequest ?? 0;
  const lines = [...results].map(([variant, { requestsPerSecond, cpuMicrosPerRequest }]) =>
    [
      variant.padEnd(32),
      cpuMicrosPerRequest.toFixed(1).padStart(10),
      requestsPerSecond.toFixed(0).padStart(12),
    ].join(''),
  );
  const against = (a: Variant, b: Variant) => `${a} costs ${(cost(a) / cost(b)).toFixed(2)} × ${b}`;
  process.stdout.write(
    [
      `${CONNECTIONS} connections, medians of ${ROUNDS} rounds of ${SECONDS} s; Node ${process.version}, ${cpus().length} cores`,
      '',
      `${'route'.padEnd(32)}${'CPU µs'.padStart(10)}${'requests/s'.padStart(12)}`,
      ...lines,
      '',
      against('TokenAuthGuard ES256', 'passport-jwt ES256'),
      against('TokenAuthGuard HS256', 'passport-jwt HS256'),
      '',
    ].join('\n'),
  );
}

function printTickets({ exchange, guard, guardWithoutPassport }: TicketCosts): void {
  const line = (name: string, cost: number) =>
    `${name.padEnd(32)}${cost.toFixed(1).padStart(10)}${(cost / exchange).toFixed(3).padStart(12)}`;
  process.stdout.write(
    [
      '',
      `${'login'.padEnd(32)}${'CPU µs'.padStart(10)}${'× exchange'.padStart(12)}`,
      line('exchangeTicket', exchange),
      line('TicketAuthGuard', guard),
      line('TicketAuthGuard without Passport', guardWithoutPassport),
      '',
    ].join('\n'),
  );
}
