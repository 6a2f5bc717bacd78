import {
  findValidAfter,
  type AuthorityStore,
  type Redemption,
  type RedemptionResult,
  type Tombstone,
} from '@app2wxapp/authority';
import { readAccount } from './account-row.js';
import { FIND_AVATAR, SAVE_AVATAR } from './avatar-statements.js';
import { batchRequests } from './batch-requests.js';
import type { Database } from '../database/database.js';
import { createIssuer } from './issue-ticket.js';
import { readKey, redeemBatch } from './redeem-batch.js';
import {
  FIND_LAUNCH,
  FIND_TOMBSTONE,
  INSERT_DENIAL,
  REVOKE_SESSION,
  type TombstoneRow,
} from './ticket-statements.js';

/** Injects the `AuthorityStore` of the rules. */
export const STORE = Symbol('AuthorityStore');

/**
 * Creates the store of tickets, accounts and sessions in SQL, with the same statements on PGlite and on PostgreSQL.
 */
export function createSqlStore(database: Database): AuthorityStore {
  const exchange = batchRequests((redemptions: readonly Redemption[]) =>
    redeemBatch(database, 'digest', redemptions),
  );
  // Alone: a claim locks its ticket by another key than exchanges do, so several in a batch could deadlock with
  // those.
  const claim = async (redemption: Redemption): Promise<RedemptionResult> => {
    const [result] = await redeemBatch(database, 'state', [redemption]);
    return result as RedemptionResult;
  };
  return {
    issue: createIssuer(database),

    async saveAvatar({ accountId, userPoolId, id, type, bytes, photo, now }) {
      const base64 = Buffer.from(bytes).toString('base64');
      const values = { accountId, userPoolId, id, type, base64, photo, now: now.toISOString() };
      return (await database.query(SAVE_AVATAR, values)).length > 0;
    },

    async findAvatar(id) {
      return (await database.query(FIND_AVATAR, { id }))[0];
    },

    redeem: (redemption) => ('digest' in redemption.key ? exchange(redemption) : claim(redemption)),

    async findTombstone(userPoolId, key) {
      const { lookup, ...values } = readKey(key);
      const [row] = await database.query(FIND_TOMBSTONE[lookup], { ...values, userPoolId });
      return row && readTombstone(row);
    },

    async insertDenial({ userPoolId, stateDigest, expiresAt }) {
      await database.query(INSERT_DENIAL, { userPoolId, stateDigest, expiresAt: expiresAt.toISOString() });
    },

    async findLaunch(userPoolId, stateDigest) {
      const [row] = await database.query(FIND_LAUNCH, { userPoolId, stateDigest });
      if (row?.issued) return 'issued';
      return row?.denied ? 'denied' : undefined;
    },

    async revokeSession(sessionId, reason, now) {
      const validAfter = findValidAfter(now).toISOString();
      const values = { sessionId, reason, now: now.toISOString(), validAfter };
      return (await database.query(REVOKE_SESSION, values)).length > 0;
    },
  };
}

function readTombstone(row: TombstoneRow): Tombstone {
  const standing = row.session_id !== null && row.revoked_at === null && row.id !== null;
  return {
    codeChallenge: row.code_challenge,
    idempotencyDigest: row.idempotency_digest,
    expiresAt: row.ticket_expires_at,
    accountId: row.ticket_account_id,
    sessionId: row.session_id,
    login: standing
      ? {
          account: { ...readAccount(row), loginsCount: row.login_number },
          sessionId: row.session_id,
          appId: row.app_id,
          openid: row.openid,
          ip: row.ip,
          loggedInAt: row.logged_in_at,
        }
      : null,
  };
}
