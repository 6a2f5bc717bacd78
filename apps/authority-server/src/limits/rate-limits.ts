import { App2WxappError } from '@app2wxapp/core';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { FastifyBaseLogger } from 'fastify';
import type { Settings } from '../config/settings.js';
import { SharedCounters, type Limiter } from './shared-counters.js';

/** Requests a minute; 0 = no limit. */
export interface RateLimitSettings {
  /** From one address; of IPv6 one /56, which is what a single household gets. */
  readonly ipPerMinute: number;
  /** To one pool without its secret, those that only read left out. */
  readonly poolPerMinute: number;
  /** From backends of one pool, with its secret. @default no limit */
  readonly backendPerMinute?: number;
  /** Most wrong operator tokens from one IP address. @default no limit */
  readonly signInPerMinute?: number;
  /** Most tickets issued to one WeChat user. */
  readonly openidPerMinute: number;
  /** Pictures for one account. @default no limit */
  readonly avatarPerMinute?: number;
}

/**
 * Searches for a phone number by one reader, in an hour. A reader sees a number without its middle: 10,000 searches
 * would find the rest.
 */
const PHONE_SEARCHES_PER_HOUR = 60;
const HOUR_SECONDS = 3600;

type Kind = 'ip' | 'pool' | 'backend' | 'signIn' | 'openid' | 'avatar' | 'phoneSearch';

const WINDOW_SECONDS = 60;

/** Injects the {@link RateLimits}. */
export const RATE_LIMITS = Symbol('RateLimits');

/** Counts requests by the minute: in this process, or in Redis for all instances together. */
export interface RateLimits {
  /**
   * Counts a request, or with 0 `points` looks only whether the limit was exceeded.
   *
   * @param points 1 unless given
   * @throws {App2WxappError} `rate_limited`, with `retryAfterSeconds`
   */
  consume(kind: Kind, key: string, points?: 0 | 1): Promise<void>;
  /** Whether Redis was asked for and is away, so that each instance counts alone. */
  isRedisAway(): boolean;
  close(): Promise<void>;
}

/** Makes the counters that the settings ask for. */
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
 * Makes the counters.
 *
 * @param redisUrl where instances share them; while Redis does not answer, each counts for itself
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
        // A clock that was set back would make it longer than what is counted for.
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

/** Key that an address is counted under: an IPv4 address itself, of an IPv6 address its /56. */
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
