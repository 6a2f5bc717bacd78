import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { Controller, Get, Injectable, Logger, Module, Post, Scope, UseGuards } from '@nestjs/common';
import type { ExecutionContext, ModuleMetadata } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { App2WxappModule, Authenticator, Public, TicketAuthGuard, TokenAuthGuard } from '../src/index.js';
import * as withoutPassport from '../src/without-passport/index.js';
import { bearer, startApp, type RunningApp } from './start-app.js';

const { PlainTicketAuthGuard } = withoutPassport;
const options = {
  authority: 'https://login.example.com',
  userPoolId: '5e4cdd055df3df65dc58b97d',
  secret: 'the-secret-of-a-test',
};
const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);

let running: RunningApp | undefined;

beforeEach(() => {
  warn.mockClear();
});

afterEach(async () => {
  await running?.app.close();
  running = undefined;
});

async function start(metadata: ModuleMetadata) {
  running = await startApp(metadata);
  return running;
}

describe('a guard without App2WxappModule', () => {
  test.each([
    ['TicketAuthGuard', TicketAuthGuard],
    ['TokenAuthGuard', TokenAuthGuard],
    ['PlainTicketAuthGuard', PlainTicketAuthGuard],
  ])('%s stops the start and names the module', async (name, guard) => {
    @Controller()
    class GuardedController {
      @UseGuards(guard)
      @Get()
      get() {
        return {};
      }
    }
    await expect(start({ controllers: [GuardedController] })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(`${name} needs App2WxappModule`),
    });
  });

  test('that guards the whole app does so as well', async () => {
    const providers = [{ provide: APP_GUARD, useClass: TokenAuthGuard }];
    await expect(start({ providers })).rejects.toThrow('App2WxappModule');
  });

  test('in a module that should import it does so as well', async () => {
    @Controller()
    class FeatureController {
      @UseGuards(TokenAuthGuard)
      @Get()
      get() {
        return {};
      }
    }
    @Module({ controllers: [FeatureController] })
    class FeatureModule {}
    const imports = [App2WxappModule.forRoot({ ...options, isGlobal: false }), FeatureModule];
    await expect(start({ imports })).rejects.toThrow('isGlobal');
  });
});

describe('options that are created again for each request', () => {
  test.each([
    ['request-scoped', Scope.REQUEST],
    ['transient and request-scoped inside', Scope.REQUEST],
  ])('stop the start: %s', async (_name, scope) => {
    @Injectable({ scope })
    class Tenant {
      readonly options = options;
    }
    @Injectable()
    class Config {
      constructor(readonly tenant: Tenant) {}
    }
    Reflect.defineMetadata('design:paramtypes', [Tenant], Config);
    @Module({ providers: [Tenant, Config], exports: [Tenant, Config] })
    class TenantModule {}
    const module = App2WxappModule.forRootAsync({
      imports: [TenantModule],
      inject: [_name.startsWith('transient') ? Config : Tenant],
      useFactory: () => options,
    });
    await expect(start({ imports: [module] })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/App2WxappModule.*request-scoped.*validate/),
    });
  });
});

function createLogin(
  guard: typeof TicketAuthGuard | typeof PlainTicketAuthGuard,
  ...more: MethodDecorator[]
) {
  @Controller()
  class LoginController {
    @UseGuards(guard)
    @Post('login')
    logIn() {
      return {};
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(
    LoginController.prototype,
    'logIn',
  ) as PropertyDescriptor;
  for (const decorate of more) decorate(LoginController.prototype, 'logIn', descriptor);
  return LoginController;
}

describe.each([
  ['TicketAuthGuard', TicketAuthGuard],
  ['PlainTicketAuthGuard', PlainTicketAuthGuard],
])('a login route of %s', (_name, guard) => {
  const imports = [App2WxappModule.forRoot(options)];
  const guardingAll = { provide: APP_GUARD, useExisting: TokenAuthGuard };

  test('behind a token guard warns at the start', async () => {
    await start({ imports, controllers: [createLogin(guard)], providers: [guardingAll] });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toMatch(/^LoginController\.logIn .*@Public\(\)/);
  });

  test('behind a token guard of its controller warns as well', async () => {
    const controller = createLogin(guard);
    UseGuards(TokenAuthGuard)(controller);
    await start({ imports, controllers: [controller] });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test('behind a guard that extends the token guard warns as well', async () => {
    @Injectable()
    class OwnGuard extends TokenAuthGuard {}
    const providers = [{ provide: APP_GUARD, useClass: OwnGuard }];
    await start({ imports, controllers: [createLogin(guard)], providers });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test('that is @Public() causes no warning, and neither does one without a token guard', async () => {
    await start({ imports, controllers: [createLogin(guard, Public())], providers: [guardingAll] });
    await running?.app.close();
    await start({ imports, controllers: [createLogin(guard)] });
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('@Public()', () => {
  let standIn: StandInAuthority;
  beforeEach(async () => {
    standIn = await startStandInAuthority();
  });
  afterEach(() => standIn.close());

  test('on a class opens it and not the classes that extend it', async () => {
    @Public()
    @Controller('base')
    class BaseController {
      @Get()
      list() {
        return {};
      }

      @Public()
      @Get('open')
      open() {
        return {};
      }
    }
    @Controller('derived')
    class DerivedController extends BaseController {}
    @Public()
    @Controller('opened')
    class OpenedController extends BaseController {}

    const { authority, userPoolId, secret } = standIn;
    const { ask } = await start({
      imports: [App2WxappModule.forRoot({ authority, userPoolId, secret })],
      controllers: [BaseController, DerivedController, OpenedController],
      providers: [{ provide: APP_GUARD, useExisting: TokenAuthGuard }],
    });
    const statuses = await Promise.all(
      ['/base', '/derived', '/opened', '/derived/open'].map(async (path) => (await ask(path)).status),
    );
    expect(statuses).toEqual([200, 401, 200, 200]);
    expect((await ask('/derived', bearer(await standIn.signToken()))).status).toBe(200);
  });
});

describe('a guard in a test of the app', () => {
  const admit = { canActivate: () => true };

  async function statusOf(
    builder: ReturnType<typeof Test.createTestingModule>,
    method: string,
    path: string,
  ) {
    const app = (await builder.compile()).createNestApplication(new FastifyAdapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    const { status } = await fetch(`${await app.getUrl()}${path}`, { method });
    await app.close();
    return status;
  }

  test('of a route is overridden by overrideGuard', async () => {
    for (const guard of [TicketAuthGuard, PlainTicketAuthGuard]) {
      const builder = Test.createTestingModule({
        imports: [App2WxappModule.forRoot(options)],
        controllers: [createLogin(guard)],
      });
      builder.overrideGuard(guard).useValue(admit);
      expect(await statusOf(builder, 'POST', '/login')).toBe(201);
    }
  });

  test('of the whole app is overridden by overrideProvider, where it was named by useExisting', async () => {
    @Controller()
    class MeController {
      @Get('me')
      me() {
        return {};
      }
    }
    const builder = Test.createTestingModule({
      imports: [App2WxappModule.forRoot(options)],
      controllers: [MeController],
      providers: [{ provide: APP_GUARD, useExisting: TokenAuthGuard }],
    });
    builder.overrideProvider(TokenAuthGuard).useValue(admit);
    expect(await statusOf(builder, 'GET', '/me')).toBe(200);
  });

  test('works with an Authenticator of the test’s own that has what the guard calls, and no more', async () => {
    @UseGuards(TokenAuthGuard)
    @Controller()
    class MeController {
      @Get('me')
      me() {
        return {};
      }
    }
    const builder = Test.createTestingModule({
      imports: [App2WxappModule.forRoot(options)],
      controllers: [MeController],
    });
    builder.overrideProvider(Authenticator).useValue({
      getRequest: (context: ExecutionContext) => context.switchToHttp().getRequest<object>(),
      authenticateToken: () => Promise.resolve({ id: 1 }),
    });
    expect(await statusOf(builder, 'GET', '/me')).toBe(200);
  });
});

test('the entry without Passport has the same module, and no name of the main entry for something else', async () => {
  const main: Record<string, unknown> = { ...(await import('../src/index.js')) };
  for (const [name, value] of Object.entries(withoutPassport)) {
    if (name in main) expect([name, main[name]]).toEqual([name, value]);
  }
  expect(withoutPassport.App2WxappModule).toBe(App2WxappModule);
  expect(withoutPassport.Authenticator).toBe(Authenticator);
});
