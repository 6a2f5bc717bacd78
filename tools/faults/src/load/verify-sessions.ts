import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthorityRequests, OpenSession } from './authority-requests.js';

const AT_ONCE = 8;
const ATTEMPTS = 40;

/** Asks for each session once more whether it is active: what was answered must still hold at the end. */
export async function verifySessions(
  requests: AuthorityRequests,
  authorities: readonly string[],
  sessions: readonly OpenSession[],
): Promise<void> {
  const waiting = [...new Map(sessions.map((session) => [session.id, session])).values()];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, index) => {
      for (let session = waiting.pop(); session; session = waiting.pop()) {
        for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
          const authority = authorities[(index + attempt) % authorities.length] ?? '';
          if ((await requests.introspect(authority, session)) !== undefined) break;
          await sleep(500);
        }
      }
    }),
  );
}
