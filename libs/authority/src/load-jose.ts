import { App2WxappError } from '@app2wxapp/core';

let jose: Promise<typeof import('./jose.js')> | undefined;

/**
 * Loads jose, once, when it is first needed: it reads `TextEncoder` while it is loaded, which Jest's jsdom lacks.
 *
 * @throws {App2WxappError} `invalid_options` where it cannot be loaded
 */
export function loadJose(): Promise<typeof import('./jose.js')> {
  return (jose ??= import('./jose.js').catch((error: unknown) => {
    throw new App2WxappError(
      'invalid_options',
      `The authority needs Node, and this environment lacks something (${String(error)}). Run tests that start one in ` +
        'the environment "node" of Jest or Vitest, not in "jsdom".',
      { cause: error },
    );
  }));
}
