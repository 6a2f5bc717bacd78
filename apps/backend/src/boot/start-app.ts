import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { serveOpenApi } from './open-api.js';
import { answerBadAddress, answerUnreadable } from './problem.filter.js';
import { createLogger, PinoLogger } from './pino-logger.js';
import type { Settings } from './settings.js';

/** Largest request body, in bytes. A ticket and a verifier need some two hundred. */
const BODY_LIMIT = 16 * 1024;
/** How long a request may take to arrive, in milliseconds; then it is answered with 408. */
const ARRIVAL_MS = 10_000;
/** How long a connection may be silent, in milliseconds: longer than a handler waits for the authority. */
const SILENCE_MS = 60_000;
/** Connections at a time; Node closes any further one at once. */
const MAX_CONNECTIONS = 10_000;

/**
 * Makes the app and lets it listen.
 *
 * @throws {App2WxappError} `invalid_options` for settings that the client of the authority refuses, and for a database
 *   that cannot be opened
 * @throws {Error} Node's own, when it cannot listen there
 */
export async function startApp(settings: Settings): Promise<NestFastifyApplication> {
  const logger = createLogger(settings.LOG_LEVEL);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: ARRIVAL_MS,
    connectionTimeout: SILENCE_MS,
    http: { headersTimeout: ARRIVAL_MS, connectionsCheckingInterval: 1000 },
    loggerInstance: logger,
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerUnreadable,
  });
  adapter.getInstance().server.maxConnections = MAX_CONNECTIONS;
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.register(settings), adapter, {
    // Nest is silent until it listens: the caller reports a start that fails, in one line.
    logger: false,
    abortOnError: false,
  });
  if (settings.CORS_ORIGINS.length > 0) {
    app.enableCors({
      origin: settings.CORS_ORIGINS,
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
      maxAge: 600,
    });
  }
  // A map of every route is for those who develop against it.
  if (settings.NODE_ENV !== 'production') serveOpenApi(app);
  await app.listen(settings.PORT, settings.HOST);
  app.useLogger(new PinoLogger(logger));
  return app;
}
