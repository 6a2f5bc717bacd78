import { randomBytes } from 'node:crypto';
import type { ServerErrorCode, User } from '@app2wxapp/core';
import type { LoggedInUser } from '../login-answer.js';

/** What binds a ticket to the app that launched. `state` is needed for a claim only. */
export interface StandInBinding {
  readonly codeVerifier: string;
  readonly state?: string;
}

/** The stand-in's tickets: each is taken once, by an exchange or by a claim. */
export interface StandInLogins {
  issueTicket(user?: Partial<User>, binding?: StandInBinding): string;
  exchange(body: LoginBody, idempotencyKey: string | undefined): Promise<LoggedInUser | ServerErrorCode>;
  claim(body: LoginBody, idempotencyKey: string | undefined): Promise<LoggedInUser | ServerErrorCode>;
}

/** The body of an exchange or of a claim, as it came. */
export interface LoginBody {
  readonly ticket?: unknown;
  readonly secret?: unknown;
  readonly state?: unknown;
  readonly codeVerifier?: unknown;
}

interface Launch {
  readonly user: Partial<User>;
  readonly binding: StandInBinding | undefined;
  used: boolean;
}

/** Keeps tickets in memory. A login that is asked for again under the same key gets the same answer. */
export function createLogins(
  secret: string,
  open: (user: Partial<User>) => Promise<LoggedInUser>,
): StandInLogins {
  const launches = new Map<string, Launch>();
  const answers = new Map<string, Promise<LoggedInUser>>();

  async function take(launch: Launch, name: string, idempotencyKey: string | undefined) {
    const key = `${name} ${idempotencyKey ?? ''}`;
    const before = idempotencyKey === undefined ? undefined : answers.get(key);
    if (before !== undefined) return before;
    if (launch.used) return undefined;
    launch.used = true;
    const answer = open(launch.user);
    answers.set(key, answer);
    return answer;
  }

  return {
    issueTicket: (user = {}, binding) => {
      const ticket = randomBytes(32).toString('base64url');
      launches.set(ticket, { user, binding, used: false });
      return ticket;
    },
    exchange: async ({ ticket, codeVerifier, secret: shown }, idempotencyKey) => {
      if (typeof ticket !== 'string') return 'invalid_request';
      if (shown !== secret) return 'invalid_secret';
      const launch = launches.get(ticket);
      if (!launch || launch.binding?.codeVerifier !== codeVerifier) return 'invalid_ticket';
      return (await take(launch, ticket, idempotencyKey)) ?? 'invalid_ticket';
    },
    claim: async ({ state, codeVerifier, secret: shown }, idempotencyKey) => {
      if (typeof state !== 'string') return 'invalid_request';
      if (shown !== secret) return 'invalid_secret';
      const launch = [...launches.values()].find(({ binding }) => binding?.state === state);
      if (!launch) return 'login_pending';
      if (launch.binding?.codeVerifier !== codeVerifier) return 'invalid_ticket';
      return (await take(launch, state, idempotencyKey)) ?? 'login_expired';
    },
  };
}
