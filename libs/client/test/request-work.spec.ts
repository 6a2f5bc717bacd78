import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { getEventListeners, once } from 'node:events';
import nodeHttp, { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createHttp } from '../src/http.js';

describe('the work of a request to the authority', () => {
  let server: Server;
  let connections = 0;
  let requests = 0;
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    [connections, requests] = [0, 0];
    answer = (response) => response.end('{"active":true}');
    server = createServer((_request, response) => {
      requests += 1;
      answer(response);
    });
    server.on('connection', () => (connections += 1));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    jest.restoreAllMocks();
    server.closeAllConnections();
    server.close();
  });

  const connect = () => {
    const { port } = server.address() as AddressInfo;
    return createHttp({ who: 'It', baseUrl: new URL(`http://127.0.0.1:${port}`), timeoutMs: 5000 });
  };

  test('is one request over a kept-alive connection, without an object of fetch', async () => {
    const http = connect();
    const made = (['Request', 'Response', 'Headers'] as const).map((name) => jest.spyOn(globalThis, name));
    for (let time = 0; time < 10; time++) {
      const { status, text } = await http({ path: 'oauth/introspect', form: { token: 't' }, retry: 2 });
      expect([status, text]).toEqual([200, '{"active":true}']);
    }
    expect([requests, connections]).toEqual([10, 1]);
    for (const spy of made) expect(spy).not.toHaveBeenCalled();
  });

  test('is repeated as often as configured, counted from the first attempt', async () => {
    answer = (response) => response.writeHead(503).end('busy');
    const { status, text } = await connect()({ path: 'x', form: {}, retry: 2 });
    expect([status, text, requests]).toEqual([503, 'busy', 3]);
  });

  test('is repeated after a truncated response, with the same body', async () => {
    const bodies: string[] = [];
    server.removeAllListeners('request');
    server.on('request', (request, response: ServerResponse) => {
      request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
      request.on('end', () => {
        response.writeHead(200, { 'content-length': '2' });
        if (bodies.length > 1) response.end('{}');
        else response.write('{', () => response.destroy());
      });
    });
    const { text } = await connect()({ path: 'x', json: { a: '世' }, retry: 1 });
    expect([text, bodies]).toEqual(['{}', ['{"a":"世"}', '{"a":"世"}']]);
  });

  test('leaves nothing open when the response is too large', async () => {
    let closed = 0;
    server.on('connection', (socket) => socket.on('close', () => (closed += 1)));
    answer = (response) => response.write('x'.repeat(70_000));
    const sent = connect()({ path: 'x', retry: 2, maxBytes: 1000 });
    await expect(sent).rejects.toMatchObject({ code: 'malformed_response' });
    while (closed === 0) await new Promise(setImmediate);
    expect([requests, closed]).toEqual([1, 1]);
  });

  test('is none for a caller whose signal was aborted before', async () => {
    const sent = jest.spyOn(nodeHttp, 'request');
    const refused = connect()({ path: 'x', form: {}, signal: AbortSignal.abort() });
    await expect(refused).rejects.toMatchObject({ code: 'aborted' });
    expect(sent).not.toHaveBeenCalled();
  });

  test('leaves no listener at its caller’s signal and no timer', async () => {
    const set = jest.spyOn(globalThis, 'setTimeout');
    const cleared = jest.spyOn(globalThis, 'clearTimeout');
    const { signal } = new AbortController();
    for (let time = 0; time < 10; time++) await connect()({ path: 'x', form: {}, signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    const limits = set.mock.results.filter((_, index) => set.mock.calls[index]?.[1] === 5000);
    expect(limits).toHaveLength(10);
    for (const { value } of limits) expect(cleared.mock.calls).toContainEqual([value]);
  });

  test('that must not be repeated does not use a kept-alive connection that the server just closed', async () => {
    const http = connect();
    const asked = new WeakSet<object>();
    server.removeAllListeners('request');
    server.on('request', ({ socket }, response: ServerResponse) => {
      if (asked.has(socket)) socket.destroy();
      else response.end('{}');
      asked.add(socket);
    });
    for (let time = 0; time < 3; time++) {
      expect((await http({ path: 'oauth/token', form: {}, retry: 0, once: true })).text).toBe('{}');
    }
    await http({ path: 'x', retry: 0 });
    await expect(http({ path: 'x', retry: 0 })).rejects.toMatchObject({ code: 'network_error' });
  });

  test('reads a response with a byte order mark', async () => {
    answer = (response) => response.end('\ufeff{}');
    expect((await connect()({ path: 'x' })).text).toBe('{}');
  });

  test('goes through a replacement of request() by a tool of tests or of metrics', async () => {
    const watched = jest.spyOn(nodeHttp, 'request');
    await connect()({ path: 'x' });
    expect(watched).toHaveBeenCalledTimes(1);
  });

  describe.each([['kept'], ['of one request']])('over a connection that is %s', (kind) => {
    const send = async (host: string) => {
      const { port } = server.address() as AddressInfo;
      const baseUrl = new URL(`http://${host}:${port}`);
      const http = createHttp({ who: 'It', baseUrl, timeoutMs: 5000 });
      return (await http({ path: 'x', form: {}, once: kind !== 'kept' })).status;
    };
    const own = nodeHttp.globalAgent as nodeHttp.Agent & { readonly options: { lookup?: LookupFunction } };
    afterEach(() => {
      nodeHttp.globalAgent = own;
      delete own.options.lookup;
    });

    const lookup: LookupFunction = (_host, options, found) =>
      options.all === true ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4);

    test('has the settings of the global agent, such as a certificate authority', async () => {
      own.options.lookup = lookup;
      expect(await send('authority.invalid')).toBe(200);
    });

    test('has the settings of a global agent that was replaced', async () => {
      nodeHttp.globalAgent = new nodeHttp.Agent({ lookup });
      expect(await send('authority.invalid')).toBe(200);
    });

    test('is made by a global agent of another class, such as a proxy’s', async () => {
      class ProxyAgent extends nodeHttp.Agent {
        override createConnection(options: object, done?: (error: Error | null, stream: Duplex) => void) {
          return super.createConnection({ ...options, host: '127.0.0.1' }, done);
        }
      }
      nodeHttp.globalAgent = new ProxyAgent();
      expect(await send('authority.invalid')).toBe(200);
    });
  });

  test('uses a global fetch that was replaced', async () => {
    const http = connect();
    const replaced = jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{}'));
    expect((await http({ path: 'x' })).text).toBe('{}');
    expect([replaced.mock.calls.length, requests]).toEqual([1, 0]);
  });

  test.each([
    ['NODE_USE_ENV_PROXY', '1'],
    ['NODE_OPTIONS', '--enable-source-maps --use-env-proxy'],
  ])('is sent by fetch, which uses the proxy, where %s=%s requires it', async (name, value) => {
    const http = connect();
    const before = process.env[name];
    const byFetch = jest.fn();
    subscribe('undici:request:create', byFetch);
    process.env[name] = value;
    try {
      expect((await http({ path: 'x' })).text).toBe('{"active":true}');
    } finally {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
      unsubscribe('undici:request:create', byFetch);
    }
    expect(byFetch).toHaveBeenCalledTimes(1);
  });
});
