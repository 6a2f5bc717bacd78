import type {
  AuthorityStore,
  Picture,
  Redemption,
  RedemptionResult,
  TicketKey,
  Tombstone,
} from '@app2wxapp/authority';
import { readAccount } from './account-row.js';
import { FIND_AVATAR, SAVE_AVATAR } from './avatar-statements.js';
import type { Database } from './database.js';
import { findOrCreateAccount } from './find-or-create-account.js';
import {
  FIND_LAUNCH,
  FIND_TOMBSTONE,
  INSERT_DENIAL,
  INSERT_TICKET,
  REDEEM,
  REVOKE_SESSION,
  type LaunchRow,
  type RedeemRow,
  type TombstoneRow,
} from './ticket-statements.js';

/** Keeps tickets, accounts and sessions in SQL: the same statements on PGlite and on PostgreSQL. */
export function createSqlStore(database: Database): AuthorityStore {
  return {
    findOrCreateAccount: (request) => findOrCreateAccount(database, request),

    async saveAvatar({ accountId, userPoolId, id, type, bytes, photo, now }) {
      const base64 = Buffer.from(bytes).toString('base64');
      const values = [accountId, userPoolId, id, type, base64, photo, now.toISOString()];
      return (await database.query(SAVE_AVATAR, values)).length > 0;
    },

    async findAvatar(id) {
      return (await database.query<Picture>(FIND_AVATAR, [id]))[0];
    },

    async insertTicket(ticket) {
      await database.query(INSERT_TICKET, [
        ticket.digest,
        ticket.userPoolId,
        ticket.accountId,
        ticket.appId,
        ticket.openid,
        ticket.stateDigest,
        ticket.codeChallenge,
        ticket.issuedAt.toISOString(),
        ticket.expiresAt.toISOString(),
      ]);
    },

    async redeem(redemption) {
      const [lookup, keys] = splitKey(redemption.key);
      const rows = await database.query<RedeemRow>(REDEEM[lookup], [
        ...keys,
        redemption.userPoolId,
        redemption.now.toISOString(),
        redemption.session.id,
        redemption.idempotencyDigest,
        redemption.codeChallenge,
        redemption.requireBinding,
        redemption.ip,
        redemption.session.expiresAt.toISOString(),
      ]);
      return readResult(redemption, rows[0]);
    },

    async findTombstone(userPoolId, key) {
      const [lookup, keys] = splitKey(key);
      const values = [...keys, userPoolId];
      const [row] = await database.query<TombstoneRow>(FIND_TOMBSTONE[lookup], values);
      return row && readTombstone(row);
    },

    async insertDenial({ userPoolId, stateDigest, expiresAt }) {
      await database.query(INSERT_DENIAL, [userPoolId, stateDigest, expiresAt.toISOString()]);
    },

    async findLaunch(userPoolId, stateDigest) {
      const [row] = await database.query<LaunchRow>(FIND_LAUNCH, [userPoolId, stateDigest]);
      if (row?.issued) return 'issued';
      return row?.denied ? 'denied' : undefined;
    },

    async revokeSession(sessionId, reason, now) {
      const rows = await database.query(REVOKE_SESSION, [sessionId, now.toISOString(), reason]);
      return rows.length > 0;
    },
  };
}

function splitKey(key: TicketKey): ['digest' | 'state', [string, string | null]] {
  return 'digest' in key ? ['digest', [key.digest, null]] : ['state', [key.stateDigest, key.codeChallenge]];
}

function readResult(redemption: Redemption, row: RedeemRow | undefined): RedemptionResult {
  if (!row) return { refusal: 'not_taken' };
  if (!row.alive) return { refusal: 'expired' };
  if (!row.bound) return { refusal: 'binding' };
  if (row.counted_id === null) return { refusal: 'blocked' };
  return {
    login: {
      account: readAccount(row),
      sessionId: redemption.session.id,
      appId: row.app_id,
      openid: row.openid,
      ip: redemption.ip,
      loggedInAt: redemption.now,
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
