import { readBearerToken as parseBearerToken } from '@app2wxapp/client';
const TOKEN = Symbol.for('app2wxapp.token');

/** The part of a request that the guards read and write, the same on Express and on Fastify. */
export interface AuthenticatedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
  readonly params?: unknown;
  readonly query?: unknown;
  /** From the `Host` header, without the port. */
  readonly hostname?: string;
  /** Of the user, as the app's own settings for proxies give it. */
  readonly ip?: string;
  readonly url?: string;
  /** Who it is, once a guard let the request through. */
  user?: unknown;
  [TOKEN]?: string;
}

/** Returns the session token of a request: its Bearer token, or the token of its exchanged ticket. */
export function tokenOf(request: AuthenticatedRequest): string | undefined {
  return request[TOKEN];
}

/** Stores the session token of a request, for {@link tokenOf}. */
export function setToken(request: AuthenticatedRequest, token: string): void {
  request[TOKEN] = token;
}

/**
 * Reads `Authorization: Bearer <token>`.
 *
 * @returns `undefined` when there is none, or one that is not of this form
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
export function readBearerToken(request: AuthenticatedRequest): string | undefined {
  return parseBearerToken(request.headers.authorization);
}
