import { setTimeout as sleep } from 'node:timers/promises';
import { App2WxappError } from '@app2wxapp/core';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBaseLogger } from 'fastify';
import type { Settings } from '../config/settings.js';
import { PUBLIC_URL, type PublicUrl } from '../config/public-url.js';
import { createAdapter } from '../http/create-adapter.js';
import { AppModule } from './app.module.js';
import { buildAppOptions } from './app-options.js';
import { serveOpenApi } from './open-api.js';

/** Time limit for closing after a failed start, in milliseconds. */
const CLOSE_MS = 2000;

/**
 * Starts the authority. `close` responds to the requests in progress, writes the waiting events, and stops.
 *
 * @throws {App2WxappError} `invalid_options`: the port is in use or the data folder cannot be used
 */
export async function start(settings: Settings, logger: FastifyBaseLogger): Promise<NestFastifyApplication> {
  const adapter = createAdapter(settings, logger);
  const module = AppModule.forRoot(settings, logger);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, buildAppOptions(logger));
  try {
    serveOpenApi(app);
    await app.init();
    await listen(app, settings);
    const url = (await app.getUrl()).replace('[::1]', 'localhost');
    const publicUrl = app.get<PublicUrl>(PUBLIC_URL)();
    logger.info({ url, publicUrl }, `authority-server for ${publicUrl} listens on ${url}`);
    return app;
  } catch (error) {
    // A part that was not started may never finish closing, and the process would end without a message.
    await Promise.race([app.close().catch(() => undefined), sleep(CLOSE_MS)]);
    throw error;
  }
}

async function listen(app: NestFastifyApplication, { HOST, PORT }: Settings): Promise<void> {
  try {
    await app.listen(PORT, HOST);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'is taken' : `cannot be listened on (${code})`;
    const message = `${HOST}:${PORT} ${reason}. Set PORT and HOST to an address that is free.`;
    throw new App2WxappError('invalid_options', message, { cause });
  }
}
