import { Button, Card, Segmented, Select, Table, Tag, Typography } from 'antd';
import { useServer } from '../api/use-server.js';
import { api, read, type AuditEvent } from '../api/client.js';
import { FailureView } from '../frame/failure-view.js';
import { LiveMark } from '../frame/live-mark.js';
import { Loading } from '../frame/loading.js';
import { PAGE_SIZE, Pager, usePaging } from '../frame/paging.js';
import { useQuery } from '../frame/use-query.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { UserDrawer } from '../users/user-drawer.js';
import { describeWechatFailure } from './wechat-texts.js';
import {
  EVENT_TYPES,
  colourOf,
  isAlarming,
  isOfBackend,
  nameReason,
  nameType,
  REFUSAL_REASONS,
} from './event-texts.js';

const DAY_MS = 86_400_000;
const REFRESH_MS = 5000;

interface Filter {
  readonly type?: string;
  readonly reason?: string;
  /** Days back; 0 = all there is. */
  readonly days: number;
}

/** What happened in the pool. The first page follows as it happens. */
export function EventsScreen() {
  const { pool } = usePool();
  const [query, change] = useQuery();
  const [type, reason, user] = ['type', 'reason', 'user'].map((name) => query.get(name) ?? undefined);
  const days = Number(query.get('days') ?? 0) || 0;
  const filter: Filter = {
    days,
    ...(type !== undefined && { type }),
    ...(reason !== undefined && { reason }),
  };
  const setFilter = ({ days: since, ...rest }: Filter) =>
    change({ type: undefined, reason: undefined, ...rest, days: since > 0 ? String(since) : undefined });
  const setUser = (userId?: string) => change({ user: userId });
  const paging = usePaging(JSON.stringify(filter));
  const { data, error, mutate } = useServer(
    ['events', pool.id, filter, paging.cursor],
    () =>
      read(
        api.GET('/admin/events', {
          params: {
            query: {
              userPoolId: pool.id,
              limit: PAGE_SIZE,
              cursor: paging.cursor,
              type: filter.type,
              reason: filter.reason,
              ...(filter.days > 0 && { from: new Date(Date.now() - filter.days * DAY_MS).toISOString() }),
            },
          },
        }),
      ),
    { refreshInterval: paging.page === 1 ? REFRESH_MS : 0, keepPreviousData: true },
  );
  return (
    <Card>
      <FilterBar filter={filter} onChange={setFilter} error={error} />
      {!data && !error ? (
        <Loading />
      ) : error && !data ? (
        <FailureView error={error} onRetry={() => void mutate()} />
      ) : (
        <>
          <EventTable events={data?.items} onUser={setUser} />
          <Pager paging={paging} nextCursor={data?.nextCursor ?? null} />
        </>
      )}
      <UserDrawer userId={user} onClose={() => setUser(undefined)} onChanged={() => void mutate()} />
    </Card>
  );
}

function FilterBar({
  filter,
  onChange,
  error,
}: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly error: unknown;
}) {
  const t = useText();
  const change = (next: Partial<Filter>) => {
    const { type, reason, days } = { ...filter, ...next };
    onChange({ days, ...(type !== undefined && { type }), ...(reason !== undefined && { reason }) });
  };
  return (
    <div className="toolbar">
      <Select
        allowClear
        style={{ width: 220 }}
        aria-label={t('类型', 'Type')}
        placeholder={t('所有类型', 'Every type')}
        value={filter.type}
        onChange={(type?: string) => onChange({ days: filter.days, ...(type !== undefined && { type }) })}
        options={EVENT_TYPES.map((type) => ({ value: type, label: nameType(type, t) }))}
      />
      {(filter.type === undefined || filter.type === 'refused') && (
        <ReasonSelect filter={filter} onChange={onChange} />
      )}
      <Segmented
        aria-label={t('时间范围', 'Since')}
        value={filter.days}
        onChange={(days) => change({ days })}
        options={[
          { value: 0, label: t('全部', 'All') },
          { value: 1, label: t('24 小时', '24 hours') },
          { value: 7, label: t('7 天', '7 days') },
          { value: 30, label: t('30 天', '30 days') },
        ]}
      />
      <LiveMark error={error} />
    </div>
  );
}

function ReasonSelect({
  filter: { type, reason: chosen, days },
  onChange,
}: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}) {
  const t = useText();
  return (
    <Select
      allowClear
      style={{ width: 220 }}
      aria-label={t('原因', 'Reason')}
      placeholder={t('所有原因', 'Every reason')}
      value={chosen}
      onChange={(reason?: string) =>
        onChange({ days, ...(type !== undefined && { type }), ...(reason !== undefined && { reason }) })
      }
      options={REFUSAL_REASONS.map((reason) => ({ value: reason, label: nameReason(reason, t) }))}
    />
  );
}

function EventTable({
  events,
  onUser,
}: {
  readonly events: readonly AuditEvent[] | undefined;
  readonly onUser: (userId: string) => void;
}) {
  const t = useText();
  const { time } = useFormat();
  return (
    <Table<AuditEvent>
      rowKey="id"
      size="middle"
      dataSource={events ? [...events] : []}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: t('没有事件', 'Nothing happened') }}
      columns={[
        {
          title: t('时间', 'Time'),
          dataIndex: 'at',
          className: 'event-time',
          render: (at: string) => time(at),
        },
        {
          title: t('事件', 'Event'),
          render: (_, event) => <EventName event={event} />,
        },
        {
          title: t('用户或管理员', 'User or operator'),
          render: (_, event) => <EventParty event={event} onUser={onUser} />,
        },
        {
          title: 'IP',
          dataIndex: 'ip',
          render: (ip: string) => <Typography.Text className="id">{ip || '—'}</Typography.Text>,
        },
      ]}
    />
  );
}

function EventName({ event: { type, reason, detail } }: { readonly event: AuditEvent }) {
  const t = useText();
  return (
    <>
      <Tag {...(isAlarming(type) ? { color: 'error' } : { style: { color: colourOf(type) } })}>
        {nameType(type, t)}
      </Tag>
      {reason !== null && <div>{nameReason(reason, t)}</div>}
      {(reason !== null || type === 'nickname_rejected') && detail !== null && (
        <Typography.Text type="secondary">{describeWechatFailure(detail, t)}</Typography.Text>
      )}
    </>
  );
}

function EventParty({
  event: { operator, accountId, type, detail },
  onUser,
}: {
  readonly event: AuditEvent;
  readonly onUser: (userId: string) => void;
}) {
  const t = useText();
  return (
    <>
      {operator && <div>{operator.name ?? t('已移除的管理员', 'Operator, removed')}</div>}
      {!operator && isOfBackend(type) && <div>{t('App 后端', "The pool's backend")}</div>}
      {accountId !== null && (
        <Button type="link" className="user-link id" onClick={() => onUser(accountId)}>
          {accountId}
        </Button>
      )}
      {type === 'identity_moved' && detail !== null && (
        <div className="id">{t(`原账号 ${detail}`, `before: ${detail}`)}</div>
      )}
      {!operator && accountId === null && '—'}
    </>
  );
}
