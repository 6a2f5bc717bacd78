import type { Duplex } from 'node:stream';
import type pg from 'pg';

/** Fields of pg's connections that its types lack. */
interface WithStream {
  /** Server of the connection. */
  readonly address?: string;
  readonly connection: { readonly stream: Duplex };
}

/** Connections of a pool that are idle. */
export class IdleConnections {
  private readonly clients = new Set<pg.PoolClient>();

  constructor(pool: pg.Pool) {
    pool.on('release', (_error, client) => this.clients.add(client));
    pool.on('acquire', (client) => this.clients.delete(client));
    pool.on('remove', (client) => this.clients.delete(client));
  }

  /**
   * Destroys those to a server that does not respond: each would keep a request waiting until its deadline. The pool
   * opens others when it needs them.
   */
  break(address: string): void {
    for (const client of this.clients) {
      const { address: own = address, connection } = client as unknown as WithStream;
      if (own === address) connection.stream.destroy();
    }
  }
}
