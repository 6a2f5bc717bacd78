import { App2WxappError } from '@app2wxapp/core';

// A pattern, since React Native and uni-app implement URL in part or not at all. ASCII only (an international name in
// its xn-- form), so that a response's address can be compared with it.
const ORIGIN =
  /^(https:\/\/([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?)\/?$/i;

/**
 * Validates the origin of a server that receives tickets: `https://host[:port]`; `http:` is accepted for this machine
 * only. Removes a slash at the end.
 *
 * @throws {App2WxappError} `invalid_options`
 */
export function checkOrigin(origin: string): string {
  if (typeof origin === 'string' && ORIGIN.test(origin)) return origin.replace(/\/$/, '');
  throw new App2WxappError(
    'invalid_options',
    'The address must be https://host:port; http only for localhost.',
  );
}

/**
 * Validates a path on such a server; it may have only characters that no platform rewrites.
 *
 * @throws {App2WxappError} `invalid_options`
 */
export function checkPath(path: string): string {
  if (typeof path === 'string' && /^\/[\w.~!$&()*+,;=:@%/?-]*$/.test(path)) return path;
  throw new App2WxappError('invalid_options', 'The path must begin with / and be percent-encoded.');
}
