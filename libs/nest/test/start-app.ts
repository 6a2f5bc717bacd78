import type { INestApplication, ModuleMetadata } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';

export const ADAPTERS = { express: () => new ExpressAdapter(), fastify: () => new FastifyAdapter() };
export type AdapterName = keyof typeof ADAPTERS;

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

export async function startApp(adapter: AdapterName, metadata: ModuleMetadata): Promise<RunningApp> {
  const module = await Test.createTestingModule(metadata).compile();
  const app: INestApplication = module.createNestApplication(ADAPTERS[adapter](), { logger: false });
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
