import { useState } from 'react';
import { useRouteError } from 'react-router';
import { api } from '../api/client.js';
import { FailureView } from './failure-view.js';

/** Shown in place of a screen that broke, or whose file could not be fetched. */
export function RouteFailure() {
  const error = useRouteError();
  const [isRetrying, setIsRetrying] = useState(false);
  // Asks first: a page that is loaded anew from a server that is away would be the browser's own.
  const retry = async () => {
    setIsRetrying(true);
    try {
      await api.GET('/admin/session');
      location.reload();
    } catch {
      setIsRetrying(false);
    }
  };
  return (
    <main className="frame-body">
      <FailureView error={error} isRetrying={isRetrying} onRetry={() => void retry()} />
    </main>
  );
}
