import { useServer } from '../api/use-server.js';
import { api, read } from '../api/client.js';
import { Card } from '../frame/card.js';
import { Loaded } from '../frame/loaded.js';
import { PAGE_SIZE, Pager, usePaging } from '../frame/paging.js';
import { useQuery } from '../frame/use-query.js';
import { usePool } from '../pools/pool-frame.js';
import { UserDrawer } from '../users/user-drawer.js';
import { readEventFilter, replaceEventFilter } from './event-address.js';
import { EventFilters } from './event-filters.js';
import { EventTable } from './event-table.js';
import { buildEventQuery } from './export-events.js';

const REFRESH_MS = 5000;

/** Screen of the pool's events. Its first page is updated continuously. */
export function EventsScreen() {
  const { pool } = usePool();
  const [query, change] = useQuery();
  const filter = readEventFilter(query);
  const setUser = (userId?: string) => change({ user: userId });
  const paging = usePaging('events', JSON.stringify(filter));
  const loaded = useServer(
    ['events', pool.id, filter, paging.cursor],
    () =>
      read(
        api.GET('/admin/events', {
          params: {
            query: { ...buildEventQuery(pool.id, filter), limit: PAGE_SIZE, cursor: paging.cursor },
          },
        }),
      ),
    { refreshInterval: paging.page === 1 ? REFRESH_MS : 0, keepPreviousData: true },
  );
  return (
    <Card>
      <EventFilters
        filter={filter}
        onChange={(next) => change(replaceEventFilter(next))}
        error={loaded.error}
      />
      <Loaded from={loaded}>
        {({ items, nextCursor }) => (
          <>
            <EventTable events={items} onUser={setUser} />
            <Pager paging={paging} from={loaded} count={items.length} nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
      <UserDrawer
        userId={query.get('user') ?? undefined}
        onClose={() => setUser(undefined)}
        onChanged={() => void loaded.mutate()}
      />
    </Card>
  );
}
