import { Redis } from 'ioredis';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type IRateLimiterOptions,
} from 'rate-limiter-flexible';
import type { FastifyBaseLogger } from 'fastify';

/** How long a request waits for Redis, in milliseconds. */
const COMMAND_MS = 50;
const CONNECT_MS = 1000;
/** After a failure Redis is not asked for this long, so that requests do not wait for it one by one. */
const PAUSE_MS = 1000;

/** Counts a request. */
export interface Limiter {
  /** @throws {RateLimiterRes} beyond the limit */
  consume(key: string, points?: number): Promise<unknown>;
}

/** Counters in Redis that all instances share. While Redis does not answer, this process counts alone. */
export class SharedCounters {
  private readonly redis: Redis;
  /** For the log: without user and password. */
  private readonly host: string;
  private isAway = false;
  private askAgainAt = 0;

  constructor(
    url: string,
    private readonly logger: Pick<FastifyBaseLogger, 'warn' | 'info'>,
  ) {
    const { host } = new URL(url);
    this.host = host;
    this.redis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: COMMAND_MS,
      connectTimeout: CONNECT_MS,
    });
    this.redis.on('error', (error: Error) => this.noteFailure(error));
  }

  createLimiter(options: IRateLimiterOptions): Limiter {
    const shared = new RateLimiterRedis({ ...options, storeClient: this.redis });
    const own = new RateLimiterMemory(options);
    return {
      consume: async (key, points) => {
        // Until the first connection is made there is nothing to ask, and nothing to report.
        if (this.redis.status !== 'ready' || Date.now() < this.askAgainAt) return own.consume(key, points);
        try {
          const result = await shared.consume(key, points);
          this.noteAnswer();
          return result;
        } catch (thrown) {
          if (thrown instanceof RateLimiterRes) {
            this.noteAnswer();
            throw thrown;
          }
          this.noteFailure(thrown as Error);
          return own.consume(key, points);
        }
      },
    };
  }

  close(): void {
    this.redis.disconnect();
  }

  private noteAnswer(): void {
    if (!this.isAway) return;
    this.isAway = false;
    this.logger.info({ host: this.host }, 'Redis answers again: requests are counted for all instances');
  }

  /** Logs the first failure of an outage, which an answer ends. */
  private noteFailure(error: Error): void {
    this.askAgainAt = Date.now() + PAUSE_MS;
    if (this.isAway) return;
    this.isAway = true;
    this.logger.warn(
      { host: this.host, reason: nameReason(error) },
      'Redis at REDIS_URL does not answer: until it does, each instance counts requests alone',
    );
  }
}

/** A code of Node.js, or the word that Redis begins a refusal with (`WRONGPASS`, `NOAUTH`); not what follows it. */
function nameReason({ name, message, code }: Error & { readonly code?: string }): string {
  return code ?? /^[A-Z]+(?= )/.exec(message)?.[0] ?? name;
}
