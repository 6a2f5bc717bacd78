import type { Pool } from '../api/client.js';

/** Options of the address that opens the simulator on a pool. */
export interface TryOptions {
  /** Origin of the simulator. */
  readonly simulatorUrl: string;
  /** Origin of the backend; `undefined` without one. */
  readonly backendUrl?: string | undefined;
  /** Language of the page. */
  readonly language: 'zh' | 'en';
}

/**
 * Builds the address of the simulator's page for a pool. Nothing in it is secret. A pool that requires its secret is
 * tried with the backend, where one is known; in direct mode the app exchanges.
 */
export function buildTryAddress(
  { id, secretRequired, allowedAppIds, miniProgram }: TriedPool,
  { simulatorUrl, backendUrl, language }: TryOptions,
): string {
  const [appId] = allowedAppIds;
  const query = new URLSearchParams({
    pool: id,
    ...(secretRequired && backendUrl !== undefined && { backend: backendUrl }),
    ...(appId !== undefined && { appid: appId }),
    ...(miniProgram && { miniprogram: miniProgram.appId }),
    lang: language,
  });
  return `${simulatorUrl}/?${query.toString()}`;
}

type TriedPool = Pick<Pool, 'id' | 'secretRequired' | 'allowedAppIds' | 'miniProgram'>;
