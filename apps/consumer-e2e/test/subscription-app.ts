import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CodeFile } from './markdown-files.js';

/** What both drivers serve: one event, for the user of the token. */
const RESOLVER = `
import type { TokenClaims } from '@app2wxapp/core';
import { CurrentUser } from '@app2wxapp/nest';
import { Resolver, Subscription, Query } from '@nestjs/graphql';

@Resolver()
export class GreetingResolver {
  @Query(() => String)
  version(): string {
    return '1';
  }

  @Subscription(() => String, { resolve: (event: string) => event })
  async *greeting(@CurrentUser() claims: TokenClaims) {
    yield claims.data.id;
  }
}
`;

const MAIN = (driver: string, imports: string) => `
import 'reflect-metadata';
import { App2WxappModule, TokenAuthGuard } from '@app2wxapp/nest';
import { Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
${imports}
import { GreetingResolver } from './greeting.resolver.js';

const { AUTHORITY = '', USER_POOL_ID = '', POOL_SECRET = '' } = process.env;

@Module({
  imports: [
    App2WxappModule.forRoot({ authority: AUTHORITY, userPoolId: USER_POOL_ID, secret: POOL_SECRET }),
    GraphQLModule.forRoot(${driver}),
  ],
  providers: [GreetingResolver, { provide: APP_GUARD, useExisting: TokenAuthGuard }],
})
class SubscriptionModule {}
`;

const APOLLO = `${MAIN(
  "{ driver: ApolloDriver, autoSchemaFile: true, subscriptions: { 'graphql-ws': true } } as ApolloDriverConfig",
  "import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';",
)}
void NestFactory.create(SubscriptionModule).then((app) => app.listen(process.env.PORT ?? 3000, '127.0.0.1'));
`;

const MERCURIUS = `${MAIN(
  '{ driver: MercuriusDriver, autoSchemaFile: true, subscription: true } as MercuriusDriverConfig',
  `import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';`,
)}
void NestFactory.create<NestFastifyApplication>(SubscriptionModule, new FastifyAdapter()).then((app) =>
  app.listen(process.env.PORT ?? 3000, '127.0.0.1'),
);
`;

/** An app with a subscription on each driver of Nest: `dist/apollo.js` and `dist/mercurius.js`. */
export const SUBSCRIPTION_FILES: readonly CodeFile[] = [
  { path: 'src/greeting.resolver.ts', code: RESOLVER },
  { path: 'src/apollo.ts', code: APOLLO },
  { path: 'src/mercurius.ts', code: MERCURIUS },
];

interface Message {
  readonly type: string;
  readonly payload?: unknown;
}

interface Socket {
  on(event: 'open' | 'close' | 'message' | 'error', listener: (data: unknown) => void): void;
  send(text: string): void;
  close(): void;
}

/**
 * Subscribes by the protocol `graphql-transport-ws` and gives what the server sends after it took the connection.
 *
 * @see https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md
 */
export function subscribe(
  { folder, origin }: { folder: string; origin: string },
  query: string,
  connectionParams: object,
): Promise<Message> {
  type WebSocket = new (url: string, protocol: string) => Socket;
  const Native = createRequire(join(folder, 'package.json'))('ws') as WebSocket;
  const socket = new Native(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (message: object) => socket.send(JSON.stringify(message));
  return new Promise<Message>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`closed: ${String(code)}`)));
    socket.on('open', () => send({ type: 'connection_init', payload: connectionParams }));
    socket.on('message', (text) => {
      const message = JSON.parse(String(text)) as Message;
      if (message.type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: { query } });
      else if (message.type !== 'ping') resolve(message);
    });
  }).finally(() => socket.close());
}
