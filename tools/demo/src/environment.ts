import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readOrCreatePrivateJson } from './private-json.js';

/** The three servers of the demo. */
export type AppName = 'authority-server' | 'backend' | 'simulator';

/** Ports and data folder of the demo. */
export interface DemoPlace {
  /** Folder for all data, absolute. */
  readonly dataDir: string;
  /** Origins, e.g. `http://localhost:4000`. */
  readonly authority: string;
  readonly backend: string;
  readonly simulator: string;
}

/** User pool of the demo, with the settings of its backend. */
export interface DemoPool {
  readonly userPoolId: string;
  readonly secret: string;
  /** Whether an app may exchange tickets itself, without the secret. */
  readonly direct: boolean;
  /** Whether only the app on the phone may log in to it. */
  readonly listed?: boolean;
}

// A shell may have any of these for another project. The demo uses only its own.
const FOREIGN =
  /^(DATABASE_URL|MASTER_KEY|REDIS_URL|TRUST_PROXY|PUBLIC_URL|PORT|HOST|NODE_ENV|CONSOLE_DIR|METRICS_TOKEN|(WECHAT|APP2WXAPP|RATE_LIMIT)_.*)$/;

/** Returns the AppID by which WeChat knows the app on the phone: the same at every start. */
export function mobileAppId(place: DemoPlace): string {
  const { WECHAT_APP_ID } = readWechatCredentials(place);
  return `wx${createHash('sha256').update(`mobile app ${WECHAT_APP_ID}`).digest('hex').slice(0, 16)}`;
}

/** Data folder of the authority. */
export function authorityDataDir(place: DemoPlace): string {
  return join(place.dataDir, 'authority');
}

/**
 * Creates the environment of one app.
 *
 * @param pools the authority's pools, in its order; the authority itself needs none
 */
export function createEnvironment(
  app: AppName,
  place: DemoPlace,
  pools: readonly DemoPool[],
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return { ...Object.fromEntries(inherited), ...ENVIRONMENTS[app](place, pools) };
}

const ENVIRONMENTS = {
  'authority-server': (place: DemoPlace) => ({
    ...listenAt(place.authority),
    ...readWechatCredentials(place),
    DATA_DIR: authorityDataDir(place),
    WECHAT_API_URL: place.simulator,
    SIMULATOR_URL: place.simulator,
    BACKEND_URL: place.backend,
    DOCS_URL: 'https://github.com/app2wxapp/app2wxapp/tree/main/docs',
    // On a developer's machine every request comes from one address.
    RATE_LIMIT_IP_PER_MINUTE: '0',
  }),
  backend: (place: DemoPlace, pools: readonly DemoPool[]) => ({
    ...listenAt(place.backend),
    DATA_DIR: join(place.dataDir, 'backend'),
    APP2WXAPP_AUTHORITY: place.authority,
    APP2WXAPP_USER_POOL_ID: pools[0]?.userPoolId,
    APP2WXAPP_SECRET: pools[0]?.secret,
    // The simulator must show a revoked session at once.
    APP2WXAPP_ONLINE_CACHE_SECONDS: '0',
    CORS_ORIGINS: place.simulator,
  }),
  simulator: (place: DemoPlace, pools: readonly DemoPool[]) => ({
    ...listenAt(place.simulator),
    ...readWechatCredentials(place),
    AUTHORITY_URL: place.authority,
    BACKEND_URL: place.backend,
    DEMO_POOLS: JSON.stringify(
      pools.map(({ userPoolId, direct, listed }) => ({ userPoolId, direct, listed })),
    ),
    MOBILE_APP_ID: mobileAppId(place),
  }),
} satisfies Record<AppName, (place: DemoPlace, pools: readonly DemoPool[]) => NodeJS.ProcessEnv>;

function listenAt(origin: string): NodeJS.ProcessEnv {
  return { HOST: '127.0.0.1', PORT: new URL(origin).port, PUBLIC_URL: origin };
}

// The mini program that the authority and the simulator share. Its secret is created at the first start.
function readWechatCredentials({ dataDir }: DemoPlace): { WECHAT_APP_ID: string; WECHAT_APP_SECRET: string } {
  return readOrCreatePrivateJson(join(dataDir, 'mini-program.json'), () => ({
    WECHAT_APP_ID: `wx${randomBytes(8).toString('hex')}`,
    WECHAT_APP_SECRET: randomBytes(16).toString('hex'),
  }));
}
