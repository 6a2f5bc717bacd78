import { App2WxappError } from '@app2wxapp/core';

/**
 * Checks a part that the app may give, such as a storage: where it is there, it must have each of these methods.
 *
 * @param methods their names, with blanks between
 * @throws {App2WxappError} `invalid_options`, with the name of the first that is missing
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
