import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { serveOpenApi } from './open-api.js';
import { answerBadAddress, answerUnreadable } from './problem.filter.js';
import { createLogger, PinoLogger } from './pino-logger.js';
import type { Settings } from './settings.js';

/** Largest request body, in bytes. A ticket and a verifier need some two hundred. */
const BODY_LIMIT = 16 * 1024;
/** Time limit for receiving a request, in milliseconds, after which the response is 408. */
const ARRIVAL_MS = 10_000;
/** Longest silence of a connection, in milliseconds: longer than a handler waits for the authority. */
const SILENCE_MS = 60_000;
/** Largest number of connections; Node closes any further one at once. */
const MAX_CONNECTIONS = 10_000;

/**
 * Creates the app and listens.
 *
 * @throws {App2WxappError} `invalid_options` for settings that the authority's client rejects, and for a database
 *   that cannot be opened
 * @throws {Error} Node's own, when it cannot listen
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
    // Nest logs nothing until it listens: the caller reports a failed start, in one line.
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
  // The list of every route is for developers.
  if (settings.NODE_ENV !== 'production') serveOpenApi(app);
  await app.listen(settings.PORT, settings.HOST);
  app.useLogger(new PinoLogger(logger));
  return app;
}
