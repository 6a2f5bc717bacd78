import { findValidAfter, type SessionStore, type StandingSession } from '@app2wxapp/authority';
import { readAccount } from './account-row.js';
import { batchRequests } from './batch-requests.js';
import { listBatchValues } from './batch-values.js';
import type { SqlClient } from '../database/database.js';
import {
  FIND_ACTIVE_ACCOUNTS,
  FIND_ACTIVE_SESSIONS,
  FIND_REFRESH_SESSION,
  FIND_REFRESH_TOKEN,
  INSERT_REFRESH_TOKEN,
  REVOKE_ALL_SESSIONS,
  ROTATE_REFRESH_TOKEN,
  type SessionRow,
} from './session-statements.js';

/** Injects the `SessionStore` of the rules. */
export const SESSIONS = Symbol('SessionStore');

/** Creates the store of sessions and refresh tokens in SQL, with the same statements on PGlite and on PostgreSQL. */
export function createSqlSessionStore(client: SqlClient): SessionStore {
  const findActiveSession = batchRequests((asked: readonly Asked<'sessionId' | 'now'>[]) =>
    client.query(FIND_ACTIVE_SESSIONS, listBatchValues(asked)).then((rows) => readAnswers(asked, rows)),
  );
  const findActiveAccount = batchRequests((asked: readonly Asked<'accountId' | 'issuedAt'>[]) =>
    client.query(FIND_ACTIVE_ACCOUNTS, listBatchValues(asked)).then((rows) => readAnswers(asked, rows)),
  );
  return {
    isSessionActive: (userPoolId, sessionId, now) =>
      findActiveSession({ userPoolId, sessionId, now: now.toISOString() }),

    isAccountActive: (userPoolId, accountId, issuedAt) =>
      findActiveAccount({ userPoolId, accountId, issuedAt: issuedAt.toISOString() }),

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
      const [known] = await client.query(FIND_REFRESH_TOKEN, { userPoolId, digest });
      return known?.used ? { reusedSessionId: known.session_id } : undefined;
    },

    async findRefreshSession(userPoolId, digest, now) {
      const [row] = await client.query(FIND_REFRESH_SESSION, { userPoolId, digest, now: now.toISOString() });
      return row && { id: row.id, accountId: row.account_id };
    },

    async revokeAllSessions(accountId, reason, now) {
      const validAfter = findValidAfter(now).toISOString();
      const values = { accountId, reason, now: now.toISOString(), validAfter };
      return (await client.query(REVOKE_ALL_SESSIONS, values)).length;
    },
  };
}

/** Query about a pool. */
type Asked<Name extends string> = Readonly<Record<'userPoolId' | Name, string>>;

function readAnswers(asked: readonly unknown[], rows: readonly { readonly nth: number }[]): boolean[] {
  const yes = new Set(rows.map(({ nth }) => nth));
  return asked.map((_, index) => yes.has(index + 1));
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
