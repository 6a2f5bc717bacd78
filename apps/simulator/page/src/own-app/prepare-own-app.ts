import type { PoolReport } from '../../../src/http/own-app-routes.js';
import { fetchInTime } from '../fetch-in-time.js';
import { addMiniProgram, findPool, type PageConfig } from '../page-config.js';
import { readOwnApp, type OwnApp, type OwnAppOnPhone, type OwnAppParameter } from './own-app.js';

/** Why the own app, or its backend, cannot be used as it is. */
export type OwnAppProblem =
  | { readonly kind: 'invalid'; readonly names: readonly OwnAppParameter[] }
  | { readonly kind: Exclude<PoolReport['status'], 'allowed'>; readonly app: OwnApp }
  | { readonly kind: BackendProblem; readonly app: OwnApp };

/** `backend_pool`: it is the demo's backend, which serves another pool. */
type BackendProblem = 'backend_silent' | 'backend_cors' | 'backend_pool';

/** The own app, if it can be put on the phone, and what is wrong with it, if anything is. */
export interface PreparedOwnApp {
  readonly own?: OwnAppOnPhone;
  readonly problem?: OwnAppProblem;
}

/** Checks the own app that the address names, and has the simulator know its mini program. */
export async function prepareOwnApp(search: string, config: PageConfig): Promise<PreparedOwnApp> {
  const read = readOwnApp(search);
  if (read === undefined) return {};
  if ('invalid' in read) return { problem: { kind: 'invalid', names: read.invalid } };
  const { app } = read;
  const [{ status, name = '' }, userName, backend] = await Promise.all([
    findPool(app.pool),
    app.miniprogram === undefined ? undefined : addMiniProgram(app.miniprogram),
    app.backend === undefined ? undefined : findBackendProblem(app, app.backend, config),
  ]);
  if (status !== 'allowed') return { problem: { kind: status, app } };
  const own = { ...app, name, ...(userName !== undefined && { userName }) };
  return backend === undefined ? { own } : { own, problem: { kind: backend, app } };
}

async function findBackendProblem(
  { pool }: OwnApp,
  backend: string,
  config: PageConfig,
): Promise<BackendProblem | undefined> {
  const isServed = config.pools.some(({ userPoolId, direct }) => userPoolId === pool && !direct);
  if (backend === config.backend && config.pools.length > 0 && !isServed) return 'backend_pool';
  return checkBackend(backend);
}

/** What a request as the app's own would meet: the token is none, so any response at all passes. */
async function checkBackend(backend: string): Promise<BackendProblem | undefined> {
  const url = `${backend}/me`;
  try {
    await fetchInTime(url, { headers: { authorization: 'Bearer none' } });
    return undefined;
  } catch {
    // The browser says no more. It does send what it lets no page read.
    return fetchInTime(url, { mode: 'no-cors' }).then(
      () => 'backend_cors' as const,
      () => 'backend_silent' as const,
    );
  }
}
