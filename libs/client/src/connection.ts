import { App2WxappError } from '@app2wxapp/core';
import { isAuthingHost, parseAuthorityUrl } from './authority-url.js';
import type { ConnectionOptions } from './client-options.js';
import { createHttp, type Http } from './http.js';

/** State that the calls of one client share. */
export interface Connection {
  /** HTTP client of the authority. */
  readonly http: Http;
  /** Origin of the authority. */
  readonly baseUrl: URL;
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Secret of the user pool. Never log it. */
  readonly secret: string;
  /** Milliseconds for one call, with all its retries. */
  readonly timeoutMs: number;
  /** Number of retries of a request that is safe to repeat. */
  readonly retry: number;
  /** Whether the authority is one of Authing's hosts. */
  readonly isAuthing: boolean;
}

/** Creates the connection of a client from its options. @throws {App2WxappError} `invalid_options` */
export function createConnection(
  options: ConnectionOptions,
  { timeoutMs, retry }: { readonly timeoutMs: number; readonly retry: number },
): Connection {
  const baseUrl = parseAuthorityUrl(options.authority, options.insecureHttpHosts);
  const { userPoolId, secret } = options;
  const isAuthing = isAuthingHost(baseUrl);
  if (isAuthing && options.verification === 'online') {
    throw new App2WxappError(
      'invalid_options',
      '"verification" must be "offline" with Authing\'s hosts, which cannot be asked about a token.',
    );
  }
  const who = `The authority ${baseUrl.origin} (user pool ${userPoolId})`;
  const http = createHttp({ who, baseUrl, timeoutMs, ...(options.fetch && { fetch: options.fetch }) });
  return { http, baseUrl, userPoolId, secret, timeoutMs, retry: isAuthing ? 0 : retry, isAuthing };
}
