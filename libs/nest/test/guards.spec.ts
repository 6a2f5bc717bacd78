import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandInAuthority, type AnswerStyle, type StandInAuthority } from '@app2wxapp/authority/testing';
import type { TokenClaims, User } from '@app2wxapp/core';
import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { ServerResponse } from 'node:http';
import * as passport from '../src/index.js';
import { CurrentToken, CurrentUser, Public, TokenAuthGuard } from '../src/index.js';
import * as withoutPassport from '../src/without-passport/index.js';
import { bearer, post, startApp, type RunningApp } from './start-app.js';

const ENTRIES = {
  Passport: { ...passport, LoginGuard: passport.TicketAuthGuard },
  'no Passport': { ...withoutPassport, LoginGuard: withoutPassport.PlainTicketAuthGuard },
};

function createController({ LoginGuard }: (typeof ENTRIES)[keyof typeof ENTRIES]) {
  @Controller()
  class LoginController {
    @Public()
    @UseGuards(LoginGuard)
    @HttpCode(200)
    @Post('login')
    logIn(@CurrentUser() user: User, @CurrentToken() token: string) {
      return { id: user._id, nickname: user.nickname, same: token === user.token, token };
    }

    @Get('me')
    me(@CurrentUser() claims: TokenClaims, @CurrentToken() token: string) {
      return { id: claims.data.id, token };
    }

    @Public()
    @Get('open')
    open(@CurrentUser() nobody: unknown) {
      return { nobody: nobody === undefined };
    }
  }

  return LoginController;
}

describe.each(['Passport', 'no Passport'] as const)('with %s', (entry) => {
  let standIn: StandInAuthority;
  let running: RunningApp | undefined;
  let answer: ((response: ServerResponse) => void) | undefined;

  beforeEach(() => {
    answer = undefined;
  });
  afterEach(async () => {
    await running?.app.close();
    running = undefined;
    await standIn.close();
  });

  async function start(
    style: AnswerStyle = 'bare',
    more: { timeoutMs?: number; onlineCacheSeconds?: number } = {},
  ) {
    standIn = await startStandInAuthority({
      style,
      intercept: (_request, response) => {
        answer?.(response);
        return answer !== undefined;
      },
    });
    const { authority, userPoolId, secret } = standIn;
    running = await startApp({
      imports: [ENTRIES[entry].App2WxappModule.forRoot({ authority, userPoolId, secret, retry: 0, ...more })],
      controllers: [createController(ENTRIES[entry])],
      providers: [{ provide: APP_GUARD, useClass: TokenAuthGuard }],
    });
    return running.ask;
  }

  describe('the work of a request', () => {
    const introspections = () => standIn.requests.filter(({ path }) => path === '/oauth/introspect').length;
    const logIn = async (ask: RunningApp['ask']) => {
      const { body } = await ask('/login', post({ ticket: standIn.issueTicket() }));
      return bearer(body.token as string);
    };

    test('is one exchange for a login, and one introspection for many requests with one token', async () => {
      const ask = await start();
      const sent = await logIn(ask);
      expect(standIn.requests).toHaveLength(1);
      const answers = await Promise.all(Array.from({ length: 5 }, () => ask('/me', sent)));
      answers.push(await ask('/me', sent));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
      expect(introspections()).toBe(1);
    });

    test('is one introspection of each request where responses are not cached, and none of an open one', async () => {
      const ask = await start('bare', { onlineCacheSeconds: 0 });
      const sent = await logIn(ask);
      await ask('/open', sent);
      expect(introspections()).toBe(0);
      for (let request = 0; request < 3; request++) expect((await ask('/me', sent)).status).toBe(200);
      expect(introspections()).toBe(3);
    });
  });

  describe('TicketAuthGuard', () => {
    test.each(['bare', 'envelope', 'envelope-text'] as const)(
      'accepts a valid ticket, whose user comes in the style %s',
      async (style) => {
        const ask = await start(style);
        const ticket = standIn.issueTicket({ nickname: '林' });
        const { status, body } = await ask('/login', post({ ticket }));
        expect(status).toBe(200);
        expect(body).toMatchObject({ nickname: '林', same: true });
      },
    );

    test('passes the verifier of a bound launch on', async () => {
      const ask = await start();
      const codeVerifier = 'v'.repeat(43);
      const login = (body: object) => ask('/login', post(body));
      expect((await login({ ticket: standIn.issueTicket({}, { codeVerifier }), codeVerifier })).status).toBe(
        200,
      );
      expect((await login({ ticket: standIn.issueTicket({}, { codeVerifier }) })).status).toBe(401);
      expect(
        (await login({ ticket: standIn.issueTicket({}, { codeVerifier }), codeVerifier: 'short' })).status,
      ).toBe(400);
    });

    test('passes the address of the user on', async () => {
      const ask = await start();
      await ask('/login', post({ ticket: standIn.issueTicket() }));
      const sent = standIn.requests.map(({ headers }) => headers['app2wxapp-client-address']);
      expect(sent).toEqual([expect.stringMatching(/^(::ffff:)?127\.0\.0\.1$|^::1$/)]);
    });

    test('responds to a used ticket with 401, the reason as problem details, and a challenge', async () => {
      const ask = await start();
      const ticket = standIn.issueTicket();
      await ask('/login', post({ ticket }));
      const { status, headers, body } = await ask('/login', post({ ticket }));
      expect(status).toBe(401);
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(headers.get('www-authenticate')).toBe('App2Wxapp error="invalid_ticket"');
      expect(body).toEqual({
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        code: 2206,
        error: 'invalid_ticket',
        message: '登录信息已过期，请重新登录',
      });
    });

    test('responds in English when the request prefers it', async () => {
      const ask = await start();
      const login = post({ ticket: 'unknown' }, { 'accept-language': 'en-GB, zh;q=0.5' });
      expect((await ask('/login', login)).body.message).toBe('The login has expired. Please log in again.');
    });

    test.each<[string, unknown]>([
      ['no ticket', {}],
      ['an empty ticket', { ticket: '' }],
      ['a ticket that is a number', { ticket: 5 }],
      ['a ticket of 10 kB', { ticket: 'x'.repeat(10_000) }],
      ['an array', ['ticket']],
      ['a verifier that is an object', { ticket: 'x', codeVerifier: {} }],
    ])('responds with 400 and sends no request for %s', async (_name, body) => {
      const ask = await start();
      const { status, body: problem } = await ask('/login', post(body));
      expect(status).toBe(400);
      expect(problem).toMatchObject({ status: 400, error: 'invalid_request', code: 2231 });
      expect(standIn.requests).toHaveLength(0);
    });

    const failures: [string, (response: ServerResponse) => void, number, string][] = [
      [
        'blocks the user',
        (r) => r.writeHead(403).end('{"error":"user_blocked","code":2005}'),
        403,
        'user_blocked',
      ],
      ['fails with HTTP 200', (r) => r.end('{"code":2206,"message":"no"}'), 401, 'invalid_ticket'],
      [
        'rejects the secret',
        (r) => r.writeHead(401).end('{"error":"invalid_secret","code":1001}'),
        502,
        'invalid_secret',
      ],
      ['knows no such pool', (r) => r.writeHead(404).end('{"code":2224}'), 502, 'user_pool_not_found'],
      [
        'is unavailable',
        (r) => r.writeHead(503).end('{"error":"unavailable","code":1000}'),
        503,
        'unavailable',
      ],
      ['is away behind its proxy', (r) => r.writeHead(502).end('<html>'), 503, 'unavailable'],
      ['shows an HTML page', (r) => r.writeHead(404).end('<html>'), 502, 'malformed_response'],
      ['cuts its answer', (r) => r.destroy(), 502, 'network_error'],
      ['never answers', () => undefined, 504, 'timeout'],
    ];
    test.each(failures)(
      'when the authority %s, keeps status and reason',
      async (_name, respond, status, error) => {
        const ask = await start('bare', { timeoutMs: status === 504 ? 300 : 10_000 });
        answer = respond;
        const problem = await ask('/login', post({ ticket: 'x' }));
        expect(problem.status).toBe(status);
        expect(problem.body).toMatchObject({ status, error });
        expect(problem.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      },
    );

    test('passes the time until a retry on', async () => {
      const ask = await start();
      answer = (response) =>
        response.writeHead(429, { 'retry-after': '7' }).end('{"error":"rate_limited","code":429}');
      const { status, headers, body } = await ask('/login', post({ ticket: 'x' }));
      expect(status).toBe(429);
      expect(headers.get('retry-after')).toBe('7');
      expect(body.error).toBe('rate_limited');
    });

    test.each([
      [{ 'retry-after': '4' }, '4'],
      [{}, '1'],
    ])('names the time until a retry for an authority that is unavailable: %j', async (headers, seconds) => {
      const ask = await start();
      answer = (response) => response.writeHead(503, headers).end('{"error":"unavailable","code":1000}');
      const problem = await ask('/login', post({ ticket: 'x' }));
      expect([problem.status, problem.headers.get('retry-after')]).toEqual([503, seconds]);
    });

    test('puts neither ticket nor secret into any response', async () => {
      const ask = await start();
      const ticket = 'the-ticket-of-a-test';
      answer = (r) =>
        r.writeHead(401).end(JSON.stringify({ code: 1001, message: `${ticket} ${standIn.secret}` }));
      const text = JSON.stringify((await ask('/login', post({ ticket }))).body);
      expect(text).not.toContain(ticket);
      expect(text).not.toContain(standIn.secret);
    });
  });

  describe('TokenAuthGuard', () => {
    test('accepts the token of a login, with its claims', async () => {
      const ask = await start();
      const { body: login } = await ask('/login', post({ ticket: standIn.issueTicket() }));
      const { status, body } = await ask('/me', bearer(login.token as string));
      expect(status).toBe(200);
      expect(body).toEqual({ id: login.id, token: login.token });
    });

    test('asks for a missing token, and names no error', async () => {
      const ask = await start();
      const { status, headers, body } = await ask('/me');
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer');
      expect(body).toMatchObject({ status: 401, error: 'invalid_token', message: '请先登录' });
    });

    test.each([
      ['of another scheme', 'Basic YTpi'],
      ['empty', 'Bearer '],
      ['two of them', 'Bearer a, Bearer b'],
    ])('treats the credentials %s as missing', async (_name, authorization) => {
      const ask = await start();
      const { status, headers } = await ask('/me', { headers: { authorization } });
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    });

    test('rejects a token of another pool', async () => {
      const ask = await start();
      const { status, headers, body } = await ask('/me', bearer(await standIn.signToken({ aud: 'another' })));
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      expect(body.error).toBe('invalid_token');
    });

    test('reports that a token has expired', async () => {
      const ask = await start();
      const token = await standIn.signToken({ exp: Math.floor(Date.now() / 1000) - 1 });
      const { status, headers, body } = await ask('/me', bearer(token));
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe(
        'Bearer error="invalid_token", error_description="The token expired"',
      );
      expect(body.error).toBe('token_expired');
    });

    test('does not blame the user when the authority is down', async () => {
      const ask = await start();
      const token = await standIn.signToken();
      answer = (response) => response.destroy();
      expect(await ask('/me', bearer(token))).toMatchObject({
        status: 502,
        body: { error: 'network_error' },
      });
    });

    test('leaves public routes alone', async () => {
      const ask = await start();
      expect(await ask('/open')).toMatchObject({ status: 200, body: { nobody: true } });
    });
  });
});
