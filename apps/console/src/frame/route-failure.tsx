import { useRouteError } from 'react-router';
import { FailureView } from './failure-view.js';

/** What stands where a screen broke, or its file could not be fetched. */
export function RouteFailure() {
  return <FailureView error={useRouteError()} onRetry={() => location.reload()} />;
}
