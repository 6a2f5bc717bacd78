import { useLocation, useSearchParams } from 'react-router';

/** Returns the filters of a screen as the address has them, so that a reload or a link shows the same, and Back what was before. */
export function useQuery(): readonly [
  URLSearchParams,
  (changes: Readonly<Record<string, string | undefined>>) => void,
] {
  const [query, setQuery] = useSearchParams();
  // Cursors of the pages.
  const state: unknown = useLocation().state;
  const change = (changes: Readonly<Record<string, string | undefined>>) => {
    const after = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || value === '') after.delete(name);
      else after.set(name, value);
    }
    if (after.toString() !== query.toString()) setQuery(after, { state });
  };
  return [query, change];
}
