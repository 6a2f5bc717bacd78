import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { Controller, Get, Logger, Post, UseGuards } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import {
  App2WxappModule,
  Public,
  TicketAuthGuard,
  TokenAuthGuard,
  type App2WxappModuleOptions,
} from '../src/index.js';
import { PlainTicketAuthGuard } from '../src/without-passport/index.js';
import { bearer, post, startApp, type RunningApp } from './start-app.js';

@Controller()
class LoginController {
  @Public()
  @UseGuards(TicketAuthGuard)
  @Post('login')
  logIn() {
    return {};
  }

  @Public()
  @UseGuards(PlainTicketAuthGuard)
  @Post('plain')
  logInPlainly() {
    return {};
  }

  @UseGuards(TicketAuthGuard)
  @Post('closed')
  closed() {
    return {};
  }

  @Get('me')
  me() {
    return {};
  }
}

const boom = (): never => {
  throw new TypeError('boom');
};
const reject = () => Promise.reject(new TypeError('boom'));

let standIn: StandInAuthority;
let running: RunningApp | undefined;

beforeEach(async () => {
  standIn = await startStandInAuthority();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await running?.app.close();
  running = undefined;
  await standIn.close();
});

async function start(more: object): Promise<RunningApp> {
  const { authority, userPoolId, secret } = standIn;
  const options = 'pools' in more ? more : { authority, userPoolId, secret, ...more };
  running = await startApp({
    imports: [App2WxappModule.forRoot(options as App2WxappModuleOptions)],
    controllers: [LoginController],
    providers: [{ provide: APP_GUARD, useExisting: TokenAuthGuard }],
  });
  return running;
}

describe('a failing function of the app among the options ends its request with 500, and the process continues', () => {
  beforeEach(() => void jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined));

  test.each<[string, () => unknown]>([
    ['validate', boom],
    ['validate', reject],
    ['ticketFrom', boom],
    ['ticketFrom', reject],
    ['selectPool', boom],
    ['selectPool', reject],
    ['getRequest', boom],
    ['getRequest', reject],
  ])('%s: %p', async (name, fail) => {
    const { authority, userPoolId, secret } = standIn;
    const isBroken = { now: true };
    const works: Record<string, (...args: never[]) => unknown> = {
      validate: () => 'an account',
      ticketFrom: ({ body }: { body: object }) => body,
      selectPool: () => userPoolId,
      getRequest: (context: { switchToHttp(): { getRequest(): object } }) =>
        context.switchToHttp().getRequest(),
    };
    const option = (...args: never[]) => (isBroken.now ? fail() : works[name]?.(...args));
    const { ask } = await start({
      ...(name === 'selectPool' && { pools: [{ authority, userPoolId, secret }] }),
      [name]: option,
    });
    for (const path of ['/login', '/plain']) {
      expect([path, (await ask(path, post({ ticket: standIn.issueTicket() }))).status]).toEqual([path, 500]);
    }
    // Jest reports a rejection that is not handled; Node would end the process.
    await new Promise(setImmediate);
    isBroken.now = false;
    for (const path of ['/login', '/plain']) {
      expect((await ask(path, post({ ticket: standIn.issueTicket() }))).status).toBe(201);
    }
  });
});

describe('a logger of the app that fails', () => {
  beforeEach(() => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation(boom);
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(boom);
  });

  test('stops no start, and ends no login', async () => {
    const authority = standIn.authority.replace('127.0.0.1', 'localhost');
    // A closed login route and another issuer: each is warned of.
    const { ask } = await start({ authority });
    expect((await ask('/login', post({ ticket: standIn.issueTicket() }))).status).toBe(201);
    expect((await ask('/me', bearer(await standIn.signToken()))).status).toBe(401);
    expect(Logger.prototype.warn).toHaveBeenCalled();
  });

  test('leaves a refusal as it is', async () => {
    const { authority, userPoolId, secret } = standIn;
    const unknown = await start({ pools: [{ authority, userPoolId, secret }], selectPool: () => 'another' });
    expect(await unknown.ask('/login', post({ ticket: 't' }))).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    });
    await unknown.app.close();
    const unreachable = await start({ authority: 'http://127.0.0.1:9', retry: 0 });
    expect(await unreachable.ask('/login', post({ ticket: 't' }))).toMatchObject({
      status: 502,
      body: { error: 'network_error' },
    });
    expect(Logger.prototype.error).toHaveBeenCalled();
  });
});
