import { isApp2WxappError, type ErrorCode } from '@app2wxapp/core';
import { useRef } from 'react';
import useSWR, { mutate, type Key, type SWRConfiguration } from 'swr';

/** Key of who is signed in, which an answer may prove to be nobody. */
export const SESSION_KEY = 'session';

/** Something of the authority's, as far as it is loaded. */
export interface Loadable<T> {
  readonly data: T | undefined;
  /** Why it could not be loaded the last time. */
  readonly error: unknown;
  readonly isValidating: boolean;
  readonly isLoading: boolean;
  /** Loads it anew, or takes what is given. */
  readonly mutate: (data?: T, shouldLoad?: boolean) => Promise<T | undefined>;
}

/**
 * Loads something and keeps it for whoever asks with the same key. A session that is over ends everywhere.
 *
 * @param options with `keepPreviousData` what the key before gave stays until the new one is loaded, or fails
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
  return {
    data: data === undefined && keepPreviousData && error === undefined ? previous.current : data,
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

/** Loads everything on the screen anew. */
export function reloadAll(): Promise<unknown> {
  return mutate(() => true);
}
