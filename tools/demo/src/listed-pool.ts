import { join } from 'node:path';
import { mobileAppId, type DemoPlace, type DemoPool } from './environment.js';
import type { FirstStart } from './first-start.js';
import { patchJson, postJson } from './json-request.js';
import { readJsonIfThere, writePrivateJson } from './private-json.js';

/** Of the first pool, so that an app is seen to refresh its token. The other pools keep the authority's 15 days. */
const SHORT_TOKENS = { tokenTtlSeconds: 2 * 3600, refreshTtlSeconds: 14 * 24 * 3600 };

/**
 * Finds the demo's third pool, which the app on the phone alone may log in to, or has the running authority make it:
 * the authority's own first two are open to every app, for requests by curl. Making it also gives the first pool tokens of
 * two hours with refresh tokens of 14 days, which an operator may change later.
 *
 * @throws {Error} when the authority refuses
 */
export async function readOrCreateListedPool(
  place: DemoPlace,
  { operatorToken, pools }: FirstStart,
): Promise<DemoPool> {
  const path = join(place.dataDir, 'listed-pool.json');
  const found = readJsonIfThere<DemoPool>(path);
  if (found) return found;
  await patchJson(`${place.authority}/admin/pools/${pools[0]?.userPoolId}`, SHORT_TOKENS, operatorToken);
  const settings = {
    name: '演示 Demo (listed apps)',
    secretRequired: false,
    allowedAppIds: [mobileAppId(place)],
  };
  const { pool, secret } = (await postJson(`${place.authority}/admin/pools`, settings, operatorToken)) as {
    pool: { id: string };
    secret: string;
  };
  const made = { userPoolId: pool.id, secret, direct: true, listed: true };
  writePrivateJson(path, made);
  return made;
}
