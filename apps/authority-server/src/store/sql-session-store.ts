import { findValidAfter, type SessionStore, type StandingSession } from '@app2wxapp/authority';
import { readAccount } from './account-row.js';
import type { SqlClient } from '../database/database.js';
import {
  FIND_ACTIVE_ACCOUNT,
  FIND_REFRESH_TOKEN,
  FIND_SESSION,
  INSERT_REFRESH_TOKEN,
  REVOKE_ALL_SESSIONS,
  ROTATE_REFRESH_TOKEN,
  type SessionRow,
} from './session-statements.js';

/** Injects the `SessionStore` of the rules. */
export const SESSIONS = Symbol('SessionStore');

/** Sessions and refresh tokens in SQL, the same statements on PGlite and on PostgreSQL. */
export function createSqlSessionStore(client: SqlClient): SessionStore {
  return {
    async findSession(userPoolId, sessionId, now) {
      const [row] = await client.query(FIND_SESSION, { userPoolId, sessionId, now: now.toISOString() });
      return row && readSession(row);
    },

    async isAccountActive(userPoolId, accountId, issuedAt) {
      const values = { userPoolId, accountId, issuedAt: issuedAt.toISOString() };
      return (await client.query(FIND_ACTIVE_ACCOUNT, values)).length > 0;
    },

    async insertRefreshToken({ digest, userPoolId, sessionId, expiresAt }) {
      await client.query(INSERT_REFRESH_TOKEN, {
        digest,
        userPoolId,
        sessionId,
        expiresAt: expiresAt.toISOString(),
      });
    },

    async rotateRefreshToken({ userPoolId, digest, nextDigest, now }) {
      const values = { userPoolId, digest, nextDigest, now: now.toISOString() };
      const [row] = await client.query(ROTATE_REFRESH_TOKEN, values);
      if (row) return { session: readSession(row) };
      const known = await findRefreshToken(client, userPoolId, digest);
      return known?.used ? { reusedSessionId: known.session_id } : undefined;
    },

    async findRefreshSession(userPoolId, digest) {
      return (await findRefreshToken(client, userPoolId, digest))?.session_id;
    },

    async revokeAllSessions(accountId, reason, now) {
      const validAfter = findValidAfter(now).toISOString();
      const values = { accountId, reason, now: now.toISOString(), validAfter };
      return (await client.query(REVOKE_ALL_SESSIONS, values)).length;
    },
  };
}

async function findRefreshToken(client: SqlClient, userPoolId: string, digest: string) {
  return (await client.query(FIND_REFRESH_TOKEN, { userPoolId, digest }))[0];
}

function readSession(row: SessionRow): StandingSession {
  return {
    id: row.session_id,
    userPoolId: row.user_pool_id,
    appId: row.app_id,
    openid: row.openid,
    ip: row.ip,
    expiresAt: row.expires_at,
    account: readAccount(row),
  };
}
