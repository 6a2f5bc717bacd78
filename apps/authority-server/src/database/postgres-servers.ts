import pg from 'pg';
import { noteLostConnection } from './is-database-away.js';

/** A standby is connected to, but takes no writes. */
const READ_ONLY = '25006';

/** Failures after which PostgreSQL has not seen the statement, because there was no connection. */
const notSent = new WeakSet<Error>();

/** Whether a failure is that of a connection that was not made. */
export function isNotSent(error: unknown): boolean {
  // The pool wraps what its own time-out ended.
  return error instanceof Error && (notSent.has(error) || isNotSent(error.cause));
}

/**
 * The servers of one cluster, of which one at a time takes writes: the one that new connections go to. It is left for
 * the next one when it does not connect or takes no writes, as `target_session_attrs=read-write` of libpq does, which
 * the driver does not have.
 */
export class PostgresServers {
  private index = 0;

  /** @param addresses one or more, each of one server */
  constructor(private readonly addresses: readonly string[]) {}

  get count(): number {
    return this.addresses.length;
  }

  get current(): string {
    return this.addresses[this.index] as string;
  }

  /** Has the next connection go to another server, unless that was decided since. */
  leave(address: string): void {
    if (address === this.current) this.index = (this.index + 1) % this.count;
  }
}

/** What pg passes to the callback of a connection. */
type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void);

/** Creates the class of connections that a pool makes: it connects to the current one of the servers. */
export function createClientClass(servers: PostgresServers): new (config?: pg.ClientConfig) => pg.Client {
  return class extends pg.Client {
    readonly address: string;

    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: servers.current });
      this.address = servers.current;
      // The pool listens only once the connection is made. One that breaks before would end the process; what it was
      // asked rejects, and so does what it is asked later.
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
