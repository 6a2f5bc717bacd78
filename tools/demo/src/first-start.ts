import { join } from 'node:path';
import { authorityDataDir, type DemoPlace, type DemoPool } from './environment.js';
import { readJsonIfThere } from './private-json.js';

/** Secrets of the authority's first start, in clear: it keeps only hashes itself. */
export interface FirstStart {
  /** Of the file, for one sign-in; of a running demo the lasting one. */
  readonly operatorToken: string;
  readonly pools: readonly DemoPool[];
}

interface StoredFirstStart {
  readonly operatorToken: string;
  readonly pools: readonly (Omit<DemoPool, 'direct'> & Partial<Pick<DemoPool, 'direct'>>)[];
}

/**
 * Reads what the authority made on its first start.
 *
 * @returns `undefined` when it has not been started yet
 */
export function readFirstStart(place: DemoPlace): FirstStart | undefined {
  const made = readJsonIfThere<StoredFirstStart>(join(authorityDataDir(place), 'first-start.json'));
  // An authority of before wrote which of its two pools needs no secret.
  return made && { ...made, pools: made.pools.map((pool) => ({ direct: false, ...pool })) };
}
