/**
 * Compares the state of a result with the pending login's, in constant time.
 *
 * @param expected `undefined` for an unbound launch: then the result must have no state either
 */
export function isSameState(actual: string | undefined, expected: string | undefined): boolean {
  if (actual === undefined || expected === undefined) return actual === expected;
  let difference = actual.length ^ expected.length;
  for (let i = 0; i < expected.length; i++) difference |= actual.charCodeAt(i) ^ expected.charCodeAt(i);
  return difference === 0;
}
