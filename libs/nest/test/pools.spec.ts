import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { Controller, Get, Logger, Post, UseGuards } from '@nestjs/common';
import {
  App2WxappModule,
  Authenticator,
  TicketAuthGuard,
  TokenAuthGuard,
  type SeveralPoolsOptions,
} from '../src/index.js';
import { bearer, post, startApp, type RunningApp } from './start-app.js';

@Controller()
class TenantController {
  @UseGuards(TicketAuthGuard)
  @Post('login')
  logIn() {
    return {};
  }

  @UseGuards(TokenAuthGuard)
  @Get('me')
  me() {
    return {};
  }
}

let north: StandInAuthority;
let south: StandInAuthority;
let running: RunningApp;

const tenant = (name: string) => ({ 'x-tenant': name });

beforeEach(async () => {
  [north, south] = await Promise.all([startStandInAuthority(), startStandInAuthority()]);
  const idOf: Record<string, string> = { north: north.userPoolId, south: south.userPoolId, gone: 'another' };
  const options: SeveralPoolsOptions = {
    pools: [north, south].map(({ authority, userPoolId, secret }) => ({ authority, userPoolId, secret })),
    selectPool: async ({ headers }) => idOf[headers['x-tenant'] as string],
  };
  running = await startApp({
    imports: [App2WxappModule.forRoot(options)],
    controllers: [TenantController],
  });
});

afterEach(async () => {
  await Promise.all([running.app.close(), north.close(), south.close()]);
});

describe('several pools in one app', () => {
  test('are served side by side, each request by its own', async () => {
    const logIn = (name: string, ticket: string) => running.ask('/login', post({ ticket }, tenant(name)));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 ? logIn('north', north.issueTicket()) : logIn('south', south.issueTicket()),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(north.requests).toHaveLength(10);
    expect(south.requests).toHaveLength(10);
  });

  test('reject each other’s tickets and tokens', async () => {
    const ticket = north.issueTicket();
    expect((await running.ask('/login', post({ ticket }, tenant('south')))).status).toBe(401);
    const token = await north.signToken();
    expect((await running.ask('/me', bearer(token, tenant('north')))).status).toBe(200);
    expect((await running.ask('/me', bearer(token, tenant('south')))).status).toBe(401);
  });

  test.each(['gone', 'unheard-of'])('reject a request of the tenant "%s", and send nothing', async (name) => {
    const answer = await running.ask('/login', post({ ticket: north.issueTicket() }, tenant(name)));
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect((await running.ask('/me', bearer(await north.signToken(), tenant(name)))).status).toBe(400);
    expect([...north.requests, ...south.requests]).toHaveLength(0);
  });
});

describe('a request of an unknown tenant', () => {
  test('is logged with its host and what selectPool returned, each once, and a hundred at most', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    await running.ask('/login', post({ ticket: 'x' }, tenant('gone')));
    await running.ask('/login', post({ ticket: 'x' }, tenant('gone')));
    expect(warn.mock.calls.map(([message]) => String(message))).toEqual([
      expect.stringMatching(/"127\.0\.0\.1".*selectPool returned "another"/),
    ]);
    const authenticator = running.app.get(Authenticator);
    for (let i = 0; i < 200; i++) {
      const request = { headers: { 'x-tenant': 'gone' }, hostname: `${'h'.repeat(300)}${i}` };
      await authenticator
        .clientFor({ ...request, hostname: `${i}${request.hostname}` })
        .catch(() => undefined);
    }
    expect(warn).toHaveBeenCalledTimes(100);
    expect(Math.max(...warn.mock.calls.map(([message]) => String(message).length))).toBeLessThan(400);
    warn.mockRestore();
  });
});

describe('options for several pools', () => {
  const pool = { authority: 'https://login.example.com', userPoolId: 'pool', secret: 'the-secret-of-a-test' };
  const selectPool = () => 'pool';
  test.each<[string, object]>([
    ['no pool', { pools: [], selectPool }],
    ['a pool twice', { pools: [pool, pool], selectPool }],
    ['nothing that selects', { pools: [pool] }],
    ['another pool beside them', { ...pool, pools: [pool], selectPool }],
    ['a pool that is wrong', { pools: [{ ...pool, secret: '' }], selectPool }],
  ])('stop the start with %s', async (_name, options) => {
    const start = startApp({ imports: [App2WxappModule.forRoot(options as never)] });
    await expect(start).rejects.toMatchObject({ code: 'invalid_options' });
  });
});
