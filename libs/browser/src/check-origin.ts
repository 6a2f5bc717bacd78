import { App2WxappError } from '@app2wxapp/core';

// By pattern and not by URL, which React Native and uni-app have in part or not at all.
const ORIGIN = /^(https:\/\/[^\s/?#@\\]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?)\/?$/i;

/**
 * Takes a string as the origin of a server that tickets are sent to: `https://host[:port]`, in clear text only this
 * machine. A slash at its end is dropped.
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
