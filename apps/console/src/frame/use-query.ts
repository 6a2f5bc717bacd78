import { useLocation, useSearchParams } from 'react-router';

/** Returns the filters of a screen as the address has them, so that a reload or a link shows the same. */
export function useQuery(): readonly [
  URLSearchParams,
  (changes: Readonly<Record<string, string | undefined>>) => void,
] {
  const [query, setQuery] = useSearchParams();
  // Cursors of the pages.
  const state: unknown = useLocation().state;
  const change = (changes: Readonly<Record<string, string | undefined>>) => {
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === undefined || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      },
      { replace: true, state },
    );
  };
  return [query, change];
}
