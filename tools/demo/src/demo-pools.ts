import { join } from 'node:path';
import { mobileAppId, type DemoPlace, type DemoPool } from './environment.js';
import type { FirstStart } from './first-start.js';
import { patchJson, postJson } from './json-request.js';
import { readJsonIfThere, writePrivateJson } from './private-json.js';

/**
 * Token lifetimes of the first pool, so that an app refreshes its token visibly. The other pools keep the authority's
 * 15 days.
 */
const SHORT_TOKENS = { tokenTtlSeconds: 2 * 3600, refreshTtlSeconds: 14 * 24 * 3600 };

/** The pools of a demo. */
export interface DemoPools {
  /**
   * Pools of the authority: its own first pool, which requires its secret, and one for the direct exchange. Both
   * allow any app.
   */
  readonly pools: readonly DemoPool[];
  /** Pool for the direct exchange that only the app on the phone may log in to. */
  readonly listed: DemoPool;
}

/**
 * Finds the demo's pools, or creates those that the authority does not create itself: pools without a secret.
 * Creating them also gives the first pool tokens of two hours with refresh tokens of 14 days, which an operator may
 * change later.
 *
 * @throws {Error} when the authority refuses
 */
export async function readOrCreatePools(
  place: DemoPlace,
  { operatorToken, pools: [first, ...others] }: FirstStart,
): Promise<DemoPools> {
  if (!first)
    throw new Error(`The authority's first start in ${place.dataDir} has no pool. Remove the folder.`);
  const create = (settings: object) => createPool(place, settings, operatorToken);
  // An authority of before made the second pool as well.
  const direct =
    others.find((pool) => pool.direct) ??
    (await readOrCreate(place, 'direct-pool.json', () =>
      create({ name: '演示 Demo (direct)', secretRequired: false, allowAnyApp: true }),
    ));
  const listed = await readOrCreate(place, 'listed-pool.json', async () => {
    await patchJson(`${place.authority}/admin/pools/${first.userPoolId}`, SHORT_TOKENS, operatorToken);
    const allowedAppIds = [mobileAppId(place)];
    const pool = await create({ name: '演示 Demo (listed apps)', secretRequired: false, allowedAppIds });
    return { ...pool, listed: true };
  });
  return { pools: [first, direct], listed };
}

async function createPool(place: DemoPlace, settings: object, operatorToken: string): Promise<DemoPool> {
  const { pool, secret } = (await postJson(`${place.authority}/admin/pools`, settings, operatorToken)) as {
    pool: { id: string };
    secret: string;
  };
  return { userPoolId: pool.id, secret, direct: true };
}

async function readOrCreate(
  place: DemoPlace,
  file: string,
  create: () => Promise<DemoPool>,
): Promise<DemoPool> {
  const path = join(place.dataDir, file);
  const found = readJsonIfThere<DemoPool>(path);
  if (found) return found;
  const created = await create();
  writePrivateJson(path, created);
  return created;
}
