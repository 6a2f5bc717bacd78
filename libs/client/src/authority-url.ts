import { isIPv6 } from 'node:net';
import { App2WxappError } from '@app2wxapp/core';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const AUTHING_DOMAINS = ['authing.cn', 'genauth.ai'];

/**
 * Parses the address of an authority: an origin, `https://host[:port]`.
 *
 * `http:` is accepted only for this machine and the hosts in `insecureHttpHosts`: the connection carries the pool's
 * secret and every ticket.
 *
 * @param authority the origin; a trailing slash is allowed
 * @param insecureHttpHosts host names, without port
 * @throws {App2WxappError} `invalid_options` for any other value: no URL, with a path, a query or credentials, or
 *   `http:` to another host
 */
export function parseAuthorityUrl(authority: string, insecureHttpHosts: readonly string[] = []): URL {
  if (!URL.canParse(authority)) throw invalid('must be an origin such as https://login.example.com');
  const url = new URL(authority);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalid('must begin with https://');
  if (url.username !== '' || url.password !== '') throw invalid('must not contain a user name or a password');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw invalid('must be an origin: no path, no query, no fragment');
  }
  const clear = url.protocol === 'http:';
  if (
    clear &&
    !LOOPBACK.has(url.hostname) &&
    !insecureHttpHosts.some((host) => parseHostname(host) === url.hostname)
  ) {
    throw invalid(
      'must begin with https://, since secrets go over it; for a host inside a private network list it in insecureHttpHosts',
    );
  }
  return url;
}

/**
 * Parses a host name as a URL has it: in lower case, an IPv6 address in brackets.
 *
 * @returns `undefined` for any other text, such as a host with its port
 */
export function parseHostname(host: string): string | undefined {
  const isName = /^[\p{L}\p{N}._-]+$/u.test(host);
  const address = /^\[(.+)\]$/.exec(host)?.[1] ?? host;
  const url = `http://${isName ? host : isIPv6(address) ? `[${address}]` : ''}`;
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

/**
 * Whether an authority is one of Authing's own hosts, which ignore `Idempotency-Key`: a request to them must not be
 * repeated.
 */
export function isAuthingHost(url: URL): boolean {
  return AUTHING_DOMAINS.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
}

function invalid(rule: string): App2WxappError {
  return new App2WxappError('invalid_options', `"authority" ${rule}.`);
}
