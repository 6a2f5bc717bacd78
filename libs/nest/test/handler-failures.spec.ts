import type { ServerResponse } from 'node:http';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { App2WxappError } from '@app2wxapp/core';
import {
  Body,
  Catch,
  Controller,
  Logger,
  Post,
  Req,
  Res,
  type INestApplication,
  type Provider,
} from '@nestjs/common';
import { APP_FILTER, BaseExceptionFilter, HttpAdapterHost } from '@nestjs/core';
import {
  App2WxappExceptionFilter,
  App2WxappModule,
  Authenticator,
  Public,
  type AuthenticatedRequest,
} from '../src/index.js';
import { post, startApp, type RunningApp } from './start-app.js';

/** Of Express, or inside that of Fastify. */
class RawResponse {
  declare readonly raw?: ServerResponse;
  declare readonly writeHead: ServerResponse['writeHead'];
  declare readonly write: ServerResponse['write'];
}

@Public()
@Controller()
class SessionController {
  constructor(private readonly authenticator: Authenticator) {}

  @Post('refresh')
  async refresh(@Body('refreshToken') refreshToken: string, @Req() request: AuthenticatedRequest) {
    const client = await this.authenticator.clientFor(request);
    return client.refreshSession(refreshToken);
  }

  @Post('verify')
  async verify(@Body() body: { token: string }, @Req() request: AuthenticatedRequest) {
    const client = await this.authenticator.clientFor(request);
    return client.verifyToken(body.token);
  }

  @Post('claim')
  claim(@Body() launch: { state: string; codeVerifier: string }, @Req() request: AuthenticatedRequest) {
    return this.authenticator.authenticateClaim(request, launch);
  }

  @Post('begun')
  begun(@Res() response: RawResponse) {
    const raw = response.raw ?? response;
    raw.writeHead(200, { 'content-type': 'text/plain' });
    raw.write('begun');
    throw new App2WxappError('token_expired', 'The session has expired.');
  }

  /** As `@app2wxapp/client` throws it where an app has another version of it than this package. */
  @Post('other-copy')
  otherCopy() {
    throw runInNewContext(
      'Object.assign(new Error("expired"), { name: "App2WxappError", code: "token_expired" })',
    );
  }
}

const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);

describe('an error of a client call in a handler', () => {
  let standIn: StandInAuthority;
  let running: RunningApp | undefined;

  async function start(secret?: string, providers: Provider[] = [], setUp?: (app: INestApplication) => void) {
    error.mockClear();
    standIn = await startStandInAuthority();
    const { authority, userPoolId } = standIn;
    const options = { authority, userPoolId, secret: secret ?? standIn.secret };
    running = await startApp(
      {
        imports: [App2WxappModule.forRoot(options)],
        controllers: [SessionController],
        providers,
      },
      setUp,
    );
    return running.ask;
  }

  afterEach(async () => {
    await running?.app.close();
    await standIn.close();
  });

  test('gets the same response as of a guard, in the requested language', async () => {
    const ask = await start();
    const unknown = post({ refreshToken: 'unknown' }, { 'accept-language': 'en' });
    const { status, headers, body } = await ask('/refresh', unknown);
    expect(status).toBe(401);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(headers.get('www-authenticate')).toBe('App2Wxapp error="invalid_ticket"');
    expect(body).toMatchObject({
      error: 'invalid_ticket',
      code: 2206,
      message: expect.stringMatching(/^The/),
    });
    expect(error).not.toHaveBeenCalled();
  });

  test.each([undefined, {}, { refreshToken: null }, []])(
    'is a rejected body %j, as any invalid input',
    async (body) => {
      const ask = await start();
      const refused = await ask('/refresh', body === undefined ? { method: 'POST' } : post(body));
      expect([refused.status, refused.body.error]).toEqual([400, 'invalid_request']);
      expect(error).not.toHaveBeenCalled();
    },
  );

  test('asks for a token where one was rejected', async () => {
    const ask = await start();
    const { status, headers } = await ask('/verify', post({ token: 'nonsense' }));
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
  });

  test('gets the same response where it is of another copy of the package', async () => {
    const ask = await start();
    const { status, headers, body } = await ask('/other-copy', post({}));
    expect([status, body.error]).toEqual([401, 'token_expired']);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('ends a response that has begun, and nothing else', async () => {
    await start();
    const response = await fetch(`${await running?.app.getUrl()}/begun`, { method: 'POST' });
    expect([response.status, await response.text()]).toEqual([200, 'begun']);
    expect(response.headers.get('content-type')).toBe('text/plain');
  });

  @Catch()
  class AllExceptionsFilter extends BaseExceptionFilter {}

  test.each<[string, Provider[], (app: INestApplication) => void]>([
    ['among the providers', [{ provide: APP_FILTER, useClass: AllExceptionsFilter }], () => undefined],
    [
      'set by useGlobalFilters, before this package’s',
      [],
      (app) =>
        app.useGlobalFilters(
          new AllExceptionsFilter(app.getHttpAdapter()),
          new App2WxappExceptionFilter(app.get(HttpAdapterHost)),
        ),
    ],
  ])('gets the same response beside a filter for everything %s', async (_where, providers, setUp) => {
    const ask = await start(undefined, providers, setUp);
    const { status, headers, body } = await ask('/refresh', post({ refreshToken: 'unknown' }));
    expect([status, body.error]).toEqual([401, 'invalid_ticket']);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('is 202 while a bound launch is not finished', async () => {
    const ask = await start();
    const launch = { state: 's'.repeat(22), codeVerifier: 'v'.repeat(43) };
    expect(await ask('/claim', post(launch))).toMatchObject({
      status: 202,
      body: { error: 'login_pending' },
    });
  });

  test('is logged, without any secret, when the app cannot resolve it', async () => {
    const ask = await start('not-the-secret');
    expect(await ask('/refresh', post({ refreshToken: 'a-refresh-token' }))).toMatchObject({
      status: 502,
      body: { error: 'invalid_secret' },
    });
    expect(error).toHaveBeenCalledTimes(1);
    const line = JSON.stringify(error.mock.calls[0]);
    for (const named of ['invalid_secret', standIn.authority, standIn.userPoolId])
      expect(line).toContain(named);
    for (const hidden of ['not-the-secret', 'a-refresh-token']) expect(line).not.toContain(hidden);
  });
});
