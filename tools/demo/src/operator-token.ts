import { join } from 'node:path';
import type { DemoPlace } from './environment.js';
import type { FirstStart } from './first-start.js';
import { postJson } from './json-request.js';
import { readJsonIfThere, writePrivateJson } from './private-json.js';

/** The longest that the authority allows: a demo that rests for a while starts again. */
const TTL_DAYS = 400;

/**
 * Finds the demo's operator token, or signs in to the running authority by the token of its first start, which is for
 * that one sign-in.
 *
 * @throws {Error} when the authority refuses
 */
export async function readOrCreateOperatorToken(
  place: DemoPlace,
  { operatorToken: first }: FirstStart,
): Promise<string> {
  const path = join(place.dataDir, 'operator.json');
  const found = readJsonIfThere<{ operatorToken: string }>(path);
  if (found) return found.operatorToken;
  const signedIn = (await postJson(`${place.authority}/admin/session`, { token: first })) as {
    id: string;
    token?: string;
  };
  // An authority of before made a lasting one at once.
  const token = signedIn.token ?? first;
  const tokens = `${place.authority}/admin/operators/${signedIn.id}/tokens`;
  const { token: operatorToken } = (await postJson(tokens, { ttlDays: TTL_DAYS }, token)) as {
    token: string;
  };
  writePrivateJson(path, { operatorToken });
  return operatorToken;
}
