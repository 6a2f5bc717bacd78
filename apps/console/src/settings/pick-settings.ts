import { REQUEST_LIMITS } from '../api/request-limits.js';
import type { Settings } from './setting-texts.js';

/** Copies only the settings of a pool. */
export function pickSettings(pool: Settings): Settings {
  const names = Object.keys(REQUEST_LIMITS.PoolChanges) as (keyof Settings)[];
  return Object.fromEntries(names.map((name) => [name, pool[name]])) as unknown as Settings;
}
