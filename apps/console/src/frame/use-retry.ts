import { useState } from 'react';

/** Retry by a button. */
export interface Retry {
  /** Whether it runs. */
  readonly isRetrying: boolean;
  /**
   * Number of retries that have ended. As the `key` of the failure's text it makes screen readers announce the text
   * again: they are silent where a retry fails as before and no text changes.
   */
  readonly attempt: number;
  /** Retries, unless a retry runs. */
  readonly retry: () => void;
}

/** Creates the retry of a failed load. @param load settles when the load has ended */
export function useRetry(load: () => Promise<unknown>): Retry {
  const [{ isRetrying, attempt }, setState] = useState({ isRetrying: false, attempt: 0 });
  const end = () => setState((before) => ({ isRetrying: false, attempt: before.attempt + 1 }));
  const retry = () => {
    if (isRetrying) return;
    setState({ isRetrying: true, attempt });
    void load().then(end, end);
  };
  return { isRetrying, attempt, retry };
}
