import { readBearerToken as parseBearerToken } from '@app2wxapp/client';
const TOKEN = Symbol.for('app2wxapp.token');

/** The part of a request that the guards read and write, the same on Express and on Fastify. */
export interface AuthenticatedRequest {
  /** Headers, by lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed body, not validated. */
  readonly body?: unknown;
  /** Parameters of the path, not validated. */
  readonly params?: unknown;
  /** Parsed query, not validated. */
  readonly query?: unknown;
  /** Host of the request, from the `Host` header, without the port. */
  readonly hostname?: string;
  /** IP address of the user, as determined by the app's own proxy settings. */
  readonly ip?: string;
  /** Path and query of the request. */
  readonly url?: string;
  /** Authenticated user, set by a guard that accepted the request. */
  user?: unknown;
  /** Session token of the request. A credential: never log it. */
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
