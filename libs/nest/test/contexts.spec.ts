import { describe, expect, jest, test } from '@jest/globals';
import { App2WxappError } from '@app2wxapp/core';
import { Logger, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { lastValueFrom, type Observable } from 'rxjs';
import {
  App2WxappException,
  App2WxappExceptionFilter,
  TicketAuthGuard,
  TokenAuthGuard,
} from '../src/index.js';
import { requestOf } from '../src/request-of.js';
import { TestAuthenticator } from '../src/testing/index.js';
import { readRequest } from '../src/request-of.js';
import { PlainTicketAuthGuard } from '../src/without-passport/index.js';

jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);

class Handlers {
  handle() {}
}

function contextOf(type: string, args: unknown[]): ExecutionContext {
  const context = new ExecutionContextHost(args, Handlers, Handlers.prototype.handle);
  context.setType(type);
  return context;
}

const CALLS: readonly [string, unknown[]][] = [
  ['ws', [{ id: 'a socket' }, { text: 'hi' }, 'message']],
  ['rpc', [{ text: 'hi' }, { pattern: 'message' }]],
  ['graphql', [undefined, {}, {}, {}]],
  ['graphql', [undefined, {}, undefined, {}]],
  ['telegram', []],
];

const createGuards = (authenticator: TestAuthenticator) =>
  [TokenAuthGuard, TicketAuthGuard, PlainTicketAuthGuard].map(
    (Guard) => new Guard(authenticator as never, new HttpAdapterHost()),
  );

describe('in a context without an HTTP request', () => {
  test.each(CALLS)('the guards reject a %s call and name the option to set', async (type, args) => {
    for (const guard of createGuards(new TestAuthenticator({ id: 1 }))) {
      const call = (async () => guard.canActivate(contextOf(type, args)))();
      await expect(call).rejects.toMatchObject({
        code: 'invalid_options',
        message: expect.stringMatching(`"${type}".*getRequest`),
      });
    }
  });

  test.each(CALLS)(
    'the decorators do so as well in a %s call, and name a guard that did not run',
    (type, args) => {
      expect(() => requestOf(contextOf(type, args))).toThrow(
        expect.objectContaining({
          code: 'invalid_options',
          message: expect.stringMatching(/no guard.*getRequest.*@UseGuards\(\)/),
        }),
      );
    },
  );
});

describe('in a subscription over graphql-ws, whose context has the connection in place of a request', () => {
  const headers = { host: 'api.example.com', 'accept-language': 'en' };
  const connect = (connectionParams?: object) => ({
    req: { connectionInitReceived: true, connectionParams, extra: { request: { headers }, socket: {} } },
  });
  const argsOf = (context: object) => [undefined, {}, context, {}];

  test.each([
    [{ authorization: 'Bearer a.b.c' }, 'Bearer a.b.c'],
    [{ Authorization: 'Bearer a.b.c' }, 'Bearer a.b.c'],
    [{ authorization: 7, host: 'other.example.com' }, undefined],
    [{}, undefined],
    [undefined, undefined],
    [null, undefined],
  ])(
    'the guards read the headers of the handshake, and the token of the parameters %j',
    async (params, token) => {
      const authenticator = new TestAuthenticator({ id: 1 });
      for (const guard of createGuards(authenticator)) {
        const context = connect(params as object);
        expect(await guard.canActivate(contextOf('graphql', argsOf(context)))).toBe(true);
        const request = requestOf(contextOf('graphql', argsOf(context)));
        expect(request).toMatchObject({
          headers: { ...headers, ...(token && { authorization: token }) },
          user: { id: 1 },
        });
        expect(request.headers.authorization).toBe(token);
      }
    },
  );

  test('the token of the parameters takes precedence over that of the handshake', () => {
    const context = connect({ authorization: 'Bearer new' });
    Object.assign(context.req.extra.request, { headers: { authorization: 'Bearer old' } });
    expect(requestOf(contextOf('graphql', argsOf(context))).headers.authorization).toBe('Bearer new');
  });

  test('a refusal is in the language of the handshake', async () => {
    const context = contextOf('graphql', argsOf(connect()));
    for (const guard of createGuards(new TestAuthenticator(undefined))) {
      const refusal = await (async () => guard.canActivate(context))().catch((e: unknown) => e);
      const filter = new App2WxappExceptionFilter(new HttpAdapterHost());
      expect(() => filter.catch(refusal as App2WxappException, context)).toThrow(App2WxappException);
      expect(() => filter.catch(new App2WxappError('invalid_token', 'no'), context)).toThrow(
        expect.objectContaining({
          extensions: expect.objectContaining({ message: expect.stringMatching(/^[\w .]+$/) }),
        }),
      );
    }
  });
});

describe('the option getRequest', () => {
  test.each(
    CALLS.filter(([, args]) => (typeof args[1] === 'object' && args[2] !== undefined) || args.length === 2),
  )('applies to guards and decorators of a %s call alike', async (type, args) => {
    const request = { headers: {} };
    const authenticator = new TestAuthenticator({ id: 1 });
    authenticator.getRequest = (context) => readRequest(context, () => request);
    for (const guard of createGuards(authenticator)) {
      expect(await guard.canActivate(contextOf(type, args))).toBe(true);
    }
    // Nest makes another context of the same arguments for each decorator.
    expect(requestOf(contextOf(type, [...args]))).toBe(request);
    expect(requestOf(contextOf(type, [...args])).user).toEqual({ id: 1 });
  });

  test('may create a new request each time it is called', async () => {
    const authenticator = new TestAuthenticator({ id: 1 });
    const message = { ticket: 'a ticket' };
    authenticator.getRequest = (context) =>
      readRequest(context, () => ({ headers: {}, body: context.switchToWs().getData() }));
    for (const guard of createGuards(authenticator)) {
      const args = [{ id: 'a socket' }, message, 'message'];
      expect(await guard.canActivate(contextOf('ws', args))).toBe(true);
      expect(requestOf(contextOf('ws', args))).toMatchObject({ body: message, user: { id: 1 } });
    }
  });

  test('keeps apart the messages of one socket', () => {
    const socket = { id: 'a socket' };
    const calls = [{ text: 'a' }, { text: 'b' }].map((message) => [socket, message, 'message']);
    const read = (args: unknown[]) =>
      readRequest(contextOf('ws', args), () => ({ headers: {}, body: args[1] }));
    const requests = calls.map(read);
    expect(calls.map((args) => requestOf(contextOf('ws', args)))).toEqual(requests);
  });

  test.each([
    ['no headers', {}],
    ['null as its headers', { headers: null }],
    ['Headers of the Fetch API', { headers: new Headers({ authorization: 'Bearer a.b.c' }) }],
    ['a promise of a request', Promise.resolve({ headers: {} })],
  ])('that returns %s is rejected with what it must return', async (_name, request) => {
    const authenticator = new TestAuthenticator({ id: 1 });
    authenticator.getRequest = (context) => readRequest(context, () => request as never);
    for (const guard of createGuards(authenticator)) {
      const call = (async () => guard.canActivate(contextOf('http', [])))();
      await expect(call).rejects.toMatchObject({
        code: 'invalid_options',
        message: expect.stringMatching('"getRequest" must return'),
      });
    }
  });

  test('is used for the language of a refusal, too', async () => {
    const request = { headers: { 'accept-language': 'en' } };
    const authenticator = new TestAuthenticator(undefined);
    authenticator.getRequest = (context) => readRequest(context, () => request);
    for (const guard of createGuards(authenticator)) {
      const [, args] = CALLS[0] as (typeof CALLS)[number];
      const refusal = await (async () => guard.canActivate(contextOf('ws', args)))().catch((e: unknown) => e);
      expect(refusal).toBeInstanceOf(App2WxappException);
      expect((refusal as App2WxappException).getResponse()).toMatchObject({
        message: expect.stringMatching(/^[\w .]+$/),
      });
    }
  });
});

type Send = (event: string, data: unknown) => void;

/** What a native `WebSocket` sends is text; its `emit` reaches the server's own listeners alone. */
function native(send: Send): (text: string) => void {
  return (text) => {
    const { event, data } = JSON.parse(text) as { event: string; data: unknown };
    send(event, data);
  };
}

describe('the filter', () => {
  const filter = new App2WxappExceptionFilter(new HttpAdapterHost());
  const error = new App2WxappError('invalid_token', 'no');

  test('returns the problem details to the caller of a microservice', async () => {
    const answer = filter.catch(error, contextOf('rpc', [{}, {}])) as Observable<unknown>;
    await expect(lastValueFrom(answer)).rejects.toMatchObject({ status: 401, error: 'invalid_token' });
  });

  test.each([
    ['of socket.io', (send: Send) => ({ emit: send })],
    ['of a native WebSocket', (send: Send) => ({ readyState: 1, emit: () => true, send: native(send) })],
  ])('sends the client %s the event of an exception', (_name, createClient) => {
    const sent: unknown[] = [];
    const client = createClient((event, data) => sent.push(event, data));
    filter.catch(error, contextOf('ws', [client, {}, 'message']));
    expect(sent).toMatchObject(['exception', { status: 401, error: 'invalid_token' }]);
  });

  test.each([
    ['graphql', [undefined, {}, { req: {} }, {}]],
    ['http', [{}, {}]],
    ['http', []],
    ['a library’s own', [{}]],
  ])('handles a failure in a %s call whose request has no headers', (type, args) => {
    const response = { headersSent: true, end: () => undefined };
    const adapter = { isHeadersSent: () => true, end: () => response.end() };
    const host = Object.assign(new HttpAdapterHost(), { httpAdapter: adapter });
    const call = () => new App2WxappExceptionFilter(host).catch(error, contextOf(type, args));
    if (type === 'http') expect(call).not.toThrow();
    else expect(call).toThrow(App2WxappException);
  });

  test('passes an exception with the status on to the driver of GraphQL', () => {
    const call = () => filter.catch(error, contextOf('graphql', [undefined, {}, {}, {}]));
    expect(call).toThrow(App2WxappException);
    expect(call).toThrow(expect.objectContaining({ extensions: expect.objectContaining({ status: 401 }) }));
  });
});
