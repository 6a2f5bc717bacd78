import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient, type Client } from '../src/index.js';

const USER = { _id: 'a'.repeat(24), token: 'x.y.z', nickname: 'é 中' };
const ENCODERS = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  GZIP: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
};

let server: Server;
let answer: (response: ServerResponse) => void;
let client: Client;

beforeAll(async () => {
  server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authority = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createClient({ authority, userPoolId: 'pool', secret: 'the-secret-of-a-test', retry: 0 });
});

afterAll(() => void server.close());

/** Some proxies compress whatever they were asked for. */
describe('a response that is compressed without a request for it', () => {
  test.each(Object.entries(ENCODERS))('by %s is read', async (encoding, encode) => {
    answer = (response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(encode(JSON.stringify(USER)));
    await expect(client.exchangeTicket('a-ticket')).resolves.toMatchObject(USER);
  });

  test('and larger than the limit once decompressed, is rejected', async () => {
    answer = (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(' '.repeat(2 ** 24)));
    await expect(client.exchangeTicket('a-ticket')).rejects.toMatchObject({
      code: 'malformed_response',
      message: expect.stringContaining('larger'),
    });
  });

  test.each([
    ['is not what its header says', (response: ServerResponse) => void response.end(JSON.stringify(USER))],
    [
      'ends too early',
      (response: ServerResponse) => void response.end(gzipSync(JSON.stringify(USER)).subarray(0, 20)),
    ],
    [
      'is cut off',
      (response: ServerResponse) => {
        response.write(gzipSync(JSON.stringify(USER)).subarray(0, 20), () => response.destroy());
      },
    ],
  ])('and %s is malformed', async (_how, send) => {
    answer = (response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      send(response);
    };
    await expect(client.exchangeTicket('a-ticket')).rejects.toMatchObject({ code: 'network_error' });
  });

  test.each(['compress', 'constructor', 'gzip, br'])(
    'by %s, which is unknown, is rejected',
    async (encoding) => {
      answer = (response) => response.writeHead(200, { 'content-encoding': encoding }).end('x');
      await expect(client.exchangeTicket('a-ticket')).rejects.toMatchObject({ code: 'malformed_response' });
    },
  );

  test('and never complete ends in time', async () => {
    answer = (response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync('{}').subarray(0, 12));
    const signal = AbortSignal.timeout(200);
    await expect(client.exchangeTicket('a-ticket', { signal })).rejects.toMatchObject({ code: 'aborted' });
  });
});
