import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { Controller, Module, Post, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import {
  App2WxappModule,
  CurrentUser,
  TICKET_STRATEGY,
  TicketAuthGuard,
  TicketStrategy,
} from '../src/index.js';
import { post, startApp, type RunningApp } from './start-app.js';

@Controller()
class LoginController {
  @UseGuards(TicketAuthGuard)
  @Post('login')
  logIn(@CurrentUser() user: { _id: string }) {
    return { id: user._id };
  }

  @UseGuards(AuthGuard([TICKET_STRATEGY]))
  @Post('by-name')
  byName() {
    return {};
  }
}

let north: StandInAuthority;
let south: StandInAuthority;
let apps: RunningApp[] = [];

beforeEach(async () => {
  [north, south] = await Promise.all([startStandInAuthority(), startStandInAuthority()]);
});

afterEach(async () => {
  await Promise.all([...apps.map(({ app }) => app.close()), north.close(), south.close()]);
  apps = [];
});

async function start(
  { authority, userPoolId, secret }: StandInAuthority,
  providers: (typeof TicketStrategy)[] = [],
) {
  const running = await startApp({
    imports: [App2WxappModule.forRoot({ authority, userPoolId, secret })],
    controllers: [LoginController],
    providers,
  });
  apps.push(running);
  return async (path: string, ticket: string) => (await running.ask(path, post({ ticket }))).status;
}

describe('two apps in one process', () => {
  test('each accept the users of their own pool and reject those of the other', async () => {
    const askNorth = await start(north);
    const askSouth = await start(south);
    expect(await askNorth('/login', north.issueTicket())).toBe(201);
    expect(await askSouth('/login', south.issueTicket())).toBe(201);
    expect(await askNorth('/login', south.issueTicket())).toBe(401);
    expect(await askSouth('/login', north.issueTicket())).toBe(401);
  });

  test('do so for parallel requests', async () => {
    const askNorth = await start(north);
    const askSouth = await start(south);
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 ? askNorth('/login', north.issueTicket()) : askSouth('/login', south.issueTicket()),
      ),
    );
    expect(statuses).toEqual(statuses.map(() => 201));
    expect([north.requests.length, south.requests.length]).toEqual([10, 10]);
  });
});

describe('two modules in one app', () => {
  const optionsOf = ({ authority, userPoolId, secret }: StandInAuthority, isGlobal: boolean) =>
    App2WxappModule.forRoot({ authority, userPoolId, secret, isGlobal });

  test('each accept the users of their own pool, where each serves routes of its own', async () => {
    @Controller('south')
    class SouthController extends LoginController {}
    @Module({ imports: [optionsOf(north, false)], controllers: [LoginController] })
    class NorthModule {}
    @Module({ imports: [optionsOf(south, false)], controllers: [SouthController] })
    class SouthModule {}
    const running = await startApp({ imports: [NorthModule, SouthModule] });
    apps.push(running);
    const ask = async (path: string, ticket: string) => (await running.ask(path, post({ ticket }))).status;
    expect(await ask('/login', north.issueTicket())).toBe(201);
    expect(await ask('/south/login', south.issueTicket())).toBe(201);
    expect(await ask('/login', south.issueTicket())).toBe(401);
    expect(await ask('/south/login', north.issueTicket())).toBe(401);
  });

  test('stop the start where both are global, since every guard would use the first', async () => {
    const start = startApp({ imports: [optionsOf(north, true), optionsOf(south, true)] });
    await expect(start).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(`${north.userPoolId}.*${south.userPoolId}.*isGlobal`),
    });
  });

  test('start where both are global and of one pool', async () => {
    apps.push(await startApp({ imports: [optionsOf(north, true), optionsOf(north, true)] }));
  });
});

describe('the strategy by its name, in a guard of the app’s own', () => {
  test('works in the one app that provides it', async () => {
    const ask = await start(north, [TicketStrategy]);
    expect(await ask('/by-name', north.issueTicket())).toBe(201);
    expect(await ask('/by-name', south.issueTicket())).toBe(401);
  });

  test('rejects all requests where two apps provide it, since Passport knows the last one only', async () => {
    const askNorth = await start(north, [TicketStrategy]);
    const askSouth = await start(south, [TicketStrategy]);
    expect(await askNorth('/by-name', south.issueTicket())).toBe(500);
    expect(await askSouth('/by-name', south.issueTicket())).toBe(500);
    expect(await askNorth('/login', north.issueTicket())).toBe(201);
    await apps.pop()?.app.close();
    expect(await askNorth('/login', north.issueTicket())).toBe(201);
  });
});
