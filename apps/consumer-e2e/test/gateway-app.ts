import { EventEmitter, on } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CodeFile } from './markdown-files.js';

/** Starts the gateway of the page, on socket.io. */
const IO_MAIN = `
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { GatewayModule } from './gateway.module.js';

void NestFactory.create(GatewayModule).then((app) => app.listen(process.env.PORT ?? 3000, '127.0.0.1'));
`;

/** The same gateway on native WebSockets, as the page says to find their requests. */
const NATIVE_MAIN = `
import 'reflect-metadata';
import { App2WxappExceptionFilter, App2WxappModule, TokenAuthGuard, type AuthenticatedRequest } from '@app2wxapp/nest';
import { Module, UseFilters, type ExecutionContext } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { WsAdapter } from '@nestjs/platform-ws';
import { WebSocketGateway } from '@nestjs/websockets';
import { AccountGateway } from './account.gateway.js';

const { AUTHORITY = '', USER_POOL_ID = '', POOL_SECRET = '' } = process.env;
const requests = new WeakMap<object, AuthenticatedRequest>();

@UseFilters(App2WxappExceptionFilter)
@WebSocketGateway()
class NativeGateway extends AccountGateway {
  handleConnection(client: object, request: AuthenticatedRequest) {
    requests.set(client, request);
  }
}

const getRequest = (context: ExecutionContext) => ({
  headers: requests.get(context.switchToWs().getClient())?.headers ?? {},
  body: context.switchToWs().getData(),
});

@Module({
  imports: [App2WxappModule.forRoot({ authority: AUTHORITY, userPoolId: USER_POOL_ID, secret: POOL_SECRET, getRequest })],
  providers: [NativeGateway, { provide: APP_GUARD, useExisting: TokenAuthGuard }],
})
class NativeModule {}

void NestFactory.create(NativeModule).then((app) => {
  app.useWebSocketAdapter(new WsAdapter(app));
  return app.listen(process.env.PORT ?? 3000, '127.0.0.1');
});
`;

/** What the page's files need beside them to run. */
export const GATEWAY_FILES: readonly CodeFile[] = [
  { path: 'src/io-main.ts', code: IO_MAIN },
  { path: 'src/native-main.ts', code: NATIVE_MAIN },
];

/** A connected client: what it sends, and what the gateway sends it, one after the other. */
export interface SocketClient {
  send(event: string, data?: unknown): void;
  next(): Promise<SentEvent>;
  close(): void;
}

export interface SentEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Connects to a gateway by a client library that the app's folder has. */
export type Connect = (
  folder: string,
  origin: string,
  headers?: Record<string, string>,
) => Promise<SocketClient>;

interface Socket {
  on(event: string, listener: (data: unknown) => void): void;
  onAny(listener: (event: string, data: SentEvent['data']) => void): void;
  emit(event: string, data?: unknown): void;
  send(text: string): void;
  close(): void;
}

export const connectIo: Connect = async (folder, origin, extraHeaders = {}) => {
  const { io } = load(folder, 'socket.io-client') as { io: (origin: string, options: object) => Socket };
  const socket = io(origin, { extraHeaders, transports: ['websocket'], forceNew: true });
  const { push, next } = createQueue();
  socket.onAny((event, data) => push({ event, data }));
  await new Promise((resolve) => socket.on('connect', resolve));
  return { next, send: (event, data) => socket.emit(event, data), close: () => socket.close() };
};

export const connectNative: Connect = async (folder, origin, headers = {}) => {
  type Native = new (url: string, options: object) => Socket;
  const WebSocket = load(folder, 'ws') as Native;
  const socket = new WebSocket(origin.replace('http', 'ws'), { headers });
  const { push, next } = createQueue();
  socket.on('message', (text) => push(JSON.parse(String(text)) as SentEvent));
  await new Promise((resolve) => socket.on('open', resolve));
  const send = (event: string, data?: unknown) => socket.send(JSON.stringify({ event, data }));
  return { next, send, close: () => socket.close() };
};

function load(folder: string, name: string): unknown {
  return createRequire(join(folder, 'package.json'))(name);
}

function createQueue() {
  const emitter = new EventEmitter();
  const events = on(emitter, 'event');
  return {
    push: (event: SentEvent) => void emitter.emit('event', event),
    next: async () => ((await events.next()).value as [SentEvent])[0],
  };
}
