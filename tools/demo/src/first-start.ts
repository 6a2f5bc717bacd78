import { join } from 'node:path';
import { authorityDataDir, type DemoPlace, type DemoPool } from './environment.js';
import { readJsonIfThere } from './private-json.js';

/** Secrets of the authority's first start, in clear: the authority stores only digests. */
export interface FirstStart {
  /** Operator token: that of the file, for one sign-in; in a running demo the lasting one. */
  readonly operatorToken: string;
  readonly pools: readonly DemoPool[];
}

interface StoredFirstStart {
  readonly operatorToken: string;
  readonly pools: readonly (Omit<DemoPool, 'direct'> & Partial<Pick<DemoPool, 'direct'>>)[];
}

/**
 * Reads the data that the authority created at its first start.
 *
 * @returns `undefined` before the first start
 */
export function readFirstStart(place: DemoPlace): FirstStart | undefined {
  const made = readJsonIfThere<StoredFirstStart>(join(authorityDataDir(place), 'first-start.json'));
  // An authority of before wrote which of its two pools needs no secret.
  return made && { ...made, pools: made.pools.map((pool) => ({ direct: false, ...pool })) };
}
