import { afterEach, describe, expect, test } from '@jest/globals';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { createClient, type ConnectionOptions } from '../src/index.js';
import { startStandInAuthority, type AnswerStyle, type StandInAuthority } from '@app2wxapp/authority/testing';

type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

let standIn: StandInAuthority | undefined;

afterEach(async () => {
  await standIn?.close();
});

async function start(intercept?: Intercept, style?: AnswerStyle): Promise<StandInAuthority> {
  standIn = await startStandInAuthority({ ...(intercept && { intercept }), ...(style && { style }) });
  return standIn;
}

async function startAnswering(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  return start((request, response) => {
    answer(response, request);
    return true;
  });
}

function clientOf(
  { authority, userPoolId, secret }: StandInAuthority,
  more: Partial<ConnectionOptions> = {},
) {
  return createClient({ authority, userPoolId, secret, retry: 0, ...more });
}

/** What `promise` fails with; a success is a failure of the test. */
async function failureOf(promise: Promise<unknown>): Promise<Error & { code?: string; status?: number }> {
  return promise.then(
    () => {
      throw new Error('It succeeded.');
    },
    (error: Error) => error,
  );
}

const follow = (input: Request, init?: RequestInit) =>
  globalThis.fetch(new Request(input, { ...init, redirect: 'follow' }));

/** As libraries do whose responses have an address and no `redirected`. */
const followSilently = async (input: Request, init?: RequestInit) => {
  const { status, headers, url, body } = await follow(input, init);
  return { status, headers, url, body };
};

test.each([
  ['as it was asked', (url: string) => url],
  ['with a fragment', (url: string) => `${url}#part`],
  ['with its host in upper case', (url: string) => url.replace('localhost', 'LOCALHOST')],
  ['without its origin', (url: string) => new URL(url).pathname],
  ['not at all', () => ''],
])('a fetch without "redirected" may name the address of a response %s', async (_how, nameAddress) => {
  const authority = await start();
  const byName = { ...authority, authority: authority.authority.replace('127.0.0.1', 'localhost') };
  const fetch = (async (input: Request) => {
    const { status, headers, url, body } = await globalThis.fetch(input);
    return { status, headers, body, url: nameAddress(url) };
  }) as unknown as typeof globalThis.fetch;
  const client = clientOf(byName, { fetch, onWarning: () => undefined });
  await expect(client.exchangeTicket(authority.issueTicket())).resolves.toBeDefined();
});

test.each([301, 302, 303, 307, 308])(
  'the response behind a %d is rejected, even if a fetch follows it',
  async (status) => {
    const other = await startStandInAuthority();
    const authority = await startAnswering((response, { url = '' }) => {
      response
        .writeHead(status, {
          location: other.authority + url.slice(0, url.lastIndexOf('/') + 1) + other.userPoolId,
        })
        .end();
    });
    try {
      for (const options of [
        {},
        { fetch: follow },
        { fetch: followSilently },
      ] as Partial<ConnectionOptions>[]) {
        const failure = await failureOf(clientOf(authority, options).exchangeTicket(other.issueTicket()));
        expect(failure.code).toBe('malformed_response');
      }
    } finally {
      await other.close();
    }
  },
);

test('a login needs no arguments of the process, which Workers do not have', async () => {
  const authority = await start();
  const { execArgv } = process;
  Object.assign(process, { execArgv: undefined });
  try {
    await expect(clientOf(authority).exchangeTicket(authority.issueTicket())).resolves.toBeDefined();
  } finally {
    Object.assign(process, { execArgv });
  }
});

describe('a successful exchange', () => {
  test.each(['bare', 'envelope', 'envelope-text'] as const)(
    'reads the user from the body style %s',
    async (style) => {
      const authority = await start(undefined, style);
      const user = await clientOf(authority).exchangeTicket(authority.issueTicket({ nickname: '林' }));
      expect(user.nickname).toBe('林');
      expect(user.token.split('.')).toHaveLength(3);
    },
  );

  test('sends ticket, secret and verifier in the body and nothing of them in the URL', async () => {
    const authority = await start();
    const codeVerifier = 'v'.repeat(43);
    const ticket = authority.issueTicket({}, { codeVerifier });
    await clientOf(authority).exchangeTicket(ticket, { codeVerifier });
    const [request] = authority.requests;
    expect(request?.path).toBe(`/oauth/app2wxapp/auth/${authority.userPoolId}`);
    expect(request?.body).toEqual({ ticket, secret: authority.secret, codeVerifier });
    expect(request?.headers['content-type']).toBe('application/json');
  });

  test('accepts a ticket once', async () => {
    const authority = await start();
    const client = clientOf(authority);
    const ticket = authority.issueTicket();
    await client.exchangeTicket(ticket);
    await expect(client.exchangeTicket(ticket)).rejects.toMatchObject({
      code: 'invalid_ticket',
      status: 401,
    });
  });
});

describe('a refusal', () => {
  test.each(['bare', 'envelope'] as const)('has the code of the server, in the style %s', async (style) => {
    const authority = await start(undefined, style);
    const client = clientOf(authority, { secret: 'not the secret' });
    await expect(client.exchangeTicket(authority.issueTicket())).rejects.toMatchObject({
      code: 'invalid_secret',
    });
  });

  test('of a 200 with a code other than 200 is an error, as with Authing', async () => {
    const authority = await startAnswering((response) => {
      response.end(JSON.stringify({ code: 2206, message: '登录信息已过期, 需重新登录' }));
    });
    await expect(clientOf(authority).exchangeTicket('t')).rejects.toMatchObject({
      code: 'invalid_ticket',
      status: 200,
    });
  });

  test('has the seconds until a retry, whether the server sent seconds or a date', async () => {
    let date = false;
    const authority = await startAnswering((response) => {
      const later = new Date(Date.now() + 60_000).toUTCString();
      response.writeHead(429, { 'retry-after': date ? later : '7' });
      response.end(JSON.stringify({ error: 'rate_limited', code: 429, message: 'slow down' }));
    });
    const first = await failureOf(clientOf(authority).exchangeTicket('t'));
    expect(first).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 7 });
    date = true;
    const { retryAfterSeconds } = (await failureOf(clientOf(authority).exchangeTicket('t'))) as never;
    expect(retryAfterSeconds).toBeGreaterThan(55);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
  });
});

describe('a malformed or missing response', () => {
  const bodies: [string, number, string][] = [
    ['an HTML page that there is no such page', 404, '<html>Not Found</html>'],
    ['an HTML page that claims success', 200, '<html>Welcome</html>'],
    ['nothing', 200, ''],
    ['an envelope without data', 200, '{"code":200,"message":"ok"}'],
    ['an envelope whose data is cut JSON', 200, '{"code":200,"message":"ok","data":"{not json"}'],
    ['an array', 200, '[]'],
    ['a user without a token', 200, '{"_id":"5e57540f84622ae263294a42"}'],
    ['a redirect', 302, ''],
  ];
  test.each(bodies)('ends in malformed_response: %s', async (_name, status, body) => {
    const authority = await startAnswering((response) => {
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end(body);
    });
    await expect(clientOf(authority).exchangeTicket('t')).rejects.toMatchObject({
      code: 'malformed_response',
      status,
    });
  });

  test('becomes malformed_response when it is gigantic, without reading it all', async () => {
    let sent = 0;
    const authority = await startAnswering((response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const push = () => {
        while (!response.destroyed && sent < 2 ** 30) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on('drain', push);
      push();
    });
    const error = await failureOf(clientOf(authority).exchangeTicket('t'));
    expect(error).toMatchObject({ code: 'malformed_response' });
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  test('ends in timeout when it does not begin', async () => {
    const authority = await startAnswering(() => undefined);
    const error = await failureOf(clientOf(authority, { timeoutMs: 100 }).exchangeTicket('t'));
    expect(error).toMatchObject({ code: 'timeout', cause: { name: 'TimeoutError' } });
  });

  test('ends in timeout when it begins and never ends', async () => {
    const authority = await startAnswering((response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    await expect(clientOf(authority, { timeoutMs: 150 }).exchangeTicket('t')).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  test('ends in network_error when it is cut off, with the original error as cause', async () => {
    const authority = await startAnswering((response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"_id":');
      setTimeout(() => response.destroy(), 20);
    });
    const error = await failureOf(clientOf(authority).exchangeTicket('t'));
    expect(error).toMatchObject({ code: 'network_error' });
    expect(error.cause).toMatchObject({ code: 'ECONNRESET' });
  });

  test('ends in network_error when no server listens', async () => {
    const authority = await start();
    const client = clientOf(authority);
    await authority.close();
    const error = await failureOf(client.exchangeTicket('t'));
    expect(error).toMatchObject({ code: 'network_error' });
    expect(error.cause).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('ends in timeout even when the given fetch ignores its signal', async () => {
    const authority = await start();
    const client = clientOf(authority, { timeoutMs: 50, fetch: () => new Promise(() => undefined) });
    await expect(client.exchangeTicket('t')).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('the caller', () => {
  test('aborts a call by a signal, whose reason becomes the cause', async () => {
    const authority = await startAnswering(() => undefined);
    const controller = new AbortController();
    const reason = new Error('the user left');
    const call = clientOf(authority).exchangeTicket('t', { signal: controller.signal });
    setTimeout(() => {
      controller.abort(reason);
    }, 20);
    expect(await failureOf(call)).toMatchObject({ code: 'aborted', cause: reason });
  });

  test('sends nothing with a signal that is already aborted', async () => {
    const authority = await start();
    const call = clientOf(authority).exchangeTicket('t', { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
    expect(authority.requests).toHaveLength(0);
  });

  test.each([undefined, '', 'two words', 'x'.repeat(2049), { ticket: 't' }])(
    'gets invalid_request for %p, and nothing is sent',
    async (ticket) => {
      const authority = await start();
      const call = clientOf(authority).exchangeTicket(ticket as string);
      await expect(call).rejects.toMatchObject({ code: 'invalid_request' });
      expect(authority.requests).toHaveLength(0);
    },
  );
});

describe('a code verifier', () => {
  test.each([5, '', 'short', {}, 'v'.repeat(129)])(
    'that is %p is rejected here, with the reason',
    async (value) => {
      const authority = await start();
      const call = clientOf(authority).exchangeTicket('t', { codeVerifier: value as string });
      await expect(call).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringContaining('codeVerifier'),
      });
      expect(authority.requests).toHaveLength(0);
    },
  );

  test('that is null counts as absent', async () => {
    const authority = await start();
    await clientOf(authority).exchangeTicket(authority.issueTicket(), { codeVerifier: null });
    expect(authority.requests[0]?.body).not.toHaveProperty('codeVerifier');
  });

  test.each([undefined, null, {}, { state: 's' }, { state: '', codeVerifier: 'v'.repeat(43) }])(
    'and state of a claim that are %j are rejected here, with the reason',
    async (launch) => {
      const authority = await start();
      const error = await failureOf(clientOf(authority).claimLogin(launch as never));
      expect(error).toMatchObject({
        code: 'invalid_request',
        message: expect.stringMatching(/state|Verifier/),
      });
      expect(authority.requests).toHaveLength(0);
    },
  );
});

describe('the address of the user', () => {
  test('is sent with the exchange when it is valid, and nothing else is', async () => {
    const authority = await start();
    const client = clientOf(authority);
    for (const clientAddress of ['203.0.113.7', '2001:db8::9', '203.0.113.7:80', 'unknown', '\r\nx: y', '']) {
      await client.exchangeTicket(authority.issueTicket(), { clientAddress });
    }
    await client.exchangeTicket(authority.issueTicket());
    const sent = authority.requests.map(({ headers }) => headers['app2wxapp-client-address']);
    expect(sent).toEqual(['203.0.113.7', '2001:db8::9', ...Array.from({ length: 5 }, () => undefined)]);
  });
});

describe('a repeated request', () => {
  test('has the same Idempotency-Key, and gets the lost response', async () => {
    let lost = 0;
    const authority = await start((request, response) => {
      if (lost++ > 0) return false;
      response.destroy();
      return request.method === 'POST';
    });
    const user = await clientOf(authority, { retry: 2 }).exchangeTicket(authority.issueTicket());
    expect(user._id).toMatch(/^[0-9a-f]{24}$/);
    const keys = authority.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test('has another key in another call, unless the caller sets it', async () => {
    const authority = await start();
    const client = clientOf(authority);
    await client.exchangeTicket(authority.issueTicket());
    await client.exchangeTicket(authority.issueTicket());
    await client.exchangeTicket(authority.issueTicket(), { idempotencyKey: 'mine' });
    const keys = authority.requests.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('mine');
  });

  test.each([
    [503, 3],
    [502, 3],
    [504, 3],
    [500, 1],
    [401, 1],
  ])('after HTTP %i is sent %i times in all', async (status, times) => {
    const authority = await startAnswering((response) => {
      response.writeHead(status).end('{"code":1000,"message":"no"}');
    });
    await failureOf(clientOf(authority, { retry: 2 }).exchangeTicket('t'));
    expect(authority.requests).toHaveLength(times);
  });

  test('waits as long as the server asks when that is short, and has the same key', async () => {
    let failures = 0;
    const authority = await start((_request, response) => {
      if (failures++ > 0) return false;
      response.writeHead(503, { 'retry-after': '1' }).end('{"error":"unavailable","code":1000}');
      return true;
    });
    const startedAt = Date.now();
    await clientOf(authority, { retry: 1 }).exchangeTicket(authority.issueTicket());
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
    const keys = authority.requests.map(({ headers }) => headers['idempotency-key']);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  test.each([
    ['of the authority', '{"error":"unavailable","code":1000,"message":"no"}'],
    ['of a proxy that has no authority to ask', '<html>Service Unavailable</html>'],
    ['that gives no reason', ''],
  ])('that ends in a 503 %s is unavailable', async (_name, body) => {
    const authority = await startAnswering((response) => {
      response.writeHead(503, { 'retry-after': '7' }).end(body);
    });
    const error = await failureOf(clientOf(authority).exchangeTicket('t'));
    expect(error).toMatchObject({ code: 'unavailable', status: 503, retryAfterSeconds: 7 });
  });

  test('is left to the caller when the server asks for a long wait', async () => {
    const authority = await startAnswering((response) => {
      response.writeHead(503, { 'retry-after': '3600' }).end('{"code":1000,"message":"no"}');
    });
    const error = await failureOf(clientOf(authority, { retry: 2 }).exchangeTicket('t'));
    expect(error).toMatchObject({ retryAfterSeconds: 3600 });
    expect(authority.requests).toHaveLength(1);
  });

  test.each(['https://core.authing.cn', 'https://core.genauth.ai', 'https://authing.cn'])(
    'is never sent to %s, and no Idempotency-Key either',
    async (authority) => {
      const sent: Request[] = [];
      const client = createClient({
        authority,
        userPoolId: 'pool',
        secret: 'a secret of a test',
        retry: 2,
        fetch: async (input) => {
          sent.push(input as Request);
          throw new TypeError('fetch failed');
        },
      });
      await failureOf(client.exchangeTicket('t'));
      expect(sent).toHaveLength(1);
      expect(sent[0]?.headers.has('idempotency-key')).toBe(false);
    },
  );
});

describe('secrets', () => {
  const secret = 'the-secret-of-a-pool-in-a-test';
  const ticket = 'the-ticket-of-a-user-in-a-test';

  test('are not in the client, printed or as JSON', () => {
    const client = createClient({ authority: 'https://login.example.com', userPoolId: 'pool', secret });
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain(secret);
    expect(JSON.stringify(client)).not.toContain(secret);
  });

  const failures: [string, (response: ServerResponse) => void][] = [
    [
      'a refusal that repeats them',
      (r) => r.writeHead(401).end(JSON.stringify({ code: 1001, message: `${secret} ${ticket}` })),
    ],
    ['a body that is not JSON', (r) => r.writeHead(200).end(`${secret} ${ticket}`)],
    ['a server error', (r) => r.writeHead(503).end()],
    ['a cut answer', (r) => r.destroy()],
    ['no answer', () => undefined],
  ];
  test.each(failures)('are not in the error after %s', async (_name, answer) => {
    const authority = await startAnswering(answer);
    const error = await failureOf(
      clientOf(authority, { secret, timeoutMs: 200, retry: 1 }).exchangeTicket(ticket),
    );
    const printed = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + error.message;
    expect(printed).toContain('App2WxappError');
    expect(printed).not.toContain(secret);
    expect(printed).not.toContain(ticket);
  });
});

/** A stream as older browsers have it. */
function withoutIterator(stream: ReadableStream | null): unknown {
  return { getReader: () => stream?.getReader() };
}

// A response of a polyfill, of a runtime that streams by readers only, and of node-fetch.
describe.each<[string, (text: string) => unknown]>([
  ['no body', () => undefined],
  ['a body that only a reader reads', (text) => withoutIterator(new Response(text).body)],
  ['a body that is a stream of Node', (text) => Readable.from([Buffer.from(text)])],
])('a fetch whose response has %s', (_name, bodyOf) => {
  const fetchAs = (replace: (text: string) => string) =>
    (async (input: Request) => {
      const response = await globalThis.fetch(input);
      const text = replace(await response.text());
      const { status, headers } = response;
      return { status, headers, body: bodyOf(text), text: () => Promise.resolve(text) };
    }) as unknown as typeof globalThis.fetch;

  test('suffices for a login', async () => {
    const authority = await start();
    const client = clientOf(authority, { fetch: fetchAs((text) => text) });
    expect(await client.exchangeTicket(authority.issueTicket())).toHaveProperty('token');
  });

  test('returns no response larger than the limit', async () => {
    const authority = await start();
    const client = clientOf(authority, { fetch: fetchAs(() => `"${'世'.repeat(100_000)}"`) });
    const failure = await failureOf(client.exchangeTicket(authority.issueTicket()));
    expect(failure).toMatchObject({ code: 'malformed_response', message: expect.stringContaining('larger') });
  });
});
