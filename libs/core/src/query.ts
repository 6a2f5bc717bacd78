import type { App2WxappError } from './app2wxapp-error.js';

/**
 * Splits a query string at `&` and each segment at its first `=`; a segment without `=` is ignored. Nothing is
 * decoded.
 *
 * @param known the keys to read; all others are ignored
 * @param invalid creates the error for a known key that occurs twice
 * @returns the values, in the order of `known`
 * @throws the error of `invalid`
 */
export function readQuery(
  query: string,
  known: readonly string[],
  invalid: (what: string) => App2WxappError,
): (string | undefined)[] {
  const values: (string | undefined)[] = [];
  for (let start = 0, end = 0; end >= 0; start = end + 1) {
    end = query.indexOf('&', start);
    for (let i = 0; i < known.length; i++) {
      const key = known[i] as string;
      // Compared in place, since cutting out every key costs more than the rest of the loop.
      if (query[start + key.length] !== '=' || !query.startsWith(key, start)) continue;
      if (values[i] !== undefined) throw invalid(`${key} twice`);
      // Stryker disable next-line EqualityOperator: a key cannot begin at the end of the text.
      values[i] = query.slice(start + key.length + 1, end < 0 ? undefined : end);
    }
  }
  return values;
}
