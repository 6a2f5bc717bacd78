import { Button, Descriptions, Table, Tag, Typography, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { AuditEvent } from '../api/client.js';
import { Copyable } from '../frame/copyable.js';
import { IpAddress } from '../frame/ip-address.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { buildEventAddress } from './event-address.js';
import { colourOf, describeReason, isAlarming, isOfBackend, nameType } from './event-texts.js';
import { LoginSteps } from './login-steps.js';
import { describeWechatFailure } from './wechat-texts.js';

/** Table of events, newest first; each opens to its ids and the step of its login. */
export function EventTable({
  events,
  onUser,
}: {
  readonly events: readonly AuditEvent[];
  readonly onUser: (userId: string) => void;
}) {
  const t = useText();
  return (
    <Table<AuditEvent>
      rowKey="id"
      size="middle"
      dataSource={[...events]}
      pagination={false}
      scroll={{ x: true }}
      locale={{ emptyText: t({ zh: '没有事件', en: 'No events' }) }}
      expandable={{ expandedRowRender: (event) => <EventDetails event={event} /> }}
      columns={useColumns(onUser)}
    />
  );
}

function useColumns(onUser: (userId: string) => void): TableColumnsType<AuditEvent> {
  const t = useText();
  const { time } = useFormat();
  return [
    {
      title: t({ zh: '时间', en: 'Time' }),
      dataIndex: 'at',
      className: 'event-time',
      render: (at: string) => time(at),
    },
    {
      title: t({ zh: '事件', en: 'Event' }),
      render: (_, event) => (
        <>
          <EventName event={event} />
          <div className="on-narrow">
            <EventParty event={event} onUser={onUser} />
          </div>
        </>
      ),
    },
    {
      title: t({ zh: '用户或管理员', en: 'User or operator' }),
      responsive: ['lg'],
      render: (_, event) => (hasParty(event) ? <EventParty event={event} onUser={onUser} /> : '—'),
    },
    {
      title: 'IP',
      dataIndex: 'ip',
      responsive: ['lg'],
      render: (ip: string) => (ip === '' ? '—' : <IpAddress ip={ip} />),
    },
  ];
}

/** Type, reason and WeChat's code of an event. */
export function EventName({ event: { type, reason, detail } }: { readonly event: AuditEvent }) {
  const t = useText();
  return (
    <>
      <Tag {...(isAlarming(type) ? { color: 'error' } : { style: { color: colourOf(type) } })}>
        {nameType(type, t)}
      </Tag>
      {reason !== null && <div className="event-reason">{describeReason(type, reason, t)}</div>}
      {(reason !== null || type === 'nickname_rejected') && detail !== null && (
        <Typography.Text type="secondary" className="event-reason">
          {describeWechatFailure(detail, t)}
        </Typography.Text>
      )}
    </>
  );
}

/** Whether an event names its user, operator or backend. */
function hasParty({ operator, accountId, type }: AuditEvent): boolean {
  return operator !== null || accountId !== null || isOfBackend(type);
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
      {operator && <div>{operator.name ?? t({ zh: '已移除的管理员', en: 'Removed operator' })}</div>}
      {!operator && isOfBackend(type) && <div>{t({ zh: 'App 后端', en: "The pool's backend" })}</div>}
      {accountId !== null && (
        <Button type="link" className="user-link id" onClick={() => onUser(accountId)}>
          {accountId}
        </Button>
      )}
      {type === 'identity_moved' && detail !== null && (
        <div className="id">{t({ zh: `原账号 ${detail}`, en: `previous account: ${detail}` })}</div>
      )}
    </>
  );
}

function EventDetails({ event }: { readonly event: AuditEvent }) {
  const facts = useFacts(event);
  return (
    <div className="stack event-details">
      <LoginSteps event={event} />
      <Descriptions
        size="small"
        column={1}
        items={facts.flatMap((fact) => (fact ? [{ key: fact.label, ...fact }] : []))}
      />
    </div>
  );
}

/** Returns the facts of an event, each with the events that share it; `false` for a missing one. */
function useFacts({ requestId, detail, accountId, appId, ip, type }: AuditEvent) {
  const t = useText();
  const { pool } = usePool();
  const to = (filter: Parameters<typeof buildEventAddress>[1]) => buildEventAddress(pool.id, filter);
  return [
    requestId !== null && {
      label: t({ zh: '请求 ID', en: 'Request id' }),
      children: (
        <>
          <span className="id">
            <Copyable text={requestId} />
          </span>
          <Link className="event-link" to={to({ request: requestId })}>
            {t({ zh: '同一请求的事件', en: 'Events of this request' })}
          </Link>
        </>
      ),
    },
    type === 'refused' &&
      detail !== null && {
        label: t({ zh: '微信错误码', en: 'Errcode' }),
        children: (
          <>
            <span className="id">{detail}</span>
            <Link className="event-link" to={to({ detail })}>
              {t({ zh: '同一错误码的事件', en: 'Events with this errcode' })}
            </Link>
          </>
        ),
      },
    accountId !== null && {
      label: t({ zh: '用户', en: 'User' }),
      children: (
        <Link to={to({ account: accountId })}>
          {t({ zh: '该用户的全部事件', en: 'All events of this user' })}
        </Link>
      ),
    },
    appId !== null && {
      label: t({ zh: '小程序 AppID', en: 'Mini program' }),
      children: <span className="id">{appId}</span>,
    },
    ip !== '' && { label: 'IP', children: <IpAddress ip={ip} /> },
  ];
}
