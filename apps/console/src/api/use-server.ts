import { isApp2WxappError, type ErrorCode } from '@app2wxapp/core';
import { useRef } from 'react';
import useSWR, { mutate, type Cache, type Key, type SWRConfiguration } from 'swr';

/** SWR key of the current operator; its data is `null` once the session is rejected. */
export const SESSION_KEY = 'session';

/** Data of the authority, as far as it is loaded. */
export interface Loadable<T> {
  readonly data: T | undefined;
  /** Whether `data` is that of the previous key, shown until that of the new one is loaded. */
  readonly isPrevious: boolean;
  /** Why it could not be loaded the last time. */
  readonly error: unknown;
  readonly isValidating: boolean;
  readonly isLoading: boolean;
  /** Loads the data again, or replaces it by `data`. */
  readonly mutate: (data?: T, shouldLoad?: boolean) => Promise<T | undefined>;
}

/**
 * Loads data and shares it between all components with the same key. An expired session signs out every component.
 *
 * @param options `keepPreviousData` keeps the data of the previous key until that of the new one is loaded, or fails
 */
export function useServer<T>(
  key: Key,
  load: () => Promise<T>,
  options: SWRConfiguration<T, unknown> = {},
): Loadable<T> {
  const { keepPreviousData = false, ...rest } = options;
  const answer = useSWR<T, unknown>(key, load, {
    onError: (error: unknown) => {
      if (key !== SESSION_KEY && isApp2WxappError<ErrorCode>(error, 'invalid_operator'))
        void mutate(SESSION_KEY);
    },
    ...rest,
  });
  const { data, error } = answer;
  const previous = useRef<T>(undefined);
  if (data !== undefined) previous.current = data;
  const shown = data === undefined && keepPreviousData && error === undefined ? previous.current : data;
  return {
    data: shown,
    isPrevious: shown !== data,
    error,
    // Read when asked for: SWR renders anew for what was read alone.
    get isValidating() {
      return answer.isValidating;
    },
    get isLoading() {
      return answer.isLoading;
    },
    mutate: (next, shouldLoad) =>
      next === undefined ? answer.mutate() : answer.mutate(next, shouldLoad ?? true),
  };
}

/** As {@link useServer}, for personal data: each read is an event, so none happens because a window came to the front. */
export function useRecordedRead<T>(
  key: Key,
  load: () => Promise<T>,
  options: SWRConfiguration<T, unknown> = {},
): Loadable<T> {
  return useServer(key, load, { revalidateOnFocus: false, revalidateOnReconnect: false, ...options });
}

/** Removes what was loaded for an operator from the page's memory, also what arrives later. */
export async function forgetAll(cache: Cache): Promise<void> {
  // No screen is shown that would load it again. Without `revalidate`, SWR would give the next operator the request of two
  // seconds ago, whose answer it drops here: a screen that loads for ever.
  await mutate((key) => key !== SESSION_KEY, undefined, { revalidate: true });
  // The keys that are left hold what was searched for.
  for (const key of [...cache.keys()]) if (key !== SESSION_KEY) cache.delete(key);
}

/** Loads everything on the screen anew. */
export function reloadAll(): Promise<unknown> {
  return mutate(() => true);
}
