import { App2WxappError, type ErrorCode } from '@app2wxapp/core';
import type { Connection } from './connection.js';
import { judgeAnswer, parseObject } from './judge-answer.js';

/** Options of a call about a session. */
export interface SessionCallOptions {
  /** Signal that aborts the call with the code `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link Client.revokeToken}. */
export interface RevokeOptions extends SessionCallOptions {
  /**
   * Revokes all sessions of the token's user, on every device.
   * @default false
   */
  readonly everywhere?: boolean | undefined;
}

/** Tokens with which a session continues. */
export interface RefreshedSession {
  /** The new session token. */
  readonly token: string;
  /** Lifetime of the token in seconds. */
  readonly expiresIn: number;
  /** New refresh token, which replaces the consumed one. A credential: never log it. */
  readonly refreshToken: string;
}

/**
 * Requires a verified token to be active at the authority.
 *
 * @throws {App2WxappError} `invalid_token` when its session was revoked or its user blocked
 * @see https://www.rfc-editor.org/rfc/rfc7662
 */
export async function requireActive(connection: Connection, token: string): Promise<void> {
  const { retry } = connection;
  const { active } = await callOauth(connection, 'introspect', { form: { token }, retry });
  if (active === true) return;
  if (active !== false) throw malformed();
  throw new App2WxappError('invalid_token', 'The session has ended: log in again.');
}

/** See {@link Client.revokeToken}. */
export async function revokeToken(
  connection: Connection,
  token: string,
  options?: RevokeOptions,
): Promise<void> {
  const { everywhere = false, signal } = Object(options) as RevokeOptions;
  const form = { token: parseToken('token', token), ...(everywhere && { all_sessions: 'true' }) };
  await callOauth(connection, 'revoke', { form, retry: connection.retry, signal });
}

/**
 * See {@link Client.refreshSession}. It is sent once: a refresh token that is used twice revokes the session.
 *
 * @throws {App2WxappError} `malformed_response`, or the code of the authority's response
 */
export async function refreshSession(
  connection: Connection,
  refreshToken: string,
  options?: SessionCallOptions,
): Promise<RefreshedSession> {
  const { signal } = Object(options) as SessionCallOptions;
  const form = { grant_type: 'refresh_token', refresh_token: parseToken('refreshToken', refreshToken) };
  const answer = await callOauth(connection, 'token', { form, retry: 0, once: true, signal });
  const { access_token: token, expires_in: expiresIn, refresh_token: next } = answer;
  if (typeof token !== 'string' || typeof expiresIn !== 'number' || typeof next !== 'string')
    throw malformed();
  return { token, expiresIn, refreshToken: next };
}

/**
 * Requires a token: a missing one would be sent as "undefined", and a logout would revoke nothing. @throws
 * {App2WxappError} `invalid_request`
 */
function parseToken(name: string, token: unknown): string {
  if (typeof token === 'string' && token !== '') return token;
  throw new App2WxappError('invalid_request', `${name} must be the text of a token.`);
}

interface OauthCall {
  readonly form: Readonly<Record<string, string>>;
  readonly retry: number;
  readonly once?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Builds the credentials of the pool for HTTP Basic: RFC 6749 §2.3.1. The result is a credential: never log it. */
export function readBasicCredentials({ userPoolId, secret }: Connection): string {
  const credentials = `${encodeURIComponent(userPoolId)}:${encodeURIComponent(secret)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

async function callOauth(
  connection: Connection,
  endpoint: 'introspect' | 'revoke' | 'token',
  call: OauthCall,
): Promise<Readonly<Record<string, unknown>>> {
  const authorization = readBasicCredentials(connection);
  const answer = await connection.http({ ...call, path: `oauth/${endpoint}`, headers: { authorization } });
  return judgeAnswer(answer, parseOauthAnswer);
}

/**
 * Parses the response of an OAuth endpoint. A revocation has an empty body; a failure has a code of RFC 6749 §5.2, or
 * one of ours.
 */
function parseOauthAnswer(body: string, status: number): Readonly<Record<string, unknown>> {
  if (body === '' && status >= 200 && status < 300) return {};
  const isReason = status >= 400 && status !== 503;
  const code = isReason ? OAUTH_ERRORS.get(readErrorName(body)) : undefined;
  if (code !== undefined) {
    throw new App2WxappError(code, `The authority refused: ${code}`, { status });
  }
  return parseObject(body, status);
}

/** Codes of the standards as ours. They are less specific: an unknown pool is `invalid_client` too. */
const OAUTH_ERRORS: ReadonlyMap<unknown, ErrorCode> = new Map([
  ['invalid_client', 'invalid_secret'],
  ['invalid_grant', 'invalid_ticket'],
  ['server_error', 'internal'],
  ['temporarily_unavailable', 'rate_limited'],
]);

function readErrorName(body: string): unknown {
  try {
    return (JSON.parse(body) as { error?: unknown } | null)?.error;
  } catch {
    return undefined;
  }
}

function malformed(): App2WxappError {
  return new App2WxappError(
    'malformed_response',
    "The authority's response does not follow RFC 6749 or RFC 7662.",
  );
}
