import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { App2WxappError, parseTicket } from '@app2wxapp/core';
import type { Connection } from './connection.js';
import { judgeAnswer } from './judge-answer.js';
import { parseLogin, type LoggedInUser } from './login-answer.js';

/** Options of every login. */
export interface LoginOptions {
  /**
   * Key of this login at the authority: the same request with the same key gets the same response. For retries of
   * your own across processes.
   * @default a random UUID for each call; none with Authing's hosts
   */
  readonly idempotencyKey?: string | undefined;
  /**
   * IP address of the user who logs in, without a port: the authority's rate limits count it instead of this
   * backend's address, and the user's `lastIP` records it. A value that is no address is not sent.
   * @default none: the address of this backend counts
   */
  readonly clientAddress?: string | undefined;
  /** Signal that aborts the call with the code `aborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link Client.exchangeTicket}, besides the ticket. */
export interface ExchangeOptions extends LoginOptions {
  /** Code verifier of a bound launch (RFC 7636), which the app stored before it launched the mini program. */
  readonly codeVerifier?: string | null | undefined;
}

/** State and verifier of a bound launch, which the app stored before it launched the mini program. */
export interface BoundLaunch {
  /** State of the launch: 1–249 unreserved characters. */
  readonly state: string;
  /** Code verifier of the launch: 43–128 unreserved characters (RFC 7636). */
  readonly codeVerifier: string;
}

/** See {@link Client.exchangeTicket}. */
export async function exchangeTicket(
  connection: Connection,
  ticket: string,
  given?: ExchangeOptions,
): Promise<LoggedInUser> {
  const { codeVerifier, ...options } = Object(given) as ExchangeOptions;
  const fields = {
    ticket: parseTicket(ticket),
    ...(codeVerifier != null && { codeVerifier: parseVerifier(codeVerifier) }),
  };
  return logIn(connection, 'auth', fields, options);
}

/**
 * See {@link Client.claimLogin}.
 *
 * @throws {App2WxappError} `invalid_request` for a malformed state or verifier
 */
export async function claimLogin(
  connection: Connection,
  launch: BoundLaunch,
  options?: LoginOptions,
): Promise<LoggedInUser> {
  const { state, codeVerifier } = Object(launch) as Partial<BoundLaunch>;
  if (typeof state !== 'string' || !/^[\w.~-]{1,249}$/.test(state)) {
    throw new App2WxappError('invalid_request', 'state must be 1–249 unreserved characters.');
  }
  return logIn(
    connection,
    'claim',
    { state, codeVerifier: parseVerifier(codeVerifier) },
    Object(options) as LoginOptions,
  );
}

/**
 * Checks the verifier here, where the error can say what is wrong: the authority's own message is never quoted.
 *
 * @throws {App2WxappError} `invalid_request`
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.1
 */
function parseVerifier(codeVerifier: unknown): string {
  if (typeof codeVerifier === 'string' && /^[\w.~-]{43,128}$/.test(codeVerifier)) return codeVerifier;
  throw new App2WxappError(
    'invalid_request',
    'codeVerifier must be 43–128 unreserved characters (RFC 7636).',
  );
}

/**
 * Sends a login. Both endpoints return the same response for the same key, so that a lost response can be requested
 * again.
 */
async function logIn(
  { http, userPoolId, secret, retry, isAuthing }: Connection,
  endpoint: 'auth' | 'claim',
  fields: Readonly<Record<string, string>>,
  { signal, clientAddress, idempotencyKey = randomUUID() }: LoginOptions,
): Promise<LoggedInUser> {
  if (typeof idempotencyKey !== 'string' || !/^[!-~]{1,255}$/.test(idempotencyKey)) {
    throw new App2WxappError('invalid_options', '"idempotencyKey" must be 1–255 of visible ASCII.');
  }
  const answer = await http({
    path: `oauth/app2wxapp/${endpoint}/${userPoolId}`,
    json: { ...fields, secret },
    ...(!isAuthing && {
      headers: {
        'idempotency-key': idempotencyKey,
        ...(isAddress(clientAddress) && { 'app2wxapp-client-address': clientAddress }),
      },
    }),
    retry,
    once: isAuthing,
    signal,
  });
  return judgeAnswer(answer, parseLogin);
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && isIP(value) !== 0;
}
