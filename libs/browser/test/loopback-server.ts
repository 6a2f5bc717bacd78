import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request brought. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the server answers: a status and a body, `'hang'` for headers and half a body, `'cut'` for a closed line. */
export type Reply =
  { readonly status: number; readonly body: unknown; readonly location?: string } | 'silent' | 'hang' | 'cut';

/** A real server on a free port of this machine. */
export interface LoopbackServer {
  readonly origin: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** Starts a server that gives each request to `answer`. */
export async function startLoopbackServer(
  answer: (request: Received) => Reply | Promise<Reply>,
): Promise<LoopbackServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const entry = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      received.push(entry);
      const reply = await answer(entry);
      if (reply === 'silent') return;
      if (reply === 'cut') return void request.socket.destroy();
      if (reply === 'hang') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        return void response.write('{"half":');
      }
      response.writeHead(reply.status, {
        'content-type': 'application/json',
        ...(reply.location !== undefined && { location: reply.location }),
      });
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, received, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
