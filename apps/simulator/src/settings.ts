import { App2WxappError } from '@app2wxapp/core';
import { z } from 'zod';

/** Pool that the page offers, without its secret. */
export interface DemoPool {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Whether the app may exchange the ticket itself, without the pool's secret. */
  readonly direct: boolean;
  /** Whether the pool lists the apps that may log in (`allowedAppIds`), the app on the phone among them. */
  readonly listed: boolean;
}

/** Settings of the simulator. */
export interface SimulatorSettings {
  /** Address to listen on. */
  readonly host: string;
  /** Port to listen on; 0 = any free one. */
  readonly port: number;
  /** Mini program that exists from the start; absent fields are generated. */
  readonly miniProgram: { readonly appId?: string; readonly secret?: string };
  /** Origin of the authority that the page talks to. */
  readonly authorityUrl: string;
  /** Origin of the app's backend that the page talks to. */
  readonly backendUrl: string;
  /** Pools that the page offers. */
  readonly demoPools: readonly DemoPool[];
  /** AppID by which WeChat knows the app on the phone. @default derived from the mini program's */
  readonly mobileAppId?: string | undefined;
}

const AppId = z.string().regex(/^wx[0-9a-f]{16}$/, 'must be an AppID such as wx0123456789abcdef');

const Origin = z
  .string()
  .refine(isOrigin, 'must be an origin such as http://localhost:4000, without a path')
  .transform((text) => new URL(text).origin);

const POOLS = 'must be JSON like [{"userPoolId": "…", "direct": false}]';
const DemoPools = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: POOLS });
      return z.NEVER;
    }
  })
  .pipe(
    z.array(
      z.object({
        userPoolId: z.string(POOLS),
        direct: z.boolean(POOLS),
        listed: z.boolean(POOLS).default(false),
      }),
      POOLS,
    ),
  );

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('must be a port, 0–65535').int().min(0).max(65_535).default(4300),
  WECHAT_APP_ID: AppId.optional(),
  WECHAT_APP_SECRET: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be 32 hex characters')
    .optional(),
  MOBILE_APP_ID: AppId.optional(),
  AUTHORITY_URL: Origin.default('http://localhost:4000'),
  BACKEND_URL: Origin.default('http://localhost:3000'),
  DEMO_POOLS: DemoPools.default([]),
});

/**
 * Parses the settings from the environment. An empty variable counts as absent.
 *
 * @throws {App2WxappError} `invalid_options`: one message that lists every mistake, and no values
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): SimulatorSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const { success, data, error } = Environment.safeParse(given);
  if (!success) {
    const problems = error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
    throw new App2WxappError('invalid_options', `The environment is invalid. ${problems.join('; ')}.`);
  }
  return {
    host: data.HOST,
    port: data.PORT,
    miniProgram: {
      ...(data.WECHAT_APP_ID !== undefined && { appId: data.WECHAT_APP_ID }),
      ...(data.WECHAT_APP_SECRET !== undefined && { secret: data.WECHAT_APP_SECRET }),
    },
    authorityUrl: data.AUTHORITY_URL,
    backendUrl: data.BACKEND_URL,
    demoPools: data.DEMO_POOLS,
    mobileAppId: data.MOBILE_APP_ID,
  };
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, pathname } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/';
}
