import { join } from 'node:path';
import {
  findFreePort,
  signInFirst,
  startProcess,
  type StartedProcess,
} from '@app2wxapp/test-environment/servers';
import type { Pool } from '../load/authority-requests.js';
import type { Place } from '../load/visitor.js';
import { createUpgrade } from './upgrade.js';
import type { Fault, TestedDatabase } from './fault.js';
import {
  AUTHORITY_HOME,
  buildAuthorityEnv,
  findMain,
  prepareSimulator,
  runAuthority,
  Server,
} from './servers.js';

/** Authorities on a database, WeChat's stand-in, and Redis where it is installed. */
export class Scene {
  readonly database: TestedDatabase;
  readonly authorities: readonly Server[];
  readonly simulator: Server;
  readonly pools: Place['pools'];
  private readonly redis: Redis;

  private constructor(parts: Pick<Scene, 'database' | 'authorities' | 'simulator' | 'pools'>, redis: Redis) {
    ({ database: this.database, authorities: this.authorities } = parts);
    ({ simulator: this.simulator, pools: this.pools } = parts);
    this.redis = redis;
  }

  /** @param logs folder of the logs of the authorities */
  static async start(database: TestedDatabase, logs: string): Promise<Scene> {
    const simulator = await prepareSimulator();
    const redis = await Redis.prepare();
    await Promise.all([simulator.start(), redis.start()]);
    const environments = database.environments.map((own) =>
      buildAuthorityEnv(simulator.url, { ...own, ...(redis.url && { REDIS_URL: redis.url }) }),
    );
    const printed = await runAuthority(environments[0] ?? {}, 'operator-token');
    const authorities = await Promise.all(
      environments.map((env, index) =>
        Server.prepare(findMain(AUTHORITY_HOME), env, join(logs, `authority-${index + 1}.log`)),
      ),
    );
    for (const authority of authorities) await authority.start();
    const token = await signInFirst(authorities[0]?.url ?? '', printed.split(' ').at(-1));
    const create = (name: string, settings: object) =>
      createPool(authorities[0]?.url ?? '', token, { name, allowAnyApp: true, ...settings });
    const pools = {
      main: await create('main', { refreshTtlSeconds: 86_400, ticketTtlSeconds: 600 }),
      other: await create('other', {}),
      short: await create('short', { ticketTtlSeconds: 10 }),
    };
    return new Scene({ database, authorities, simulator, pools }, redis);
  }

  /** What can go wrong, the authorities and Redis included. */
  listFaults(): Fault[] {
    const [authority] = this.authorities;
    const killed: Fault[] = authority
      ? [
          {
            name: 'authority killed',
            needsHealing: true, // visitors ask it as often as the others
            inject: () => authority.stop('SIGKILL'),
            heal: () => authority.start(),
          },
          createClockSteps(authority),
        ]
      : [];
    const redis: Fault[] = this.redis.url
      ? [
          { name: 'Redis restarted', inject: () => this.redis.stop(), heal: () => this.redis.start() },
          {
            name: 'Redis paused',
            inject: () => this.redis.signal('SIGSTOP'),
            heal: () => this.redis.signal('SIGCONT'),
          },
        ]
      : [];
    const upgrades = this.authorities.length > 1 ? [createUpgrade(this.authorities)] : [];
    return [...this.database.faults, ...killed, ...redis, ...upgrades];
  }

  /** How often an authority ended by itself. */
  countExits(): number {
    return this.authorities.reduce((sum, { exits }) => sum + exits, 0);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.authorities, this.simulator].map((server) => server.stop('SIGKILL')));
    await this.redis.stop();
    await this.database.stop();
  }
}

/** A quarter of what a ticket of most logins lives: one that was issued behind the time is valid ahead of it. */
const STEP_MS = 150_000;

/** Steps the clock of one authority ahead, and back; in the next round behind, and ahead again. */
function createClockSteps(authority: Server): Fault {
  let aheadMs = -STEP_MS;
  return {
    name: 'clock stepped',
    needsHealing: true,
    skewMs: 2 * STEP_MS,
    inject: () => authority.stepClock((aheadMs = -aheadMs)),
    heal: () => authority.stepClock(0),
  };
}

/** A Redis without a file, where the command is installed. */
class Redis {
  private started: StartedProcess | undefined;

  private constructor(
    private readonly port: number,
    readonly url: string | undefined,
  ) {}

  static async prepare(): Promise<Redis> {
    const port = await findFreePort();
    const probe = startProcess('redis-server', ['--version']);
    const isInstalled = await probe.waitForExit(5000).then(
      (code) => code === 0,
      () => false,
    );
    return new Redis(port, isInstalled ? `redis://127.0.0.1:${port}` : undefined);
  }

  async start(): Promise<void> {
    if (!this.url) return;
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.started = startProcess('redis-server', args);
    await this.started.waitForOutput(/Ready to accept connections/);
  }

  signal(name: NodeJS.Signals): void {
    this.started?.child.kill(name);
  }

  async stop(): Promise<void> {
    await this.started?.stop('SIGKILL');
  }
}

async function createPool(authority: string, token: string, settings: object): Promise<Pool> {
  const response = await fetch(`${authority}/admin/pools`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(settings),
    signal: AbortSignal.timeout(10_000),
  });
  const answer = (await response.json()) as { pool: { id: string }; secret: string };
  if (!response.ok) throw new Error(`No pool was created: ${response.status} ${JSON.stringify(answer)}`);
  return { userPoolId: answer.pool.id, secret: answer.secret };
}
