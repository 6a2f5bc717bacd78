import 'reflect-metadata';
import { App2WxappModule, TokenAuthGuard } from '@app2wxapp/nest';
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

// A backend with one route, open or behind the guard, by its argument.

const KINDS: Record<string, object | undefined> = {
  open: undefined,
  online: { verification: 'online', onlineCacheSeconds: 0 },
  cached: { verification: 'online' },
  offline: { verification: 'offline' },
};
const choice = KINDS[process.argv[2] ?? ''];
const { client_id: userPoolId, client_secret: secret } = JSON.parse(process.env.CREDENTIALS ?? '{}') as {
  client_id: string;
  client_secret: string;
};
const options = { authority: process.env.AUTHORITY_URL ?? '', userPoolId, secret, ...choice };

@Controller()
class OpenController {
  @Get('me')
  me() {
    return { ok: true };
  }
}

@Controller()
@UseGuards(...(choice ? [TokenAuthGuard] : []))
class GuardedController extends OpenController {}

@Module({
  imports: choice ? [App2WxappModule.forRoot(options)] : [],
  controllers: [choice ? GuardedController : OpenController],
})
class BenchModule {}

const app = await NestFactory.create<NestFastifyApplication>(BenchModule, new FastifyAdapter(), {
  logger: ['error'],
});
await app.listen(Number(process.env.PORT), '127.0.0.1');
