import { App2WxappError } from '@app2wxapp/core';

/** A pool that the page offers. The page never learns a secret. */
export interface DemoPool {
  readonly userPoolId: string;
  /** Whether the app may exchange the ticket itself, without the pool's secret. */
  readonly direct: boolean;
  /** Whether the pool lists the apps that may log in (`allowedAppIds`), the app on the phone among them. */
  readonly listed: boolean;
}

/** Everything the simulator is told from outside. */
export interface SimulatorSettings {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** The mini program it knows from the start; what is absent is generated. */
  readonly miniProgram: { readonly appId?: string; readonly secret?: string };
  /** Origin of the authority that the page talks to. */
  readonly authorityUrl: string;
  /** Origin of the app's backend that the page talks to. */
  readonly backendUrl: string;
  readonly demoPools: readonly DemoPool[];
  /** Under which AppID WeChat knows the app on the phone. Derived from the mini program's when absent. */
  readonly mobileAppId?: string | undefined;
}

/**
 * Reads the settings from the environment.
 *
 * @throws {App2WxappError} `invalid_options`, naming the variable
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): SimulatorSettings {
  return {
    host: env.HOST ?? '127.0.0.1',
    port: parsePort(env.PORT ?? '4300'),
    miniProgram: {
      appId: parsePattern('WECHAT_APP_ID', env.WECHAT_APP_ID, /^wx[0-9a-f]{16}$/),
      secret: parsePattern('WECHAT_APP_SECRET', env.WECHAT_APP_SECRET, /^[0-9a-f]{32}$/),
    },
    authorityUrl: parseOrigin('AUTHORITY_URL', env.AUTHORITY_URL ?? 'http://localhost:4000'),
    backendUrl: parseOrigin('BACKEND_URL', env.BACKEND_URL ?? 'http://localhost:3000'),
    demoPools: parsePools(env.DEMO_POOLS ?? '[]'),
    mobileAppId: parsePattern('MOBILE_APP_ID', env.MOBILE_APP_ID, /^wx[0-9a-f]{16}$/),
  };
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65_535) return port;
  throw invalid('PORT', 'must be a number from 0 to 65535');
}

function parsePattern(name: string, text: string | undefined, pattern: RegExp): string | undefined {
  if (text === undefined || pattern.test(text)) return text;
  throw invalid(name, `must match ${pattern.source}`);
}

function parseOrigin(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
  throw invalid(name, 'must be an origin such as http://localhost:4000');
}

function parsePools(text: string): readonly DemoPool[] {
  const pools = readJson(text);
  if (Array.isArray(pools) && pools.every(isPool)) {
    return pools.map(({ userPoolId, direct, listed = false }) => ({ userPoolId, direct, listed }));
  }
  throw invalid('DEMO_POOLS', 'must be JSON like [{"userPoolId": "…", "direct": false}]');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPool(value: unknown): value is Omit<DemoPool, 'listed'> & Partial<DemoPool> {
  const pool = (value ?? {}) as Record<string, unknown>;
  return (
    typeof pool.userPoolId === 'string' &&
    typeof pool.direct === 'boolean' &&
    (pool.listed === undefined || typeof pool.listed === 'boolean')
  );
}

function invalid(name: string, what: string): App2WxappError {
  return new App2WxappError('invalid_options', `${name} ${what}.`);
}
