import type { PoolReport } from '../../../src/http/own-app-routes.js';
import { fetchInTime } from '../fetch-in-time.js';
import { addMiniProgram, findPool, type PageConfig } from '../page-config.js';
import { readOwnApp, type OwnApp, type OwnAppOnPhone, type OwnAppParameter } from './own-app.js';

/** Reason why the own app, or its backend, cannot be used. */
export type OwnAppProblem =
  | { readonly kind: 'invalid'; readonly names: readonly OwnAppParameter[] }
  | { readonly kind: Exclude<PoolReport['status'], 'allowed'>; readonly app: OwnApp }
  | { readonly kind: BackendProblem; readonly app: OwnApp };

/** `backend_pool`: it is the demo's backend, which serves another pool. */
type BackendProblem = 'backend_silent' | 'backend_cors' | 'backend_pool';

/** Own app, if it can be put on the phone, and its problem, if it has one. */
export interface PreparedOwnApp {
  readonly own?: OwnAppOnPhone;
  readonly problem?: OwnAppProblem;
}

/** Checks the own app that the address names, and adds its mini program to the simulator. */
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

/** Sends a request like the app's own, with an invalid token: any response at all passes. */
async function checkBackend(backend: string): Promise<BackendProblem | undefined> {
  const url = `${backend}/me`;
  try {
    await fetchInTime(url, { headers: { authorization: 'Bearer none' } });
    return undefined;
  } catch {
    // The browser reports no more. It does send requests whose response no page may read.
    return fetchInTime(url, { mode: 'no-cors' }).then(
      () => 'backend_cors' as const,
      () => 'backend_silent' as const,
    );
  }
}
