import { afterEach, describe, expect, test } from '@jest/globals';
import { Controller, Get, Post, UseGuards, type INestApplication } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  App2WxappModule,
  Authenticator,
  CurrentToken,
  CurrentUser,
  TicketAuthGuard,
  TokenAuthGuard,
} from '../src/index.js';
import { App2WxappTestingModule, TestAuthenticator } from '../src/testing/index.js';
import { post, startApp } from './start-app.js';

@Controller()
class OrdersController {
  @UseGuards(TokenAuthGuard)
  @Get('orders')
  orders(@CurrentUser<object>() user: object, @CurrentToken() token: string) {
    return { user, token };
  }

  @UseGuards(TicketAuthGuard)
  @Post('login')
  logIn(@CurrentUser<object>() user: object) {
    return { user };
  }
}

let app: INestApplication | undefined;

afterEach(async () => {
  await app?.close();
});

describe('the testing module', () => {
  test('provides any user to the guards of a part of the app, without an authority', async () => {
    const running = await startApp({
      imports: [App2WxappTestingModule.forUser({ id: 1 })],
      controllers: [OrdersController],
    });
    app = running.app;
    expect(await running.ask('/orders')).toMatchObject({ status: 200, body: { user: { id: 1 } } });
    expect(await running.ask('/login', post({}))).toMatchObject({ status: 201, body: { user: { id: 1 } } });
  });

  test('replaces the real authenticator in a whole app, and its user from test to test', async () => {
    const authenticator = new TestAuthenticator({ id: 2 });
    const module = await Test.createTestingModule({
      imports: [
        App2WxappModule.forRoot({
          authority: 'https://login.example.com',
          userPoolId: 'pool',
          secret: 'none',
        }),
      ],
      controllers: [OrdersController],
    })
      .overrideProvider(Authenticator)
      .useValue(authenticator)
      .compile();
    app = module.createNestApplication(new FastifyAdapter());
    await app.listen(0, '127.0.0.1');
    const origin = await app.getUrl();
    const ask = async () => (await fetch(`${origin}/orders`)).status;
    expect(await ask()).toBe(200);
    for (const nobody of [undefined, null, false, 0, '']) {
      authenticator.user = nobody;
      expect(await ask()).toBe(401);
    }
  });

  test('provides its user to a claim route too', async () => {
    const authenticator = new TestAuthenticator({ id: 3 }, 'a token');
    const request = { headers: {} };
    await expect(authenticator.authenticateClaim(request)).resolves.toEqual({
      user: { id: 3 },
      token: 'a token',
    });
    authenticator.user = undefined;
    await expect(authenticator.authenticateClaim(request)).rejects.toMatchObject({ code: 'login_pending' });
  });

  test('has no client, and says what to do instead', async () => {
    await expect(new TestAuthenticator({}).clientFor()).rejects.toMatchObject({ code: 'invalid_options' });
  });
});
