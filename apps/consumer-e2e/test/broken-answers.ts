import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';

/** What an authority or a proxy before it may answer an exchange with, and what the app's client is to see then. */
export interface BrokenAnswer {
  readonly name: string;
  readonly answer: (response: ServerResponse) => void;
  readonly status: number;
  /** Problem details' `error` and `code`. */
  readonly error: string;
  readonly code: number;
}

const UNREADABLE = { status: 502, error: 'malformed_response', code: 1000 };
const UNREACHED = { status: 502, error: 'network_error', code: 1000 };
const AWAY = { status: 503, error: 'unavailable', code: 1000 };
const TOO_LATE = { status: 504, error: 'timeout', code: 1000 };

/** A failure as Authing's servers tell it: HTTP 200, and a `code`. */
const failWith = (code: number) => (response: ServerResponse) =>
  response
    .writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify({ code, message: '失败' }));

const sendPage = (status: number) => (response: ServerResponse) =>
  response
    .writeHead(status, { 'content-type': 'text/html' })
    .end('<!doctype html><html><body><h1>nginx</h1></body></html>');

const sendJson = (text: string) => (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(text);

export const BROKEN_ANSWERS: readonly BrokenAnswer[] = [
  {
    name: 'HTTP 200 that says the ticket has expired',
    answer: failWith(2206),
    status: 401,
    error: 'invalid_ticket',
    code: 2206,
  },
  {
    name: 'HTTP 200 that says the user is blocked',
    answer: failWith(2005),
    status: 403,
    error: 'user_blocked',
    code: 2005,
  },
  {
    name: 'HTTP 200 that says the secret is wrong',
    answer: failWith(1001),
    status: 502,
    error: 'invalid_secret',
    code: 1001,
  },
  {
    name: 'HTTP 200 that says there is no such pool',
    answer: failWith(2224),
    status: 502,
    error: 'user_pool_not_found',
    code: 2224,
  },
  {
    name: 'HTTP 200 with a number that nobody knows',
    answer: failWith(987_654),
    status: 502,
    error: 'internal',
    code: 1000,
  },
  {
    name: 'HTTP 429 that says when to come back',
    answer: (response) => response.writeHead(429, { 'retry-after': '7' }).end('{"code":429,"message":"慢"}'),
    status: 429,
    error: 'rate_limited',
    code: 429,
  },
  { name: 'an HTML page that says 200', answer: sendPage(200), ...UNREADABLE },
  { name: 'an HTML page of a proxy that says 502', answer: sendPage(502), ...AWAY },
  { name: 'an HTML page of a proxy that says 503', answer: sendPage(503), ...AWAY },
  {
    name: 'a redirect to a page to log in',
    answer: (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    ...UNREADABLE,
  },
  { name: 'nothing', answer: sendJson(''), ...UNREADABLE },
  { name: 'an envelope around nothing', answer: sendJson('{"code":200,"message":"ok"}'), ...UNREADABLE },
  {
    name: 'an envelope around JSON that is cut',
    answer: sendJson('{"code":200,"message":"ok","data":"{\\"_id\\":\\"5e57"}'),
    ...UNREADABLE,
  },
  {
    name: 'an answer that is cut off',
    answer: (response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"_id":');
      void setTimeout(20).then(() => response.destroy());
    },
    ...UNREACHED,
  },
  { name: 'a connection that is closed', answer: (response) => response.destroy(), ...UNREACHED },
  { name: 'a gigantic answer', answer: sendWithoutEnd, ...UNREADABLE },
  { name: 'an answer that never begins', answer: () => undefined, ...TOO_LATE },
  { name: 'an answer that never ends', answer: sendDrops, ...TOO_LATE },
];

/** A stand-in whose answer the ticket of the request chooses. */
export interface UnreliableAuthority extends StandInAuthority {
  /** A ticket that is answered so. */
  breakTicket(answer: BrokenAnswer): string;
  /** A ticket that is answered well, slowly. */
  issueSlowTicket(): string;
}

/** Starts one. */
export async function startUnreliableAuthority(): Promise<UnreliableAuthority> {
  const standIn: StandInAuthority = await startStandInAuthority({
    style: 'envelope-text',
    intercept: ({ url = '' }, response) => {
      const body = (standIn.requests.at(-1)?.body ?? {}) as { ticket?: string };
      const [, kind, rest] = /^(broken|slow)-(.*)$/.exec(body.ticket ?? '') ?? [];
      if (kind === 'broken') BROKEN_ANSWERS[Number(rest)]?.answer(response);
      if (kind === 'slow') void relaySlowly(standIn.authority + url, { ...body, ticket: rest }, response);
      return kind !== undefined;
    },
  });
  return {
    ...standIn,
    breakTicket: (answer) => `broken-${BROKEN_ANSWERS.indexOf(answer)}`,
    issueSlowTicket: () => `slow-${standIn.issueTicket()}`,
  };
}

/** Asks for the good answer and sends it in pieces, over three seconds. */
async function relaySlowly(url: string, body: object, response: ServerResponse): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).text();
  const size = Math.ceil(answer.length / 10);
  for (let start = 0; start < answer.length; start += size) {
    await setTimeout(300);
    response.write(answer.slice(start, start + size));
  }
  response.end();
}

/** A gigabyte, as fast as it is taken. */
function sendWithoutEnd(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  let sent = 0;
  const push = () => {
    while (!response.destroyed && sent < 2 ** 30) {
      sent += chunk.length;
      if (!response.write(chunk)) return;
    }
  };
  response.on('drain', push);
  push();
}

function sendDrops(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => {
    clearInterval(timer);
  });
}
