import { join } from 'node:path';
import { mobileAppId, type DemoPlace, type DemoPool } from './environment.js';
import type { FirstStart } from './first-start.js';
import { postJson } from './json-request.js';
import { readJsonIfThere, writePrivateJson } from './private-json.js';

/**
 * Finds the demo's third pool, which the app on the phone alone may log in to, or has the running authority make it:
 * the authority's own first two are open to every app, for requests by curl.
 *
 * @throws {Error} when the authority refuses
 */
export async function readOrCreateListedPool(
  place: DemoPlace,
  { operatorToken }: FirstStart,
): Promise<DemoPool> {
  const path = join(place.dataDir, 'listed-pool.json');
  const found = readJsonIfThere<DemoPool>(path);
  if (found) return found;
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
