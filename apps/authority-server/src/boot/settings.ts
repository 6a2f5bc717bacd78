import { App2WxappError } from '@app2wxapp/core';
import { z } from 'zod';

const origin = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).pathname === '/' && !new URL(url).search, 'must be an origin, without a path')
  .transform((url) => new URL(url).origin);

const MasterKey = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => key.length === 32, 'must be the base64 of 32 bytes');

const limit = z.coerce.number().int().min(0);

// What concerns two variables is reported beside what concerns one.
const always = () => true;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const Environment = z
  .object({
    HOST: z.string().default('127.0.0.1'),
    PORT: z.coerce.number('must be a port, 0–65535').int().min(0).max(65_535).default(4000),
    DATA_DIR: z.string().default('.data/authority'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    /** Connections of this process to PostgreSQL. */
    DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(500).default(20),
    MASTER_KEY: MasterKey.optional(),
    PUBLIC_URL: origin.optional(),
    WECHAT_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.weixin.qq.com'),
    WECHAT_APP_ID: z.string().optional(),
    WECHAT_APP_SECRET: z.string().optional(),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
    /** Folder of the operators' console, built. */
    CONSOLE_DIR: z.string().optional(),
    /** Requests a minute to the public endpoints; 0 = no limit. */
    RATE_LIMIT_IP_PER_MINUTE: limit.default(12_000),
    RATE_LIMIT_POOL_PER_MINUTE: limit.default(120_000),
    RATE_LIMIT_OPENID_PER_MINUTE: limit.default(1200),
    /** Pictures a minute for one account; 0 = no limit. */
    RATE_LIMIT_AVATAR_PER_MINUTE: limit.default(10),
    METRICS_TOKEN: z.string().min(16).optional(),
    TRUST_PROXY: z.string().default('false'),
    LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  })
  .refine((env) => env.DATABASE_URL === undefined || env.MASTER_KEY !== undefined, {
    path: ['MASTER_KEY'],
    message: 'is required with DATABASE_URL: the base64 of 32 random bytes, the same for every instance',
    when: always,
  })
  .refine((env) => (env.WECHAT_APP_ID === undefined) === (env.WECHAT_APP_SECRET === undefined), {
    path: ['WECHAT_APP_SECRET'],
    message: 'and WECHAT_APP_ID belong together: set both or none',
    when: always,
  });

/** Names of the variables that are read. */
export const SETTING_NAMES = Object.keys(Environment.shape);

/** The environment, checked and with its defaults. */
export type Settings = z.output<typeof Environment>;

/**
 * Reads the settings from the environment. An empty variable counts as absent.
 *
 * @throws {App2WxappError} `invalid_options`: one message that lists everything that is wrong
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new App2WxappError('invalid_options', `The environment is not right. ${problems.join('; ')}.`);
}

/** Fastify's `trustProxy` of the variable `TRUST_PROXY`: `true`, `false`, or the proxies' addresses and networks. */
export function parseTrustProxy(text: string): boolean | string {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
