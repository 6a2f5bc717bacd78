import pg from 'pg';
import { noteLostConnection } from './is-database-away.js';

/** SQLSTATE of a standby, which accepts connections but no writes. */
const READ_ONLY = '25006';

/** Errors of statements that PostgreSQL has not received, because there was no connection. */
const notSent = new WeakSet<Error>();

/** Whether a failure is that of a connection that was not opened. */
export function isNotSent(error: unknown): boolean {
  // The pool wraps an error of its own time-out.
  return error instanceof Error && (notSent.has(error) || isNotSent(error.cause));
}

/**
 * Servers of one cluster, of which one at a time accepts writes: new connections go to that one. The next server
 * replaces it when it does not connect or accepts no writes, as with `target_session_attrs=read-write` of libpq,
 * which the driver lacks.
 */
export class PostgresServers {
  private index = 0;

  /** Creates the list. @param addresses one or more, each of one server */
  constructor(private readonly addresses: readonly string[]) {}

  /** Number of servers. */
  get count(): number {
    return this.addresses.length;
  }

  /** Address of the server for new connections. */
  get current(): string {
    return this.addresses[this.index] as string;
  }

  /** Directs the next connections to another server, unless that happened since. */
  leave(address: string): void {
    if (address === this.current) this.index = (this.index + 1) % this.count;
  }
}

/** Value that pg passes to the callback of a connection. */
type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

/** Creates the class of connections that a pool opens: it connects to the current server. */
export function createClientClass(servers: PostgresServers): new (config?: pg.ClientConfig) => pg.Client {
  return class extends pg.Client {
    readonly address: string;

    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: servers.current });
      this.address = servers.current;
      // The pool listens only once the connection is open. An error before would end the process; the statements in
      // progress reject, and so do later ones.
      this.on('error', () => undefined);
    }

    override connect(): Promise<pg.Client>;
    override connect(callback: Connected): void;
    override connect(callback?: Connected): Promise<pg.Client> | void {
      const connecting = this.connectToPrimary();
      if (!callback) return connecting;
      const tell = callback as (error: Error | null, client?: pg.Client) => void;
      connecting.then(
        () => tell(null, this),
        (error: Error) => tell(error),
      );
    }

    private async connectToPrimary(): Promise<pg.Client> {
      try {
        await super.connect();
        if (servers.count > 1) await this.verifyWritable();
        return this;
      } catch (error) {
        servers.leave(this.address);
        notSent.add(error as Error);
        noteLostConnection(error as Error);
        throw error;
      }
    }

    private async verifyWritable(): Promise<void> {
      const { rows } = await this.query<{ transaction_read_only: string }>('SHOW transaction_read_only');
      if (rows[0]?.transaction_read_only !== 'on') return;
      await this.end();
      throw Object.assign(new Error('The server accepts no writes.'), { code: READ_ONLY });
    }
  };
}
