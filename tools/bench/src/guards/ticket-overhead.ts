import { createClient } from '@app2wxapp/client';
import { App2WxappModule, TicketAuthGuard } from '@app2wxapp/nest';
import { PlainTicketAuthGuard } from '@app2wxapp/nest/without-passport';
import type { CanActivate, ExecutionContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { AuthorityFacts } from './variants.js';

/** Processor time of one login, all threads together, in microseconds. */
export interface TicketCosts {
  readonly exchange: number;
  readonly guard: number;
  readonly guardWithoutPassport: number;
}

const BATCHES = Number(process.env.BATCHES ?? 40);
const LOGINS_PER_BATCH = 100;
const TICKET = 'a-ticket';

/**
 * Measures what the ticket guards add to an exchange: batches of exchanges and of guarded requests in turn, in this
 * process, each over HTTP to the same authority.
 */
export async function measureTicketGuards({ authority, userPoolId }: AuthorityFacts): Promise<TicketCosts> {
  const pool = { authority, userPoolId, secret: 'the-secret-of-a-benchmark' };
  const client = createClient(pool);
  const guard = await createGuard(App2WxappModule.forRoot(pool), TicketAuthGuard);
  const plainGuard = await createGuard(App2WxappModule.forRoot(pool), PlainTicketAuthGuard);
  const logins = {
    exchange: () => client.exchangeTicket(TICKET),
    guard: () => guard.canActivate(createContext()),
    guardWithoutPassport: () => plainGuard.canActivate(createContext()),
  };
  const names = Object.keys(logins) as (keyof typeof logins)[];
  const used = { exchange: 0, guard: 0, guardWithoutPassport: 0 };
  for (const name of names) await measureBatch(logins[name]);
  for (let batch = 0; batch < BATCHES; batch += 1) {
    for (const name of names) used[name] += await measureBatch(logins[name]);
  }
  const perLogin = (name: keyof TicketCosts) => used[name] / (BATCHES * LOGINS_PER_BATCH);
  return {
    exchange: perLogin('exchange'),
    guard: perLogin('guard'),
    guardWithoutPassport: perLogin('guardWithoutPassport'),
  };
}

async function createGuard(module: object, guard: Type<CanActivate>): Promise<CanActivate> {
  const root = { module: class BenchModule {}, imports: [module as never], providers: [guard] };
  const app = await NestFactory.create(root, new FastifyAdapter(), { logger: ['error'] });
  await app.init();
  return app.get(guard);
}

function createContext(): ExecutionContext {
  const request = { headers: { 'content-type': 'application/json' }, body: { ticket: TICKET } };
  const http = { getRequest: () => request, getResponse: () => ({}) };
  return {
    getType: () => 'http',
    getArgByIndex: () => request,
    switchToHttp: () => http,
  } as unknown as ExecutionContext;
}

/** @returns microseconds */
async function measureBatch(logIn: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: LOGINS_PER_BATCH }, () => logIn()));
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
