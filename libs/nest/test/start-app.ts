import type { INestApplication, ModuleMetadata } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';

// A string to the compiler: the package behind it is installed by the long run alone.
const EXPRESS: string = './express/adapter.js';

/** A running app, and a way to ask it over HTTP. */
export interface RunningApp {
  readonly app: INestApplication;
  readonly ask: (path: string, init?: RequestInit) => Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Starts an app on Fastify, in the long run on Express; `setUp` is what its `main.ts` does before it listens. */
export async function startApp(
  metadata: ModuleMetadata,
  setUp: (app: INestApplication) => void = () => undefined,
): Promise<RunningApp> {
  const module = await Test.createTestingModule(metadata).compile();
  const app: INestApplication = module.createNestApplication(await createAdapter(), { logger: false });
  setUp(app);
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  return {
    app,
    ask: async (path, init) => {
      const response = await fetch(`${origin}${path}`, init);
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      };
    },
  };
}

async function createAdapter(): Promise<AbstractHttpAdapter> {
  if (process.env.LONG_TESTS !== 'true') return new FastifyAdapter();
  const { ExpressAdapter } = (await import(EXPRESS)) as { ExpressAdapter: new () => AbstractHttpAdapter };
  return new ExpressAdapter();
}

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

export function bearer(token: string, headers: Record<string, string> = {}): RequestInit {
  return { headers: { authorization: `Bearer ${token}`, ...headers } };
}
