import { App2WxappError } from '@app2wxapp/core';

/**
 * Creates a function that loads a library at its first call. ky and jose read `TextEncoder` and other platform APIs
 * while they are loaded; an app that only imports this package may lack them.
 *
 * @throws {App2WxappError} each call: `invalid_options` where the library cannot be loaded
 */
export function createLoader<TLibrary>(load: () => Promise<TLibrary>): () => Promise<TLibrary> {
  let library: Promise<TLibrary> | undefined;
  return () =>
    (library ??= load().catch((error: unknown) => {
      throw new App2WxappError(
        'invalid_options',
        `The client needs Node or a runtime like it, and this one lacks something (${String(error)}). Run tests of a ` +
          'backend in the environment "node" of Jest or Vitest, not in "jsdom".',
        { cause: error },
      );
    }));
}

/** Loads jose, once. @throws {App2WxappError} `invalid_options` */
export const loadJose = createLoader(() => import('./jose.js'));
/** Loads ky, once. @throws {App2WxappError} `invalid_options` */
export const loadKy = createLoader(() => import('./ky.js'));
