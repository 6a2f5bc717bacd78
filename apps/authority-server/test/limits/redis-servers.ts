import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort, startProcess, type StartedProcess } from '@app2wxapp/test-environment/servers';
import { Redis } from 'ioredis';

/** A Redis on a port of its own, without a file unless `args` name one. */
export class RedisServer {
  private started: StartedProcess | undefined;
  /** Who {@link ask} is, as `user:password@`. */
  user = '';

  private constructor(
    readonly port: number,
    private readonly args: readonly string[],
  ) {}

  /** Starts it and waits until it takes connections. */
  static async start(...args: readonly string[]): Promise<RedisServer> {
    const server = await RedisServer.prepare(...args);
    await server.restart();
    return server;
  }

  static async prepare(...args: readonly string[]): Promise<RedisServer> {
    return new RedisServer(await findFreePort(), args);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async restart(waitsForOutput = /Ready to accept connections/): Promise<void> {
    await this.stop();
    const own = ['--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()];
    const port = this.args.includes('--tls-port') ? [] : ['--port', String(this.port)];
    const args = this.args.map((arg) => arg.replace('<port>', String(this.port)));
    this.started = startProcess('redis-server', [...port, ...own, ...args]);
    await this.started.waitForOutput(waitsForOutput);
  }

  async waitUntilReady(): Promise<void> {
    await this.started?.waitForOutput(/Ready to accept connections/);
  }

  signal(name: NodeJS.Signals): void {
    this.started?.child.kill(name);
  }

  async stop(): Promise<void> {
    await this.started?.stop('SIGKILL');
  }

  /** Sends one command. */
  async ask(command: string, ...args: readonly string[]): Promise<unknown> {
    const client = this.open();
    try {
      return await client.call(command, ...args);
    } finally {
      client.disconnect();
    }
  }

  /** Opens a connection that is not made again once it breaks. */
  open(): Redis {
    const options = { enableReadyCheck: false, disableClientInfo: true, connectTimeout: 5000 };
    const client = new Redis(this.url.replace('//', `//${this.user}`), {
      ...options,
      retryStrategy: () => null,
    });
    client.on('error', () => undefined); // the command rejects
    return client;
  }
}

/** Two nodes of a Redis Cluster, with half of the keys each. */
export async function startRedisCluster(folder: string): Promise<readonly [RedisServer, RedisServer]> {
  const [firstBus, secondBus] = [String(await findFreePort()), String(await findFreePort())];
  const start = (name: string, bus: string) =>
    RedisServer.start(
      ...['--cluster-enabled', 'yes', '--cluster-config-file', join(folder, `${name}.conf`)],
      ...['--cluster-port', bus],
    );
  const [first, second] = await Promise.all([start('first', firstBus), start('second', secondBus)]);
  await first.ask('CLUSTER', 'ADDSLOTSRANGE', '0', '8191');
  await second.ask('CLUSTER', 'ADDSLOTSRANGE', '8192', '16383');
  await first.ask('CLUSTER', 'MEET', '127.0.0.1', String(second.port), secondBus);
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(100)) {
    if (String(await first.ask('CLUSTER', 'INFO')).includes('cluster_state:ok')) return [first, second];
  }
  throw new Error('The nodes did not become a cluster.');
}

/** A server that does with each connection what it is told. */
export async function listenAs(accept: (socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined); // the other side left
    accept(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** A proxy of a Redis that delays its answers; `delayMs` may be changed. */
export async function delayAnswers(port: number, delay: { ms: number }): Promise<Server> {
  return listenAs((socket) => {
    const upstream = connect(port, '127.0.0.1');
    upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => upstream.destroy()).pipe(upstream);
    upstream.on('data', (data) => setTimeout(() => socket.writable && socket.write(data), delay.ms));
  });
}

export function readPort(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Certificates for 127.0.0.1, signed by themselves: one valid, one expired. */
export class Certificates {
  readonly folder = mkdtempSync(join(tmpdir(), 'app2wxapp-redis-'));
  readonly valid = this.create('valid', '1');
  readonly expired = this.create('expired', '-1');

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private create(name: string, days: string): { readonly file: string; readonly args: readonly string[] } {
    const at = (ending: string) => join(this.folder, `${name}.${ending}`);
    const run = (...args: readonly string[]) =>
      execFileSync('openssl', args, { stdio: 'ignore', timeout: 20_000 });
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at('key')];
    run('req', '-new', ...key, '-out', at('request'), ...subject);
    const signing = ['-in', at('request'), '-signkey', at('key'), '-copy_extensions', 'copy'];
    run('x509', '-req', ...signing, '-days', days, '-out', at('crt'));
    const files = ['--tls-cert-file', at('crt'), '--tls-key-file', at('key')];
    const args = ['--tls-port', '<port>', '--port', '0', ...files, '--tls-auth-clients', 'no'];
    return { file: at('crt'), args };
  }
}
