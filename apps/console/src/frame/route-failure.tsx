import { useRouteError } from 'react-router';
import { api } from '../api/client.js';
import { EarlyFrame } from './early-frame.js';
import { FailureView } from './failure-view.js';

/** View in place of a screen that failed, or whose file could not be loaded. */
export function RouteFailure() {
  const error = useRouteError();
  // A request first: reloading the page while the server is down would show the browser's own error page.
  const retry = async () => {
    await api.GET('/admin/session');
    location.reload();
  };
  return (
    <EarlyFrame>
      <FailureView error={error} onRetry={retry} />
    </EarlyFrame>
  );
}
