import { isApp2WxappError } from '@app2wxapp/core';
import useSWR, { mutate, type Key, type SWRConfiguration, type SWRResponse } from 'swr';

/** Key of who is signed in, which an answer may prove to be nobody. */
export const SESSION_KEY = 'session';

/** Loads something and keeps it for whoever asks with the same key. A session that is over ends everywhere. */
export function useServer<T>(
  key: Key,
  load: () => Promise<T>,
  options: SWRConfiguration<T, unknown> = {},
): SWRResponse<T, unknown> {
  return useSWR<T, unknown>(key, load, {
    onError: (error: unknown) => {
      if (key !== SESSION_KEY && isApp2WxappError(error, 'invalid_operator')) void mutate(SESSION_KEY);
    },
    ...options,
  });
}

/** As {@link useServer}, for personal data: each read is an event, so none happens because a window came to the front. */
export function useRecordedRead<T>(
  key: Key,
  load: () => Promise<T>,
  options: SWRConfiguration<T, unknown> = {},
): SWRResponse<T, unknown> {
  return useServer(key, load, { revalidateOnFocus: false, revalidateOnReconnect: false, ...options });
}
