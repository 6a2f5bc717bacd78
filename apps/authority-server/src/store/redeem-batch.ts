import type { Redemption, RedemptionResult, TicketKey } from '@app2wxapp/authority';
import { readAccount } from './account-row.js';
import { listBatchValues } from './batch-values.js';
import type { SqlClient } from '../database/database.js';
import { REDEEM, type Lookup, type RedeemRow, type RedeemValues } from './ticket-statements.js';

/**
 * Redeems tickets as `AuthorityStore.redeem` does: any number of attempts in one statement, each with the same result
 * as alone.
 *
 * @param redemptions attempts whose keys are all of the kind of `lookup`
 * @returns their results, in their order
 */
export async function redeemBatch(
  client: SqlClient,
  lookup: Lookup,
  redemptions: readonly Redemption[],
): Promise<RedemptionResult[]> {
  const rows = await client.query(REDEEM[lookup], listBatchValues(redemptions.map(listValues)));
  const ends = new Map(rows.map((row) => [row.attempt_session_id, row]));
  return redemptions.map((redemption) => readResult(redemption, ends.get(redemption.session.id)));
}

/** Returns the value and the kind of a ticket's key, which selects the statement. */
export function readKey(key: TicketKey): { lookup: Lookup; key: string; keyChallenge: string | null } {
  return 'digest' in key
    ? { lookup: 'digest', key: key.digest, keyChallenge: null }
    : { lookup: 'state', key: key.stateDigest, keyChallenge: key.codeChallenge };
}

function listValues(redemption: Redemption): RedeemValues {
  const { key, keyChallenge } = readKey(redemption.key);
  const { userPoolId, now, session, idempotencyDigest, codeChallenge, requireBinding, ip } = redemption;
  return {
    key,
    keyChallenge,
    userPoolId,
    now: now.toISOString(),
    sessionId: session.id,
    idempotencyDigest,
    challenge: codeChallenge,
    needsBinding: requireBinding,
    ip,
    sessionEnd: session.expiresAt.toISOString(),
  };
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
