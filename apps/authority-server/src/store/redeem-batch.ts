import type { Redemption, RedemptionResult, TicketKey } from '@app2wxapp/authority';
import { readAccount } from './account-row.js';
import type { SqlClient } from '../database/database.js';
import { REDEEM, type Lookup, type RedeemRow } from './ticket-statements.js';

/**
 * See `AuthorityStore.redeem`: any number of attempts in one statement, of which each comes out as it would alone.
 *
 * @param redemptions whose keys are all of the kind of `lookup`
 * @returns their results, in their order
 */
export async function redeemBatch(
  client: SqlClient,
  lookup: Lookup,
  redemptions: readonly Redemption[],
): Promise<RedemptionResult[]> {
  const attempts = redemptions.map(listValues);
  const columns = attempts[0]?.map((_, column) => attempts.map((values) => values[column])) ?? [];
  const rows = await client.query<RedeemRow>(REDEEM[lookup], [...columns, attempts.length]);
  const ends = new Map(rows.map((row) => [row.attempt_session_id, row]));
  return redemptions.map((redemption) => readResult(redemption, ends.get(redemption.session.id)));
}

/** What finds a ticket of this key, for the first two parameters. */
export function listKey(key: TicketKey): [Lookup, string, string | null] {
  return 'digest' in key ? ['digest', key.digest, null] : ['state', key.stateDigest, key.codeChallenge];
}

function listValues(redemption: Redemption) {
  const { key, userPoolId, now, session, idempotencyDigest, codeChallenge, requireBinding, ip } = redemption;
  const [, ...keys] = listKey(key);
  return [
    ...keys,
    userPoolId,
    now.toISOString(),
    session.id,
    idempotencyDigest,
    codeChallenge,
    requireBinding,
    ip,
    session.expiresAt.toISOString(),
  ];
}

function readResult(redemption: Redemption, row: RedeemRow | undefined): RedemptionResult {
  if (!row) return { refusal: 'not_taken' };
  if (!row.alive) return { refusal: 'expired' };
  if (!row.bound) return { refusal: 'binding' };
  if (row.login_number === null) return { refusal: 'blocked' };
  return {
    login: {
      account: { ...readAccount(row), loginsCount: row.login_number },
      sessionId: redemption.session.id,
      appId: row.app_id,
      openid: row.openid,
      ip: redemption.ip,
      loggedInAt: redemption.now,
    },
  };
}
