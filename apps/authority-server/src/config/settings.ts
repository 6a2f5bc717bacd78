import { App2WxappError } from '@app2wxapp/core';
import { z } from 'zod';
import { DATABASE_URL_FORM, isDatabaseUrl, isSslModeKnown, SSL_MODES_FORM } from './database-url.js';
import { isRedisUrl, REDIS_URL_FORM } from './redis-url.js';
import { parseTrustedProxies } from './trusted-proxies.js';
import { WechatAppId } from './wechat-app-id.js';

const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'must be an address such as https://login.example.com',
  abort: true,
});

const origin = httpUrl
  .refine((url) => new URL(url).pathname === '/' && !new URL(url).search, 'must be an origin, without a path')
  .transform((url) => new URL(url).origin);

const MasterKey = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => key.length === 32, 'must be the base64 of 32 bytes');

const limit = z.coerce.number().int().min(0);

// Rules about two variables are reported together with those about one.
const always = () => true;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const Variables = z.object({
  HOST: z.string().default('127.0.0.1').meta({ description: 'Address that the authority listens on.' }),
  PORT: z.coerce
    .number('must be a port, 0–65535')
    .int()
    .min(0)
    .max(65_535)
    .default(4000)
    .meta({ description: 'Port that the authority listens on; 0 selects a free one.' }),
  PUBLIC_URL: origin.optional().meta({
    description: 'Public origin of the authority; the `iss` of tokens. Without it `http://localhost:<port>`.',
  }),
  DATA_DIR: z
    .string()
    .default('.data/authority')
    .meta({ description: 'Folder of the embedded database and of the files that the first start creates.' }),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, DATABASE_URL_FORM)
    .refine(isSslModeKnown, SSL_MODES_FORM)
    .optional()
    .meta({
      description:
        'Address of PostgreSQL, `postgres://…`. For a cluster, list all servers: `postgres://user@host-1:5432,host-2:5432/database`; the authority uses the server that accepts writes. Without it the database is embedded.',
    }),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(20)
    .meta({ description: 'Most connections of each instance to PostgreSQL.' }),
  REQUEST_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(500)
    .max(60_000)
    .default(8000)
    .meta({
      description:
        'Time limit of a request, in milliseconds; less than the 10 s that the mini program waits. Three quarters of it limit ' +
        'the arrival of the request, and calls of WeChat; a quarter limits connecting to PostgreSQL and waiting for a lock; half limits a statement.',
    }),
  MASTER_KEY: MasterKey.optional().meta({
    description:
      'base64 of 32 random bytes (`openssl rand -base64 32`), the same for every instance; needed with `DATABASE_URL`. ' +
      'Without `DATABASE_URL` it is created in `DATA_DIR`.',
  }),
  MASTER_KEY_PREVIOUS: MasterKey.optional().meta({
    description:
      'Previous master key, while it is being replaced: values encrypted under it are encrypted anew under `MASTER_KEY` in the background.',
  }),
  WECHAT_APP_ID: WechatAppId.optional().meta({
    description: "AppID of the authority's own mini program, for `useSelfWxapp=0`.",
  }),
  WECHAT_APP_SECRET: z
    .string()
    .optional()
    .meta({ description: "AppSecret of the authority's own mini program." }),
  WECHAT_API_URL: httpUrl
    .default('https://api.weixin.qq.com')
    .meta({ description: "Origin of WeChat's server API." }),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: REDIS_URL_FORM, abort: true })
    .refine(isRedisUrl, REDIS_URL_FORM)
    .optional()
    .meta({ description: 'Address of the Redis where rate limits are counted for all instances together.' }),
  RATE_LIMIT_IP_PER_MINUTE: limit.default(12_000).meta({
    description:
      'Most requests from one IP address (IPv6: one /56). 0 = no limit, also for the limits below.',
  }),
  RATE_LIMIT_POOL_PER_MINUTE: limit
    .default(120_000)
    .meta({ description: 'Most requests to one pool without its secret.' }),
  RATE_LIMIT_BACKEND_PER_MINUTE: limit
    .default(120_000)
    .meta({ description: 'Most requests from the backends of one pool, which present its secret.' }),
  RATE_LIMIT_SIGN_IN_PER_MINUTE: limit
    .default(10)
    .meta({ description: 'Most wrong operator tokens from one IP address.' }),
  RATE_LIMIT_OPENID_PER_MINUTE: limit
    .default(1200)
    .meta({ description: 'Most tickets issued to one WeChat user.' }),
  RATE_LIMIT_AVATAR_PER_MINUTE: limit
    .default(10)
    .meta({ description: 'Most pictures uploaded for one account.' }),
  TRUST_PROXY: z
    .string()
    .refine(
      (text) => parseTrustedProxies(text) !== undefined,
      'must be false, the number of proxies (1-9), or their addresses and networks (10.0.0.0/8,192.0.2.7)',
    )
    .default('false')
    .meta({
      description:
        "The proxies' addresses and networks, with commas; or how many proxies there are, where nothing else reaches " +
        "the port. Without it every address is the proxy's.",
    }),
  METRICS_TOKEN: z.string().min(16).optional().meta({
    description:
      'Token for `/metrics` (Prometheus), sent as `Authorization: Bearer <token>`. Without it `/metrics` is not served.',
  }),
  CONSOLE_DIR: z.string().optional().meta({
    description: "Folder with a build of the operators' console; only to replace the one that is included.",
  }),
  SIMULATOR_URL: origin.optional().meta({
    description:
      'Origin of a simulator of WeChat, where the console tries pools. For development only; do not set it where users log in.',
  }),
  BACKEND_URL: origin.optional().meta({
    description:
      "Origin of the app's backend. The console links to its API page and passes the origin to the simulator.",
  }),
  DOCS_URL: httpUrl.optional().meta({
    description:
      'Site of this documentation, or its folder `docs` in a repository. The console links to it and appends pages.',
  }),
  LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .meta({ description: 'Lowest level that is logged, as JSON lines.' }),
});

const Environment = Variables.refine(
  (env) => env.DATABASE_URL === undefined || env.MASTER_KEY !== undefined,
  {
    path: ['MASTER_KEY'],
    message: 'is required with DATABASE_URL: the base64 of 32 random bytes, the same for every instance',
    when: always,
  },
).refine((env) => (env.WECHAT_APP_ID === undefined) === (env.WECHAT_APP_SECRET === undefined), {
  path: ['WECHAT_APP_SECRET'],
  message: 'and WECHAT_APP_ID belong together: set both or none',
  when: always,
});

/** Injects the {@link Settings}. */
export const SETTINGS = Symbol('Settings');

/** Names of the environment variables. */
export const SETTING_NAMES = Object.keys(Environment.shape);

/** Describes the values of each variable, as JSON Schema. */
export function describeSettings() {
  return z.toJSONSchema(Environment, { io: 'input', unrepresentable: 'any' });
}

type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const DatabaseVariables = Variables.pick({
  DATABASE_URL: true,
  DATABASE_POOL_SIZE: true,
  DATA_DIR: true,
  REQUEST_TIMEOUT_MS: true,
});

/** Settings of the database; commands need no others. */
export type DatabaseSettings = z.output<typeof DatabaseVariables>;

/** Settings from the environment, validated and with their defaults. */
export type Settings = z.output<typeof Environment>;

/**
 * Parses the settings from the environment. An empty variable counts as absent.
 *
 * @throws {App2WxappError} `invalid_options`: one message that lists every mistake
 */
export function parseSettings(env: EnvironmentVariables): Settings {
  return parse(Environment, env);
}

/**
 * Parses the settings of the database, as {@link parseSettings} does.
 *
 * @throws {App2WxappError} `invalid_options`
 */
export function parseDatabaseSettings(env: EnvironmentVariables): DatabaseSettings {
  return parse(DatabaseVariables, env);
}

function parse<T>(schema: z.ZodType<T>, env: EnvironmentVariables): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new App2WxappError('invalid_options', `The environment is invalid. ${problems.join('; ')}.`);
}
