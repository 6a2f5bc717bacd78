import { systemClock } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBaseLogger } from 'fastify';
import { findConsole } from '../console/console-files.js';
import { createAuthority, type Authority } from './authority.js';
import { createRateLimits, type RateLimitSettings } from '../limits/rate-limits.js';
import { createServer } from './server.js';
import { parseTrustProxy, type Settings } from '../config/settings.js';
import { openStorage, type Storage } from '../database/storage.js';

/** A running server. */
export interface RunningServer {
  /** Where it answers, as an origin. */
  readonly url: string;
  /** Answers what is in flight, writes what is waiting, and stops. */
  stop(): Promise<void>;
}

/**
 * Starts the authority.
 *
 * @throws {App2WxappError} `invalid_options`: the port is taken or the data folder cannot be used
 */
export async function start(settings: Settings, logger: FastifyBaseLogger): Promise<RunningServer> {
  const storage = await openStorage(settings, logger);
  const limits = createRateLimits(readLimits(settings), logger, settings.REDIS_URL);
  let publicUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
  const authority = createAuthority({
    ...storage,
    logger,
    limits,
    clock: systemClock,
    publicUrl: () => publicUrl,
    wechat: {
      apiUrl: settings.WECHAT_API_URL,
      appId: settings.WECHAT_APP_ID,
      appSecret: settings.WECHAT_APP_SECRET,
    },
  });
  const stop = createStop(authority, storage);
  try {
    await authority.keys.findCurrent();
    const trustProxy = parseTrustProxy(settings.TRUST_PROXY);
    const consoleDir = findConsole(settings.CONSOLE_DIR);
    const app = await createServer(authority, {
      logger,
      trustProxy,
      consoleDir,
      metricsToken: settings.METRICS_TOKEN,
    });
    await listen(app, settings);
    const url = (await app.getUrl()).replace('[::1]', 'localhost');
    publicUrl = settings.PUBLIC_URL ?? `http://localhost:${new URL(url).port || 80}`;
    logger.info({ url }, `authority-server listens on ${url}`);
    return { url, stop: () => app.close().then(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readLimits(settings: Settings): RateLimitSettings {
  return {
    ipPerMinute: settings.RATE_LIMIT_IP_PER_MINUTE,
    poolPerMinute: settings.RATE_LIMIT_POOL_PER_MINUTE,
    openidPerMinute: settings.RATE_LIMIT_OPENID_PER_MINUTE,
    avatarPerMinute: settings.RATE_LIMIT_AVATAR_PER_MINUTE,
  };
}

function createStop(authority: Authority, storage: Storage): () => Promise<void> {
  return async () => {
    await authority.expiredRows.close();
    await authority.audit.close();
    await authority.limits.close();
    await storage.close();
  };
}

async function listen(app: NestFastifyApplication, { HOST, PORT }: Settings): Promise<void> {
  try {
    await app.listen(PORT, HOST);
  } catch (cause) {
    await app.close();
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'is taken' : `cannot be listened on (${code})`;
    const message = `${HOST}:${PORT} ${reason}. Set PORT and HOST to an address that is free.`;
    throw new App2WxappError('invalid_options', message, { cause });
  }
}
