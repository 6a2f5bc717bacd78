import { App2WxappError } from '@app2wxapp/core';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

/** Schema of a list of words, separated by commas. */
const List = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
);

const Environment = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('must be a port, 0–65535').int().min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  DATA_DIR: z.string().default('.data/backend'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgresql://…' }).optional(),
  CORS_ORIGINS: List.refine(
    (origins) => origins.every(isOrigin),
    'must be origins such as https://app.example.com',
  ).default([]),
  APP2WXAPP_AUTHORITY: z.url({ protocol: /^https?$/, error: 'must be the origin of the authority' }),
  APP2WXAPP_USER_POOL_ID: z.string('must be the id of the user pool'),
  APP2WXAPP_SECRET: z.string('must be the secret of the user pool'),
  APP2WXAPP_ISSUER: z.string().optional(),
  APP2WXAPP_TOKEN_KEY: z.string().optional(),
  APP2WXAPP_VERIFICATION: z.enum(['online', 'offline']).default('online'),
  APP2WXAPP_ONLINE_CACHE_SECONDS: z.coerce.number('must be seconds').min(0).default(5),
  APP2WXAPP_INSECURE_HTTP_HOSTS: List.default([]),
});

/** Settings from the environment, validated and with their defaults. */
export type Settings = z.output<typeof Environment>;

/**
 * Parses the settings from the environment. An empty variable counts as absent.
 *
 * @throws {App2WxappError} `invalid_options`: one message that lists every mistake, without values
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new App2WxappError('invalid_options', `The environment is invalid. ${problems.join('; ')}.`);
}
