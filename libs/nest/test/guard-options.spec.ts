import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { Controller, ForbiddenException, Get, Post, UseGuards } from '@nestjs/common';
import { EMPTY, from } from 'rxjs';
import {
  App2WxappModule,
  CurrentToken,
  CurrentUser,
  TicketAuthGuard,
  TokenAuthGuard,
  type GuardOptions,
  type Validate,
} from '../src/index.js';
import { PlainTicketAuthGuard } from '../src/without-passport/index.js';
import { bearer, post, startApp, type RunningApp } from './start-app.js';

@Controller()
class AccountController {
  @UseGuards(TicketAuthGuard)
  @Post('login')
  logIn(@CurrentUser<object>() account: object, @CurrentToken() token: string) {
    return { account, token };
  }

  @UseGuards(PlainTicketAuthGuard)
  @Post('plain-login')
  plainLogIn(@CurrentUser<object>() account: object) {
    return { account };
  }

  @UseGuards(TokenAuthGuard)
  @Get('me')
  me(@CurrentUser<object>() account: object) {
    return { account };
  }
}

let standIn: StandInAuthority;
let running: RunningApp | undefined;

beforeEach(async () => {
  standIn = await startStandInAuthority();
});

afterEach(async () => {
  await running?.app.close();
  running = undefined;
  await standIn.close();
});

async function start(options: GuardOptions) {
  const { authority, userPoolId, secret } = standIn;
  running = await startApp({
    imports: [App2WxappModule.forRoot({ authority, userPoolId, secret, ...options })],
    controllers: [AccountController],
  });
  return running.ask;
}

describe('ticketFrom', () => {
  const codeVerifier = 'v'.repeat(43);

  test('reads ticket and verifier from headers, whatever their case', async () => {
    const ask = await start({ ticketFrom: { header: 'X-WeChat-Ticket', verifierHeader: 'X-Verifier' } });
    const ticket = standIn.issueTicket({}, { codeVerifier });
    const login = post({}, { 'x-wechat-ticket': ticket, 'x-verifier': codeVerifier });
    expect((await ask('/login', login)).status).toBe(201);
    expect((await ask('/login', post({ ticket: standIn.issueTicket() }))).status).toBe(400);
  });

  test('reads them by a function', async () => {
    const ask = await start({
      ticketFrom: async ({ query }) => ({ ticket: (query as { t?: string }).t, codeVerifier }),
    });
    const ticket = standIn.issueTicket({}, { codeVerifier });
    expect((await ask(`/login?t=${ticket}`, post({}))).status).toBe(201);
    expect((await ask('/login', post({}))).status).toBe(400);
  });

  test.each([undefined, null, 'a ticket alone', 7, []])(
    'rejects a request in which it finds %p',
    async (found) => {
      const ask = await start({ ticketFrom: () => found as never });
      for (const path of ['/login', '/plain-login']) {
        expect(await ask(path, post({}))).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
      }
    },
  );
});

describe('validate', () => {
  test('creates the account behind both guards, from the user and from the claims', async () => {
    const validate = jest.fn<Validate>(({ by, userId }) => Promise.resolve({ by, userId }));
    const ask = await start({ validate });
    const { body: login } = await ask('/login', post({ ticket: standIn.issueTicket({ nickname: '林' }) }));
    expect(login.account).toMatchObject({ by: 'ticket' });
    const { body: me } = await ask('/me', bearer(login.token as string));
    expect(me.account).toEqual({ ...(login.account as object), by: 'token' });
    expect(validate.mock.calls[0]?.[0]).toMatchObject({
      userPoolId: standIn.userPoolId,
      user: { nickname: '林' },
    });
    expect(validate.mock.calls[1]?.[0]).toMatchObject({
      userPoolId: standIn.userPoolId,
      claims: { aud: standIn.userPoolId },
    });
  });

  test('may return an array, which is the account and not Passport’s arguments', async () => {
    const ask = await start({ validate: () => ['first', 'second'] });
    const { body } = await ask('/login', post({ ticket: standIn.issueTicket() }));
    expect(body.account).toEqual(['first', 'second']);
  });

  test.each([undefined, null, false, 0, '', Number.NaN])('rejects by returning %p', async (nobody) => {
    const ask = await start({ validate: () => nobody });
    expect(await ask('/login', post({ ticket: standIn.issueTicket() }))).toMatchObject({
      status: 401,
      body: { error: 'invalid_ticket' },
    });
    expect(await ask('/plain-login', post({ ticket: standIn.issueTicket() }))).toMatchObject({
      status: 401,
      body: { error: 'invalid_ticket' },
    });
    expect(await ask('/me', bearer(await standIn.signToken()))).toMatchObject({
      status: 401,
      body: { error: 'invalid_token' },
    });
  });

  test('may return an Observable, whose last value counts', async () => {
    let account: unknown = false;
    const ask = await start({ validate: () => from([{ name: 'first' }, account]) });
    const logIn = () => ask('/login', post({ ticket: standIn.issueTicket() }));
    for (const nothing of [false, null, undefined]) {
      account = nothing;
      expect((await logIn()).status).toBe(401);
    }
    account = { name: 'last' };
    expect((await logIn()).body.account).toEqual(account);
    const without = await start({ validate: () => EMPTY });
    expect((await without('/me', bearer(await standIn.signToken()))).status).toBe(401);
  });

  test('responds with an HttpException that it throws', async () => {
    const ask = await start({
      validate: () => {
        throw new ForbiddenException('Not in this country.');
      },
    });
    for (const answer of [
      await ask('/login', post({ ticket: standIn.issueTicket() })),
      await ask('/me', bearer(await standIn.signToken())),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { message: 'Not in this country.' } });
    }
  });

  test('that fails is a 500 and no login', async () => {
    const ask = await start({
      validate: () => {
        throw new Error('The database is gone.');
      },
    });
    const answer = await ask('/login', post({ ticket: standIn.issueTicket() }));
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain('database');
  });

  test('is not called when the authority refuses', async () => {
    const validate = jest.fn<Validate>(() => ({}));
    const ask = await start({ validate });
    await ask('/login', post({ ticket: 'unknown' }));
    await ask('/me', bearer('nonsense'));
    expect(validate).not.toHaveBeenCalled();
  });
});
