import { once } from 'node:events';
import { connect, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HttpAdapterHost } from '@nestjs/core';
import { RunningAuthority } from '../running-authority.js';

const SECRET = 'a-secret-that-no-log-may-hold';
const HOST = 'host: a.example\r\n';
const JSON_BODY = 'content-type: application/json\r\n';
const POST = `POST /oauth/revoke HTTP/1.1\r\n${HOST}${JSON_BODY}authorization: Basic ${SECRET}\r\n`;

describe('an unreadable request', () => {
  const server = new RunningAuthority();
  beforeAll(() => server.start({ logLevel: 'trace' }), 60_000);
  afterAll(() => server.stop());

  const send = async (text: string): Promise<string> => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
      if (answer.endsWith('}')) socket.end();
    });
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(text);
    await once(socket, 'close', { signal: AbortSignal.timeout(20_000) });
    return answer;
  };

  test('is limited to 10,000 connections', () => {
    const { httpAdapter } = server.get<HttpAdapterHost>(HttpAdapterHost);
    expect((httpAdapter.getHttpServer() as Server).maxConnections).toBe(10_000);
  });

  test.each([
    ['a method that is none', 400, `FETCH /${SECRET} HTTP/1.1\r\n${HOST}\r\n`],
    ['bytes that are no HTTP', 400, `\x16\x03\x01${SECRET}\r\n\r\n`],
    ['HTTP/2', 400, `PRI * HTTP/2.0\r\n\r\n${SECRET}\r\n\r\n`],
    ['no host', 400, `GET /health/live HTTP/1.1\r\nx: ${SECRET}\r\n\r\n`],
    ['a length that is no number', 400, `${POST}content-length: 1a\r\n\r\n`],
    ['a length and chunks', 400, `${POST}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a chunk without a length', 400, `${POST}transfer-encoding: chunked\r\n\r\n${SECRET}\r\n\r\n`],
    ['an address with a % that begins nothing', 400, `GET /%zz${SECRET} HTTP/1.1\r\n${HOST}\r\n`],
    ['an expectation that is unknown', 417, `${POST}expect: magic\r\ncontent-length: 0\r\n\r\n`],
    ['a header of 20 kB', 431, `${POST}x: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['an address of 20 kB', 431, `GET /${'y'.repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`],
  ])('with %s gets %i as any other failure, and is not logged', async (_name, status, text) => {
    const [head = '', body = ''] = (await send(text)).split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const headers = head.toLowerCase();
    expect(headers).toContain('content-type: application/problem+json');
    expect(headers).toContain('x-content-type-options: nosniff');
    expect(headers).toContain('cache-control: no-store');
    expect(JSON.parse(body)).toMatchObject({ status, error: 'invalid_request', code: 2231 });
    expect(body).not.toContain(SECRET);
    const log = server.logLines.join('');
    expect(log).not.toContain(SECRET);
    expect(log).not.toContain('rawPacket');
  });

  test('of HTTP/1.0 needs no host', async () => {
    expect(await send('GET /health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });
});
