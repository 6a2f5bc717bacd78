/**
 * Splits a query string at `&` and each segment at its first `=`; a segment without `=` is left out.
 * Nothing is decoded.
 *
 * @param known the keys to read; all others are ignored
 * @param onTwice called with a known key that comes a second time; it must throw
 */
export function readQuery<K extends string>(
  query: string,
  known: readonly K[],
  onTwice: (key: K) => never,
): Map<K, string> {
  const values = new Map<K, string>();
  for (const segment of query.split('&')) {
    const equals = segment.indexOf('=');
    const key = segment.slice(0, Math.max(equals, 0)) as K;
    if (equals < 0 || !known.includes(key)) continue;
    if (values.has(key)) onTwice(key);
    values.set(key, segment.slice(equals + 1));
  }
  return values;
}
