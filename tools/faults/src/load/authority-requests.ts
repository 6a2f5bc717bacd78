import { decodeJwt } from 'jose';
import type { Operation } from '../history/call.js';
import { nameCredential, type Plan, type RawAnswer, type Recorder } from './recorder.js';

/** A pool, as its backend knows it. */
export interface Pool {
  readonly userPoolId: string;
  readonly secret: string;
}

/** One attempt of a login: who, from where, and what the app alone knows. */
export interface Launch {
  readonly client: string;
  readonly pool: Pool;
  readonly user: string;
  /** State, verifier and challenge of a bound launch. */
  readonly binding?: {
    readonly state: string;
    readonly codeVerifier: string;
    readonly codeChallenge: string;
  };
}

/** Answer to a login. */
export interface OpenSession {
  readonly pool: Pool;
  readonly client: string;
  readonly id: string;
  readonly token: string;
  readonly refreshToken?: string;
}

/** The requests that apps, mini programs and backends send to an authority, each of them recorded. */
export class AuthorityRequests {
  constructor(
    private readonly recorder: Recorder,
    private readonly simulator: string,
  ) {}

  /** Takes a code of WeChat's stand-in, and asks for a ticket. @returns the ticket */
  async issue(authority: string, { client, pool, user, binding }: Launch): Promise<string | undefined> {
    const loginCode = await this.takeLoginCode(user);
    const launch = nameCredential(binding?.state ?? loginCode);
    const { state, codeChallenge } = binding ?? {};
    const answer = await this.recorder.send(
      { client, operation: 'issue', pool: pool.userPoolId, launch, user },
      {
        url: `${authority}/oauth/app2wxapp/tickets/${pool.userPoolId}`,
        init: postJson({ loginCode, scene: 1069, useSelfWxapp: 0, state, codeChallenge }),
      },
      (body) => ({ ticket: nameCredential(body.ticket), lifetimeMs: Number(body.expiresIn) * 1000 }),
    );
    if (answer?.status !== 201) return undefined;
    this.launches.set(String(answer.body.ticket), launch);
    return String(answer.body.ticket);
  }

  /** Which launch a ticket is of. */
  private readonly launches = new Map<string, string>();

  /** Exchanges a ticket at a pool, which may be another than that of the launch. */
  exchange(
    authority: string,
    { client, user, pool, binding }: Launch,
    use: { readonly ticket: string; readonly key?: string; readonly codeVerifier?: string },
  ): Promise<RawAnswer | undefined> {
    const { ticket, key, codeVerifier = binding?.codeVerifier } = use;
    const isVerified = codeVerifier === binding?.codeVerifier;
    const launch = this.launches.get(ticket) ?? '';
    const about = { client, user, launch, ticket: nameCredential(ticket), isVerified, ...(key && { key }) };
    return this.logIn(
      authority,
      { ...about, operation: 'exchange', pool: pool.userPoolId },
      {
        ticket,
        secret: pool.secret,
        codeVerifier,
      },
    );
  }

  /** Claims the login of a bound launch. */
  claim(
    authority: string,
    { client, user, pool, binding }: Launch,
    key: string,
  ): Promise<RawAnswer | undefined> {
    const launch = nameCredential(binding?.state);
    const about = { client, user, launch, key, isVerified: true };
    return this.logIn(
      authority,
      { ...about, operation: 'claim', pool: pool.userPoolId },
      {
        state: binding?.state,
        codeVerifier: binding?.codeVerifier,
        secret: pool.secret,
      },
    );
  }

  async introspect(authority: string, session: OpenSession): Promise<boolean | undefined> {
    const plan = { ...planCall(session, 'introspect'), session: session.id };
    const request = buildTokenRequest(authority, 'introspect', session.pool, { token: session.token });
    const answer = await this.recorder.send(plan, request, ({ active }) => ({ active: active === true }));
    return answer?.status === 200 ? answer.body.active === true : undefined;
  }

  /** @returns whether the revocation was answered with success */
  async revoke(authority: string, session: OpenSession): Promise<boolean> {
    const plan = { ...planCall(session, 'revoke'), session: session.id };
    const request = buildTokenRequest(authority, 'revoke', session.pool, { token: session.token });
    return (await this.recorder.send(plan, request, () => ({})))?.status === 200;
  }

  /** @returns the session with its next refresh token; `undefined` when it was not answered with success */
  async refresh(authority: string, session: OpenSession): Promise<OpenSession | undefined> {
    const { refreshToken = '', pool } = session;
    const plan = { ...planCall(session, 'refresh'), refresh: nameCredential(refreshToken) };
    const fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const answer = await this.recorder.send(
      plan,
      buildTokenRequest(authority, 'token', pool, fields),
      (body) => ({
        session: readSession(body.access_token),
        refresh: nameCredential(body.refresh_token),
      }),
    );
    return answer?.status === 200
      ? { ...session, refreshToken: String(answer.body.refresh_token) }
      : undefined;
  }

  private logIn(authority: string, plan: Plan, body: object): Promise<RawAnswer | undefined> {
    const path = plan.operation === 'claim' ? 'claim' : 'auth';
    const headers: Record<string, string> = plan.key === undefined ? {} : { 'idempotency-key': plan.key };
    return this.recorder.send(
      plan,
      { url: `${authority}/oauth/app2wxapp/${path}/${plan.pool}`, init: postJson(body, headers) },
      ({ token, refreshToken, loginsCount }) => ({
        session: readSession(token),
        loginNumber: Number(loginsCount),
        ...(refreshToken !== undefined && { refresh: nameCredential(refreshToken) }),
      }),
    );
  }

  private async takeLoginCode(openid: string): Promise<string> {
    const response = await fetch(`${this.simulator}/__simulator/login-codes`, {
      ...postJson({ openid }),
      signal: AbortSignal.timeout(10_000),
    });
    return ((await response.json()) as { readonly code: string }).code;
  }
}

/** The id of the session that a token is of. */
export function readSession(token: unknown): string {
  return String(decodeJwt(String(token)).sid);
}

function planCall({ client, pool }: OpenSession, operation: Operation): Plan {
  return { client, operation, pool: pool.userPoolId };
}

function postJson(body: object, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

function buildTokenRequest(authority: string, path: string, pool: Pool, fields: Record<string, string>) {
  const body = { ...fields, client_id: pool.userPoolId, client_secret: pool.secret };
  return { url: `${authority}/oauth/${path}`, init: postJson(body) };
}
