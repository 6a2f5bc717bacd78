import type { Duplex } from 'node:stream';
import type pg from 'pg';

/** What pg has, and its types do not. */
interface WithStream {
  /** The server that it is connected to. */
  readonly address?: string;
  readonly connection: { readonly stream: Duplex };
}

/** The connections of a pool that wait for a statement. */
export class IdleConnections {
  private readonly clients = new Set<pg.PoolClient>();

  constructor(pool: pg.Pool) {
    pool.on('release', (_error, client) => this.clients.add(client));
    pool.on('acquire', (client) => this.clients.delete(client));
    pool.on('remove', (client) => this.clients.delete(client));
  }

  /**
   * Breaks those to a server that does not answer: each would keep a request waiting until its deadline. The pool makes
   * others when it needs them.
   */
  break(address: string): void {
    for (const client of this.clients) {
      const { address: own = address, connection } = client as unknown as WithStream;
      if (own === address) connection.stream.destroy();
    }
  }
}
