import { afterAll, beforeAll } from '@jest/globals';
import { createFirstOperator } from '../src/boot/first-start.js';
import { RunningAuthority } from './running-authority.js';

/** What the operators' API answers with, all of it: a test looks at what it expects. */
export interface AdminBody {
  readonly [name: string]: unknown;
  readonly id: string;
  readonly error: string;
  readonly role: string;
  readonly token: string;
  readonly secret: string;
  readonly tokenKey: string;
  readonly blocked: boolean;
  readonly operator: { readonly id: string };
  readonly items: readonly { readonly id: string; readonly [name: string]: unknown }[];
  readonly nextCursor: string | null;
}

/** An answer of the operators' API, read. */
export interface AdminAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: AdminBody;
}

/** Sends requests to the operators' API, with whatever headers it was given. */
export class AdminCaller {
  constructor(
    private readonly server: RunningAuthority,
    private readonly headers: Record<string, string>,
  ) {}

  async send(method: string, path: string, body?: unknown): Promise<AdminAnswer> {
    const response = await fetch(`${this.server.url}/admin${path}`, {
      method,
      headers: { ...this.headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, text, body: JSON.parse(text || '{}') as AdminBody };
  }

  /** Creates an operator, who signs in once. @returns also the lasting token */
  async createOperator(wanted: object): Promise<{ readonly id: string; readonly token: string }> {
    const { status, text, body } = await this.send('POST', '/operators', wanted);
    if (status !== 201) throw new Error(text);
    return { id: body.operator.id, token: await exchangeToken(this.server, body.token) };
  }
}

/** Calls by an operator's token. */
export function callAs(server: RunningAuthority, token: string): AdminCaller {
  return new AdminCaller(server, { authorization: `Bearer ${token}` });
}

/** Starts a server before the tests of a `describe` and stops it after them; `admin` is its first operator. */
export function useAdmin() {
  const server = new RunningAuthority();
  const credentials = { token: '' };
  const headers: Record<string, string> = {};
  beforeAll(async () => {
    await server.start();
    credentials.token = await createAdmin(server);
    headers.authorization = `Bearer ${credentials.token}`;
  }, 60_000);
  afterAll(() => server.stop());
  return { server, credentials, admin: new AdminCaller(server, headers) };
}

/** Creates the first operator of a new authority and signs in once. @returns the lasting token */
export async function createAdmin(server: RunningAuthority): Promise<string> {
  return exchangeToken(server, await createFirstToken(server));
}

/** Signs in by a token that is for one sign-in. @returns the lasting token */
export async function exchangeToken(server: RunningAuthority, token: string): Promise<string> {
  return (await new AdminCaller(server, {}).send('POST', '/session', { token })).body.token;
}

/** Creates the first operator of a new authority. @returns the token that is for one sign-in */
export async function createFirstToken(server: RunningAuthority): Promise<string> {
  const now = new Date(Date.now() + server.aheadMs);
  return (await createFirstOperator(server.database.orm, now)) ?? '';
}
