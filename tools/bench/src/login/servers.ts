import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { APP_ID, POOL } from './prepare-rows.js';
import { MASTER_KEY } from './sign-tokens.js';
import { startServer, type StartedServer } from './start-server.js';
import { CREDENTIALS, type Target } from './steps.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const AUTHORITY = at('../../../../apps/authority-server/dist/main.js');
const NO_LIMITS = Object.fromEntries(
  ['IP', 'POOL', 'BACKEND', 'SIGN_IN', 'OPENID', 'AVATAR'].map((kind) => [
    `RATE_LIMIT_${kind}_PER_MINUTE`,
    '0',
  ]),
);

/** Starts the authority on a database. */
export function startAuthority(
  env: Record<string, string>,
  wechat: StartedServer,
  folder: string,
): Promise<StartedServer> {
  return startServer(AUTHORITY, {
    env: (url) => ({
      ...NO_LIMITS,
      LOG_LEVEL: 'warn',
      MASTER_KEY: MASTER_KEY.toString('base64'),
      PUBLIC_URL: url,
      WECHAT_API_URL: wechat.url,
      WECHAT_APP_ID: APP_ID,
      WECHAT_APP_SECRET: 'the-app-secret-of-the-benchmark',
      PROFILE: join(folder, 'authority.cpuprofile'),
      ...env,
    }),
  });
}

/** Starts the stub of WeChat beside the measured servers. */
export function startWechat(): Promise<StartedServer> {
  return startServer(at('./wechat-stub.js'), { isMeasured: false });
}

/** Starts the floor and the backends, around an authority. */
export async function startOthers(
  authority: StartedServer,
  env: Record<string, string>,
  folder: string,
): Promise<Map<Target, StartedServer>> {
  const servers = new Map<Target, StartedServer>([['authority', authority]]);
  const start = (script: string, name: Target) =>
    startServer(at(script), {
      args: [name],
      env: () => ({
        ...env,
        AUTHORITY_URL: authority.url,
        CREDENTIALS,
        PROFILE: join(folder, `${name}.cpuprofile`),
      }),
    });
  servers.set('floor', await start('./floor-server.js', 'floor'));
  for (const kind of ['open', 'online', 'cached', 'offline'] as const) {
    servers.set(kind, await start('./me-server.js', kind));
  }
  return servers;
}

/** Starts the example backend. It sends the authority nothing before a user does. */
export function startBackend(
  authority: string,
  folder: string,
  env: Record<string, string> = {},
): Promise<StartedServer> {
  return startServer(at('../../../../apps/backend/dist/main.js'), {
    env: () => ({
      ...env,
      APP2WXAPP_AUTHORITY: authority,
      APP2WXAPP_USER_POOL_ID: POOL.id,
      APP2WXAPP_SECRET: POOL.secret,
      DATA_DIR: join(folder, 'backend'),
      LOG_LEVEL: 'warn',
    }),
  });
}

/** Starts a peer. It writes the bodies to send into a file. */
export function startPeer(peer: string, bodies: string, count: number): Promise<StartedServer> {
  const env = { BODIES: bodies, COUNT: String(count) };
  return startServer(at('../../peers/peer-server.mjs'), { args: [peer], env: () => env });
}
