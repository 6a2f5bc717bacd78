import { api, read, type PoolHealth } from '../api/client.js';
import { useServer } from '../api/use-server.js';

const REFRESH_MS = 15_000;

/** Loads the latest health of pools, by id. Without a response it is empty: the pages work without it. */
export function useHealth(userPoolIds: readonly string[]): ReadonlyMap<string, PoolHealth> {
  const ids = userPoolIds.join(',');
  const { data } = useServer(
    ids === '' ? null : ['health', ids],
    () => read(api.GET('/admin/pool-health', { params: { query: { userPoolIds: ids } } })),
    { refreshInterval: REFRESH_MS, keepPreviousData: true },
  );
  return new Map((data?.items ?? []).map((item) => [item.userPoolId, item]));
}
