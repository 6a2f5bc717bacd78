import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { createLogger, PinoLogger } from './pino-logger.js';
import type { Settings } from './settings.js';

/** Largest request body, in bytes. A ticket and a verifier need some two hundred. */
const BODY_LIMIT = 16 * 1024;

/**
 * Makes the app, not yet listening.
 *
 * @throws {App2WxappError} `invalid_options` for settings that the client of the authority refuses
 */
export async function createApp(settings: Settings): Promise<NestFastifyApplication> {
  const logger = createLogger(settings.LOG_LEVEL);
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT, loggerInstance: logger });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.register(settings), adapter, {
    // A start that fails is told by its caller, in one line.
    logger: false,
    abortOnError: false,
  });
  app.useLogger(new PinoLogger(logger));
  if (settings.CORS_ORIGINS.length > 0) {
    app.enableCors({ origin: settings.CORS_ORIGINS, methods: ['GET', 'POST'], maxAge: 600 });
  }
  return app;
}
