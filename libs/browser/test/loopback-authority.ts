import { createHash } from 'node:crypto';
import { SERVER_ERRORS, parseLaunchPath, type ServerErrorCode } from '@app2wxapp/core';
import { SERVER_STATUSES } from '@app2wxapp/core/server';
import { startLoopbackServer, type Received, type Reply } from './loopback-server.js';
import { USER } from './sample-user.js';

interface Issued {
  readonly ticket: string;
  readonly state: string | undefined;
  readonly codeChallenge: string | undefined;
  taken: boolean;
}

/** An authority as far as an app sees it: exchange and claim over HTTP, each ticket once, verifiers checked. */
export interface LoopbackAuthority {
  readonly origin: string;
  /** How many exchanges and claims arrived. */
  readonly requests: readonly Received[];
  /** While true, every line is cut. */
  offline: boolean;
  /** Issues a ticket for what the mini program was opened with. */
  issue(path: unknown): { readonly ticket: string; readonly state: string | undefined };
  close(): Promise<void>;
}

/** Starts it on a free port. The user of a ticket has the ticket as `username`. */
export async function startLoopbackAuthority(): Promise<LoopbackAuthority> {
  const issued: Issued[] = [];
  let offline = false;
  const server = await startLoopbackServer((request) => {
    if (offline) return 'cut';
    const body = JSON.parse(request.body) as Record<string, string>;
    const verifier = body.codeVerifier && createHash('sha256').update(body.codeVerifier).digest('base64url');
    const isClaim = request.url.includes('/claim/');
    const found = issued.find(({ ticket, state }) =>
      isClaim ? state === body.state : ticket === body.ticket,
    );
    if (!found) return refuse(isClaim ? 'login_pending' : 'invalid_ticket');
    if (found.taken || found.codeChallenge !== verifier)
      return refuse(isClaim ? 'login_expired' : 'invalid_ticket');
    found.taken = true;
    return { status: 200, body: { ...USER, username: found.ticket } };
  });
  return {
    origin: server.origin,
    requests: server.received,
    get offline() {
      return offline;
    },
    set offline(value) {
      offline = value;
    },
    issue: (path) => {
      const { state, codeChallenge } = parseLaunchPath(path);
      const ticket = `ticket-${issued.length + 1}`;
      issued.push({ ticket, state, codeChallenge, taken: false });
      return { ticket, state };
    },
    close: () => server.close(),
  };
}

function refuse(error: ServerErrorCode): Reply {
  return { status: SERVER_STATUSES[error], body: { code: SERVER_ERRORS[error], error, message: 'refused' } };
}
