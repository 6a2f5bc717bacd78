import { isApp2WxappError } from '@app2wxapp/core';
import type { ReactNode } from 'react';
import type { Loadable } from '../api/use-server.js';
import { FailureView } from './failure-view.js';
import { Loading } from './loading.js';

/**
 * Shows loaded data; before that, that it is being loaded or why it could not be. Loaded data stays when it cannot be
 * loaded again, unless the authority now refuses it. Data of the previous key is dimmed and accepts no clicks.
 */
export function Loaded<T>({
  from: { data, isPrevious, error, isValidating, mutate },
  children,
}: {
  readonly from: Loadable<T>;
  readonly children: (data: T) => ReactNode;
}) {
  if (data !== undefined && !isWithdrawn(error)) {
    return (
      <div className="loaded" aria-busy={isPrevious}>
        {children(data)}
      </div>
    );
  }
  if (error === undefined) return <Loading />;
  return <FailureView error={error} isLoading={isValidating} onRetry={() => mutate()} />;
}

/** Whether the authority refuses the data to the operator. */
function isWithdrawn(error: unknown): boolean {
  return isApp2WxappError(error) && (error.status === 403 || error.status === 404);
}
