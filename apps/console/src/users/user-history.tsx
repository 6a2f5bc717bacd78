import { Table } from 'antd';
import { Link } from 'react-router';
import { api, read, type AuditEvent } from '../api/client.js';
import { useServer } from '../api/use-server.js';
import { buildEventAddress } from '../events/event-address.js';
import { EventName } from '../events/event-table.js';
import { Loaded } from '../frame/loaded.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';

const SHOWN = 10;

/** Latest events of a user. */
export function UserHistory({ userId }: { readonly userId: string }) {
  const t = useText();
  const { time } = useFormat();
  const { pool } = usePool();
  const loaded = useServer(['history', pool.id, userId], () =>
    read(
      api.GET('/admin/events', {
        params: { query: { userPoolId: pool.id, accountId: userId, limit: SHOWN } },
      }),
    ),
  );
  return (
    <section>
      <div className="title-row">
        <h3 className="card-title">{t({ zh: '最近事件', en: 'Latest events' })}</h3>
        <div className="title-row-end">
          <Link to={buildEventAddress(pool.id, { account: userId })}>{t({ zh: '全部', en: 'All' })}</Link>
        </div>
      </div>
      <Loaded from={loaded}>
        {({ items }) => (
          <Table<AuditEvent>
            rowKey="id"
            size="small"
            dataSource={[...items]}
            pagination={false}
            locale={{ emptyText: t({ zh: '没有事件', en: 'No events' }) }}
            columns={[
              { title: t({ zh: '时间', en: 'Time' }), dataIndex: 'at', render: (at: string) => time(at) },
              { title: t({ zh: '事件', en: 'Event' }), render: (_, event) => <EventName event={event} /> },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
