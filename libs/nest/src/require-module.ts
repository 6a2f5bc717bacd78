import { App2WxappError } from '@app2wxapp/core';
import type { Authenticator } from './authenticator.js';

/**
 * Requires the `Authenticator` of a guard. Its error names the missing module, where Nest's own would name an
 * internal class.
 *
 * @throws {App2WxappError} `invalid_options`, which stops the app's start
 */
export function requireModule(authenticator: Authenticator | undefined, guard: string): Authenticator {
  if (authenticator) return authenticator;
  throw new App2WxappError(
    'invalid_options',
    `${guard} needs App2WxappModule. Import App2WxappModule.forRoot(…) in the app's root module; with "isGlobal: false", ` +
      `in each module that uses ${guard}.`,
  );
}
