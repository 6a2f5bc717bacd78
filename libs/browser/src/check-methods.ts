import { App2WxappError } from '@app2wxapp/core';

/**
 * Checks an optional dependency of the app, such as a storage: unless it is absent, it must have each of these
 * methods.
 *
 * @param methods their names, separated by blanks
 * @throws {App2WxappError} `invalid_options`, with the name of the first missing method
 */
export function checkMethods(part: string, value: unknown, methods: string): void {
  if (value == null) return;
  for (const method of methods.split(' ')) {
    if (typeof (Object(value) as Record<string, unknown>)[method] !== 'function') {
      throw new App2WxappError(
        'invalid_options',
        `"${part}" must have ${method}(): see the guide of your wrapper.`,
      );
    }
  }
}
