import { isApp2WxappError, type ErrorCode } from '@app2wxapp/core';
import { useRef } from 'react';
import useSWR, { mutate, type Cache, type Key, type SWRConfiguration } from 'swr';

/** SWR key of the current operator; its data is `null` once the session is rejected. */
export const SESSION_KEY = 'session';

/** Data of the authority, as far as it is loaded. */
export interface Loadable<T> {
  /** Loaded data; `undefined` before. */
  readonly data: T | undefined;
  /** Whether `data` is that of the previous key, shown until that of the new one is loaded. */
  readonly isPrevious: boolean;
  /** Name of the request whose data `data` is; it stays when the same request is repeated. */
  readonly shownKey: string;
  /** Error of the last attempt to load. */
  readonly error: unknown;
  /** Whether data is being loaded, also again. */
  readonly isValidating: boolean;
  /** Whether data is being loaded for the first time. */
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
    // Else a browser that is offline would show its last figures as current ones.
    refreshWhenOffline: true,
    onError: (error: unknown) => {
      if (key !== SESSION_KEY && isApp2WxappError<ErrorCode>(error, 'invalid_operator'))
        void mutate(SESSION_KEY);
    },
    ...rest,
  });
  const { data, error } = answer;
  const name = JSON.stringify(key);
  const previous = useRef<{ readonly data: T; readonly name: string }>(undefined);
  if (data !== undefined) previous.current = { data, name };
  const kept = data === undefined && keepPreviousData && error === undefined ? previous.current : undefined;
  return {
    data: kept ? kept.data : data,
    isPrevious: kept !== undefined,
    shownKey: kept ? kept.name : name,
    error,
    // A getter: SWR renders again only for the fields that were read.
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

/**
 * Loads personal data as {@link useServer} does, but never only because a window came to the front: each read is
 * recorded as an event.
 */
export function useRecordedRead<T>(
  key: Key,
  load: () => Promise<T>,
  options: SWRConfiguration<T, unknown> = {},
): Loadable<T> {
  return useServer(key, load, { revalidateOnFocus: false, revalidateOnReconnect: false, ...options });
}

/** Removes an operator's data from the page's memory, including responses that arrive later. */
export async function forgetAll(cache: Cache): Promise<void> {
  // No screen is mounted that would load it again. Without `revalidate`, SWR would reuse a request of the last two
  // seconds for the next operator, whose response it drops here: a screen that loads for ever.
  await mutate((key) => key !== SESSION_KEY, undefined, { revalidate: true });
  // The remaining keys contain search terms.
  for (const key of [...cache.keys()]) if (key !== SESSION_KEY) cache.delete(key);
}

/** Loads everything on the screen again. */
export function reloadAll(): Promise<unknown> {
  return mutate(() => true);
}
