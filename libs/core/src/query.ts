import type { App2WxappError } from './app2wxapp-error.js';

/**
 * Splits a query string at `&` and each segment at its first `=`; a segment without `=` is left out.
 * Nothing is decoded.
 *
 * @param known the keys to read; all others are ignored
 * @param invalid makes the error for a known key that comes twice
 */
export function readQuery<K extends string>(
  query: string,
  known: readonly K[],
  invalid: (what: string) => App2WxappError,
): { [key in K]?: string } {
  const values: { [key in K]?: string } = {};
  for (const segment of query.split('&')) {
    const equals = segment.indexOf('=');
    const key = segment.slice(0, Math.max(equals, 0)) as K;
    if (!known.includes(key)) continue;
    if (values[key] !== undefined) throw invalid(`${key} stands in it twice`);
    values[key] = segment.slice(equals + 1);
  }
  return values;
}
