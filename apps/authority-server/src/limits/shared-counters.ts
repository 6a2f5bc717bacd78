import { Redis } from 'ioredis';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type IRateLimiterOptions,
} from 'rate-limiter-flexible';
import type { FastifyBaseLogger } from 'fastify';
import { findRedisRemedy, nameRedisFailure } from './redis-remedies.js';

/** Time limit of a count in Redis, in milliseconds. */
const COUNT_MS = 50;
const CONNECT_MS = 1000;
/**
 * Milliseconds between two probes while Redis is unavailable. The process sends them itself, so that no request waits
 * for it.
 */
const PROBE_MS = 1000;
/** Milliseconds without a response after which the connection is opened again: its server may have been replaced. */
const RECONNECT_MS = 5000;
/** Milliseconds without a failure after which Redis is reported as available: repeated short outages count as one. */
const SETTLED_MS = 10_000;

/** Counter of requests. */
export interface Limiter {
  /** Counts a request. @throws {RateLimiterRes} above the limit */
  consume(key: string, points?: number): Promise<unknown>;
}

/** Counters in Redis that all instances share. While Redis does not respond, this process counts alone. */
export class SharedCounters {
  private readonly redis: Redis;
  /** Host and port for the log, without user and password. */
  private readonly host: string;
  private readonly probe: RateLimiterRedis;
  private probing: NodeJS.Timeout | undefined;
  private probes = 0;
  /** Whether counts go to Redis: from its first response until a failure. */
  private isAsked = false;
  private isReportedAway = false;
  // Times by the monotonic clock: a step of the other one must neither end an outage nor prolong it.
  private failedAt = -Infinity;
  private connectedAt = performance.now();
  private isClosed = false;

  constructor(
    url: string,
    private readonly logger: Pick<FastifyBaseLogger, 'warn' | 'info'>,
  ) {
    this.host = new URL(url).host;
    this.redis = new Redis(url, {
      enableOfflineQueue: false,
      // The probe detects more than INFO does, which the user may lack the right to.
      enableReadyCheck: false,
      disableClientInfo: true,
      maxRetriesPerRequest: 0,
      connectTimeout: CONNECT_MS,
      retryStrategy: () => PROBE_MS,
    });
    const nothing = { keyPrefix: 'app2wxapp:probe', points: 1, duration: 1 };
    this.probe = new RateLimiterRedis({ ...nothing, storeClient: this.redis });
    this.redis.on('error', (error: Error) => this.noteFailure(error));
    this.redis.on('close', () => this.noteFailure(new Error('Redis closed the connection.'))); // the first reason is reported
    this.redis.on('ready', () => {
      this.connectedAt = performance.now();
      void this.ask();
    });
    this.keepAsking();
  }

  /** Whether each instance counts alone, because Redis is unavailable. */
  get isAway(): boolean {
    return this.isReportedAway;
  }

  /**
   * Creates a counter that falls back to this process.
   *
   * @throws the error of the counter, such as `RateLimiterRes` above the limit
   */
  createLimiter(options: IRateLimiterOptions): Limiter {
    const shared = new RateLimiterRedis({ ...options, storeClient: this.redis });
    const own = new RateLimiterMemory(options);
    return {
      consume: async (key, points) => {
        if (!this.isAsked) return own.consume(key, points);
        try {
          return await withinBudget(shared.consume(key, points));
        } catch (thrown) {
          if (thrown instanceof RateLimiterRes) throw thrown;
          this.noteFailure(thrown as Error);
          return own.consume(key, points);
        }
      },
    };
  }

  /** Closes the connection. */
  close(): void {
    this.isClosed = true;
    clearInterval(this.probing);
    this.redis.disconnect();
  }

  /** Probes Redis until it responds, and after an outage until it has responded for {@link SETTLED_MS}. */
  private keepAsking(): void {
    this.probing ??= setInterval(() => void this.ask(), PROBE_MS);
  }

  /**
   * Sends a count of zero, by the same command as counts; each time under another key, since a node of a cluster has
   * a part of the keys only.
   */
  private async ask(): Promise<void> {
    if (this.redis.status !== 'ready') return; // the connection succeeds or fails
    try {
      await withinBudget(this.probe.consume(String(this.probes++), 0));
      this.noteAnswer();
    } catch (thrown) {
      this.noteFailure(thrown as Error);
      this.reconnect();
    }
  }

  private noteAnswer(): void {
    this.isAsked = true;
    if (this.isReportedAway && performance.now() - this.failedAt < SETTLED_MS) return;
    clearInterval(this.probing);
    this.probing = undefined;
    if (!this.isReportedAway) return;
    this.isReportedAway = false;
    this.logger.info({ host: this.host }, 'Redis responds again: requests are counted for all instances');
  }

  /** Logs the first failure of an outage. */
  private noteFailure(error: Error): void {
    if (this.isClosed) return;
    this.isAsked = false;
    this.failedAt = performance.now();
    this.keepAsking();
    if (this.isReportedAway) return;
    this.isReportedAway = true;
    const reason = nameRedisFailure(error);
    this.logger.warn(
      { host: this.host, reason, remedy: findRedisRemedy(reason) },
      'Redis at REDIS_URL does not respond: until it does, each instance counts requests alone',
    );
  }

  private reconnect(): void {
    if (performance.now() - this.connectedAt < RECONNECT_MS) return;
    this.connectedAt = performance.now();
    this.redis.disconnect(true);
  }
}

/** Rejects when the response is too late. */
function withinBudget<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = Object.assign(new Error('Redis did not respond in time.'), { code: 'timeout' });
    // Data that arrived while this process was busy is read before the response counts as late.
    const timer = setTimeout(() => setImmediate(reject, late), COUNT_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
