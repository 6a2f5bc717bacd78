import { Button, Popconfirm, Table, Tag } from 'antd';
import { useRecordedRead } from '../api/use-server.js';
import { api, read, type UserSession } from '../api/client.js';
import { Loaded } from '../frame/loaded.js';
import { Pager, usePaging } from '../frame/paging.js';
import { useAction } from '../frame/use-action.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { useMayChange } from '../session/session.js';

/** Finds the kept pages of a user's sessions, to load them anew. */
export function isSessionsOf(userId: string | undefined): (key: unknown) => boolean {
  return (key) => Array.isArray(key) && key[0] === 'sessions' && key[2] === userId;
}

/** The sessions of a user. */
export function SessionList({ userId }: { readonly userId: string }) {
  const t = useText();
  const { pool } = usePool();
  const mayChange = useMayChange();
  const path = { userPoolId: pool.id, userId };
  const paging = usePaging(userId);
  const loaded = useRecordedRead(['sessions', pool.id, userId, paging.cursor], () =>
    read(
      api.GET('/admin/pools/{userPoolId}/users/{userId}/sessions', {
        params: { path, query: { limit: 10, cursor: paging.cursor } },
      }),
    ),
  );
  const { busy, endAll, endOne } = useRevocation(path, loaded.mutate);
  return (
    <section>
      <div className="title-row">
        <h3 className="card-title">{t('会话', 'Sessions')}</h3>
        {mayChange && loaded.data?.items.some(isStanding) === true && (
          <div className="title-row-end">
            <RevokeAll busy={busy} onRevoke={endAll} />
          </div>
        )}
      </div>
      <Loaded from={loaded}>
        {({ items, nextCursor }) => (
          <>
            <SessionTable sessions={items} {...(mayChange && { onEnd: endOne })} />
            <Pager paging={paging} nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
    </section>
  );
}

/** Revokes one session of a user, or all. */
function useRevocation(
  path: { readonly userPoolId: string; readonly userId: string },
  reload: () => Promise<unknown>,
) {
  const t = useText();
  const { busy, run } = useAction();
  const endAll = () =>
    run(
      async () => {
        await read(api.DELETE('/admin/pools/{userPoolId}/users/{userId}/sessions', { params: { path } }));
        await reload();
      },
      t('会话已全部撤销', 'Every session is revoked'),
    );
  const endOne = (sessionId: string) =>
    run(
      async () => {
        const where = { params: { path: { ...path, sessionId } } };
        await read(api.DELETE('/admin/pools/{userPoolId}/users/{userId}/sessions/{sessionId}', where));
        await reload();
      },
      t('会话已撤销', 'Session revoked'),
    );
  return { busy, endAll, endOne };
}

function RevokeAll({ busy, onRevoke }: { readonly busy: boolean; readonly onRevoke: () => void }) {
  const t = useText();
  return (
    <Popconfirm
      title={t('撤销所有会话？', 'Revoke every session?')}
      okText={t('撤销', 'Revoke')}
      onConfirm={onRevoke}
    >
      <Button size="small" loading={busy}>
        {t('全部撤销', 'Revoke all')}
      </Button>
    </Popconfirm>
  );
}

function SessionTable({
  sessions,
  onEnd,
}: {
  readonly sessions: readonly UserSession[];
  readonly onEnd?: (sessionId: string) => void;
}) {
  const t = useText();
  const { time } = useFormat();
  return (
    <Table<UserSession>
      size="small"
      rowKey="id"
      dataSource={[...sessions]}
      pagination={false}
      scroll={{ x: 420 }}
      locale={{ emptyText: t('没有会话', 'No sessions') }}
      columns={[
        { title: t('登录于', 'Logged in'), dataIndex: 'createdAt', render: (at: string) => time(at) },
        { title: 'IP', dataIndex: 'ip' },
        {
          title: t('状态', 'State'),
          render: (_, session) =>
            isStanding(session) ? (
              onEnd ? (
                <Popconfirm
                  title={t('撤销这个会话？', 'Revoke this session?')}
                  description={t('该设备需要重新登录。', 'The device has to log in again.')}
                  okText={t('撤销', 'Revoke')}
                  onConfirm={() => onEnd(session.id)}
                >
                  <Button size="small">{t('撤销', 'Revoke')}</Button>
                </Popconfirm>
              ) : (
                <Tag>{t('有效', 'Active')}</Tag>
              )
            ) : (
              <Tag>{t('已失效', 'Ended')}</Tag>
            ),
        },
      ]}
    />
  );
}

function isStanding({ revokedAt, expiresAt }: UserSession): boolean {
  return revokedAt === null && Date.parse(expiresAt) > Date.now();
}
