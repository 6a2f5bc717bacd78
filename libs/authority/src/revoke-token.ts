import type { Audit } from './audit.port.js';
import type { AuthorityStore } from './authority-store.port.js';
import { digest } from './digest.js';
import type { UserPool } from './user-pool.js';
import { introspectToken, type TokenDependencies } from './verify-session-token.js';

/** Dependencies of revoking a token. */
export interface RevokeDependencies extends TokenDependencies {
  /** Store that revokes sessions. */
  readonly store: AuthorityStore;
  /** Record of events. */
  readonly audit: Audit;
}

/**
 * Revokes the session of a token or refresh token, or all sessions of its user: logging out. An inactive token is no
 * error. A token of Authing's format names no session: all sessions of its user are revoked.
 *
 * @returns how many sessions were active
 * @see https://www.rfc-editor.org/rfc/rfc7009
 */
export async function revokeToken(
  dependencies: RevokeDependencies,
  pool: UserPool,
  request: { readonly token: string; readonly allSessions: boolean; readonly ip: string },
): Promise<number> {
  const { store, sessions, clock, audit } = dependencies;
  const now = new Date(clock.now());
  const claims = await introspectToken(dependencies, pool, request.token);
  const session = claims
    ? { id: claims.sid, accountId: claims.data.id }
    : await sessions.findRefreshSession(pool.id, digest(request.token), now);
  if (!session) return 0;
  const { id, accountId } = session;
  let ended = 0;
  if (request.allSessions || id === undefined) {
    ended = await sessions.revokeAllSessions(accountId, 'logout', now);
  } else if (await store.revokeSession(id, 'logout', now)) {
    ended = 1;
  }
  if (ended > 0) audit.record({ type: 'logged_out', userPoolId: pool.id, ip: request.ip, accountId });
  return ended;
}
