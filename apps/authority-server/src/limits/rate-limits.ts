import { App2WxappError } from '@app2wxapp/core';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { FastifyBaseLogger } from 'fastify';
import type { Settings } from '../config/settings.js';
import { SharedCounters, type Limiter } from './shared-counters.js';

/** Limits of requests a minute; 0 = no limit. */
export interface RateLimitSettings {
  /**
   * Requests from one address a minute; IPv6 addresses of one /56, the network of a single household, count as one.
   */
  readonly ipPerMinute: number;
  /** Requests to one pool without its secret a minute, except those that only read. */
  readonly poolPerMinute: number;
  /** Requests from backends of one pool, with its secret, a minute. @default no limit */
  readonly backendPerMinute?: number;
  /** Wrong operator tokens from one IP address a minute. @default no limit */
  readonly signInPerMinute?: number;
  /** Tickets issued to one WeChat user a minute. */
  readonly openidPerMinute: number;
  /** Pictures of one account a minute. @default no limit */
  readonly avatarPerMinute?: number;
}

/**
 * Largest number of searches for a phone number by one reader in an hour. A reader sees a number without its middle:
 * 10,000 searches would find the rest.
 */
const PHONE_SEARCHES_PER_HOUR = 60;
const HOUR_SECONDS = 3600;

type Kind = 'ip' | 'pool' | 'backend' | 'signIn' | 'openid' | 'avatar' | 'phoneSearch';

const WINDOW_SECONDS = 60;

/** Injects the {@link RateLimits}. */
export const RATE_LIMITS = Symbol('RateLimits');

/** Counters of requests by the minute: in this process, or in Redis for all instances together. */
export interface RateLimits {
  /**
   * Counts a request, or with 0 `points` only checks whether the limit was exceeded.
   *
   * @param points weight of the request. @default 1
   * @throws {App2WxappError} `rate_limited`, with `retryAfterSeconds`
   */
  consume(kind: Kind, key: string, points?: 0 | 1): Promise<void>;
  /** Whether Redis is configured and unavailable, so that each instance counts alone. */
  isRedisAway(): boolean;
  /** Closes the connection to Redis. */
  close(): Promise<void>;
}

/** Creates the counters by the settings. */
export function openRateLimits(
  settings: Settings,
  logger: Pick<FastifyBaseLogger, 'warn' | 'info'>,
): RateLimits {
  const limits = {
    ipPerMinute: settings.RATE_LIMIT_IP_PER_MINUTE,
    poolPerMinute: settings.RATE_LIMIT_POOL_PER_MINUTE,
    backendPerMinute: settings.RATE_LIMIT_BACKEND_PER_MINUTE,
    signInPerMinute: settings.RATE_LIMIT_SIGN_IN_PER_MINUTE,
    openidPerMinute: settings.RATE_LIMIT_OPENID_PER_MINUTE,
    avatarPerMinute: settings.RATE_LIMIT_AVATAR_PER_MINUTE,
  };
  return createRateLimits(limits, logger, settings.REDIS_URL);
}

/**
 * Creates the counters.
 *
 * @param redisUrl Redis in which instances share them; while it does not respond, each counts alone
 */
export function createRateLimits(
  settings: RateLimitSettings,
  logger: Pick<FastifyBaseLogger, 'warn' | 'info'>,
  redisUrl?: string,
): RateLimits {
  const { ipPerMinute, poolPerMinute, openidPerMinute } = settings;
  const { backendPerMinute = 0, signInPerMinute = 0, avatarPerMinute = 0 } = settings;
  const redis = redisUrl === undefined ? undefined : new SharedCounters(redisUrl, logger);
  const limiters: Readonly<Record<Kind, Limiter | undefined>> = {
    ip: createLimiter('ip', ipPerMinute, redis),
    pool: createLimiter('pool', poolPerMinute, redis),
    backend: createLimiter('backend', backendPerMinute, redis),
    signIn: createLimiter('signIn', signInPerMinute, redis),
    openid: createLimiter('openid', openidPerMinute, redis),
    avatar: createLimiter('avatar', avatarPerMinute, redis),
    phoneSearch: createLimiter('phoneSearch', PHONE_SEARCHES_PER_HOUR, redis, HOUR_SECONDS),
  };
  return {
    async consume(kind, key, points) {
      try {
        await limiters[kind]?.consume(key, points);
      } catch (thrown) {
        if (!(thrown instanceof RateLimiterRes)) throw thrown;
        // A clock that was set back would make it longer than the counted interval.
        const longest = kind === 'phoneSearch' ? HOUR_SECONDS : WINDOW_SECONDS;
        const retryAfterSeconds = Math.min(longest, Math.max(1, Math.ceil(thrown.msBeforeNext / 1000)));
        throw new App2WxappError('rate_limited', 'Too many requests. Wait as long as Retry-After says.', {
          retryAfterSeconds,
        });
      }
    },
    isRedisAway: () => redis?.isAway ?? false,
    close: () => Promise.resolve(redis?.close()),
  };
}

/** Returns the key by which an address is counted: an IPv4 address itself, of an IPv6 address its /56. */
export function nameAddress(ip: string): string {
  if (!ipaddr.IPv6.isValid(ip)) return ip;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${ip}/56`).toString()}/56`;
}

function createLimiter(
  kind: Kind,
  points: number,
  redis: SharedCounters | undefined,
  duration = WINDOW_SECONDS,
): Limiter | undefined {
  if (points === 0) return undefined;
  const options = { points, duration, keyPrefix: `app2wxapp:${kind}` };
  return redis?.createLimiter(options) ?? new RateLimiterMemory(options);
}
