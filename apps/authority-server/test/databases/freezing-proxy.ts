import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Ends what PostgreSQL sends when it is ready for a statement, outside a transaction. */
const READY = Buffer.from('Z\0\0\0\u0005I', 'latin1');

/** Passes on what a client and PostgreSQL send, and can hold back what PostgreSQL says, as a machine that hangs does. */
export class FreezingProxy {
  isFrozen = false;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param options.freezesWhenReady each connection is made, and then nothing more is answered */
  static async start(
    connectionString: string,
    options: { readonly freezesWhenReady?: boolean } = {},
  ): Promise<{ readonly proxy: FreezingProxy; readonly address: string }> {
    const { hostname, port } = new URL(connectionString);
    // A machine that hangs does not end its side when the client ends its own.
    const server = createServer({ allowHalfOpen: true });
    const proxy = new FreezingProxy(server);
    server.on('connection', (client) => {
      const upstream = connect(Number(port), hostname);
      let isFrozen = false;
      for (const socket of [client, upstream]) {
        proxy.sockets.add(socket);
        socket.on('error', () => undefined);
      }
      client.on('data', (data) => upstream.write(data));
      upstream.on('data', (data) => {
        if (isFrozen || proxy.isFrozen) return;
        client.write(data);
        isFrozen = options.freezesWhenReady === true && data.subarray(-READY.length).equals(READY);
      });
      upstream.on('close', () => proxy.isFrozen || isFrozen || client.destroy());
      client.on('close', () => upstream.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port: own } = server.address() as AddressInfo;
    const address = Object.assign(new URL(connectionString), { host: `127.0.0.1:${own}` }).href;
    return { proxy, address };
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}
