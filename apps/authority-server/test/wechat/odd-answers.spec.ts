import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SessionAnswer } from '../../src/wechat/wechat-answers.js';
import { WechatApi } from '../../src/wechat/wechat-api.js';

type Answer = (socket: Socket) => void;

const DEADLINE_MS = 500;
const OPENID = '{"openid":"o1"}';

function respond(body: string | Buffer, { status = '200 OK', headers = '' } = {}): Answer {
  const bytes = Buffer.from(body);
  return (socket) =>
    void socket.end(
      Buffer.concat([
        Buffer.from(`HTTP/1.1 ${status}\r\ncontent-length: ${bytes.length}\r\n${headers}\r\n`),
        bytes,
      ]),
    );
}

const write =
  (text: string): Answer =>
  (socket) =>
    void socket.write(text);
const end =
  (text: string): Answer =>
  (socket) =>
    void socket.end(text);

/** Sends a byte of the body now and then, for as long as the caller listens. */
const drip: Answer = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
  const timer = setInterval(() => socket.write(' '), 50);
  socket.on('close', () => clearInterval(timer));
};

const BOMB = gzipSync(Buffer.alloc(1_000_000, ' '));

const UNREADABLE: readonly [string, Answer, string][] = [
  ['a page of HTML', respond('<html>…</html>', { headers: 'content-type: text/html\r\n' }), 'unreadable'],
  ['nothing', respond(''), 'unreadable'],
  ['204', end('HTTP/1.1 204 No Content\r\n\r\n'), 'unreadable'],
  [
    'a redirect, which is not followed',
    respond('', { status: '302 Found', headers: 'location: http://127.0.0.1:1/\r\n' }),
    'unreadable',
  ],
  ['JSON that is no object', respond('[1]'), 'unreadable'],
  ['null', respond('null'), 'unreadable'],
  ['half of an object', respond('{"openid":'), 'unreadable'],
  ['an object without what was asked for', respond('{"errcode":0}'), 'unreadable'],
  ['an openid of another type', respond('{"openid":1}'), 'unreadable'],
  ['an openid with NUL, which no database takes', respond('{"openid":"o\\u0000"}'), 'unreadable'],
  ['a unionid of 5,000 characters', respond(`{"openid":"o1","unionid":"${'u'.repeat(5000)}"}`), 'unreadable'],
  ['an errcode that is no number', respond('{"errcode":{}}'), 'unreadable'],
  ['JSON 10,000 levels deep', respond('['.repeat(10_000) + ']'.repeat(10_000)), 'unreadable'],
  ['bytes that are no UTF-8', respond(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), 'unreadable'],
  ['gzip that was not asked for', respond(BOMB, { headers: 'content-encoding: gzip\r\n' }), 'unreadable'],
  ['500 with a page', respond('<html>', { status: '500 Internal Server Error' }), 'http_500'],
  ['429', respond('slow down', { status: '429 Too Many Requests' }), 'http_429'],
  ['502 of a proxy', respond('<html>', { status: '502 Bad Gateway' }), 'http_502'],
];

const BROKEN: readonly [string, Answer][] = [
  ['the connection closed', (socket) => void socket.end()],
  ['the connection reset', (socket) => void socket.resetAndDestroy()],
  ['a body that is cut off', end(`HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n${OPENID}`)],
  ['a body of more than 64 kB', respond(' '.repeat(70_000))],
  [
    'a body without an end of more than 64 kB',
    (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n\r\n${' '.repeat(70_000)}`);
    },
  ],
  ['a head of more than 16 kB', write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)],
  ['what is not HTTP', write('SSH-2.0-OpenSSH_9.2\r\n')],
  ['a head that never ends', write('HTTP/1.1 200 OK\r\n')],
  ['no head at all', () => undefined],
  ['a body that stops in the middle', write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{')],
  ['a body that comes byte by byte', drip],
];

describe('unusual responses of WeChat', () => {
  let server: Server;
  let answer: Answer;
  let api: WechatApi;
  let calls = 0;
  const log: object[] = [];
  const logger = { warn: (fields: object) => void log.push(fields) };
  const ask = (signal = AbortSignal.timeout(DEADLINE_MS)) =>
    api.call({
      path: 'sns/jscode2session',
      query: { secret: 'the-secret' },
      answer: SessionAnswer,
      signal,
    });

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        calls++;
        answer(socket);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    api = new WechatApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, logger);
  });

  afterAll(async () => {
    await api.onApplicationShutdown();
    server.close();
  });

  test.each(UNREADABLE)(
    '%s is wechat_unavailable, and the event names the reason',
    async (_name, odd, detail) => {
      await expectFailure(odd, detail);
    },
  );

  test.each(BROKEN)('%s is wechat_unavailable in time', async (_name, odd) => {
    const began = performance.now();
    await expectFailure(odd, expect.stringMatching(/^(?:timeout|unreachable|unreadable)$/));
    expect(performance.now() - began).toBeLessThan(DEADLINE_MS * 4);
  });

  /** The code may be used up: one request, and the next call is answered. */
  async function expectFailure(odd: Answer, detail: unknown): Promise<void> {
    answer = odd;
    const before = calls;
    const failure: unknown = await ask().catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'wechat_unavailable', detail });
    expect(calls - before).toBe(1);
    expect(JSON.stringify(log)).not.toContain('the-secret');
    answer = respond(OPENID);
    expect(await ask()).toEqual({ openid: 'o1' });
  }
});
