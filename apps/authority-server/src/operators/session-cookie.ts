import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { PUBLIC_URL, type PublicUrl } from '../config/public-url.js';
import { SESSION_SECONDS } from './operator-session-repository.js';

/** Header that the console's requests have besides the cookie; any value is accepted. */
export const CONSOLE_HEADER = 'x-app2wxapp-console';
/** Header of the console's requests that its operator did not cause, such as those of a timer. */
export const BACKGROUND_HEADER = 'x-app2wxapp-background';

/** Cookie in clear text, which browsers and this authority accept on a developer's machine. */
const PLAIN = { name: 'app2wxapp_operator', path: '/admin', secure: false };
/** Cookie by https, which browsers accept from this host only, so that no other host of the domain can set it. */
const SECURE = { name: '__Host-app2wxapp_operator', path: '/', secure: true };

/**
 * Cookie of the console: not readable by scripts, and never sent from another site. By https only where the browser
 * or the public origin uses https.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2
 */
@Injectable()
export class SessionCookie {
  constructor(@Inject(PUBLIC_URL) private readonly publicUrl: PublicUrl) {}

  /** Reads the cookie of a request. */
  read(request: FastifyRequest): string | undefined {
    return parseCookie(request.headers.cookie ?? '')[this.choose(request).name];
  }

  /** Builds the `Set-Cookie` header. @param value value of the cookie; `undefined` = the browser deletes it */
  write(request: FastifyRequest, value?: string): string {
    return stringifySetCookie({
      ...this.choose(request),
      value: value ?? '',
      httpOnly: true,
      sameSite: 'strict',
      maxAge: value === undefined ? 0 : SESSION_SECONDS,
    });
  }

  private choose(request: FastifyRequest): typeof PLAIN {
    return request.protocol === 'https' || this.publicUrl().startsWith('https:') ? SECURE : PLAIN;
  }
}
