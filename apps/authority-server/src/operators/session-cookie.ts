import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { SESSION_SECONDS } from './operator-repository.js';

/** What the console's requests carry beside the cookie; any value will do. */
export const CONSOLE_HEADER = 'x-app2wxapp-console';

const NAME = 'app2wxapp_operator';

/** Reads the token of the session from the request's cookie. */
export function readSessionToken(request: FastifyRequest): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[NAME];
}

/**
 * Writes the `Set-Cookie` header: out of reach of scripts, sent to `/admin` alone and never from another site; by https
 * alone where the browser came by it, or where the world knows the authority by it.
 *
 * @param token `undefined` = forget it
 */
export function writeSessionCookie(
  request: FastifyRequest,
  { token, publicUrl }: { readonly token?: string; readonly publicUrl: string },
): string {
  return stringifySetCookie({
    name: NAME,
    value: token ?? '',
    path: '/admin',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https' || publicUrl.startsWith('https:'),
    maxAge: token === undefined ? 0 : SESSION_SECONDS,
  });
}
