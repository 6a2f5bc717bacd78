import { Table, Tag } from 'antd';
import { useRecordedRead } from '../api/use-server.js';
import { api, read, type UserSession } from '../api/client.js';
import { ConfirmedButton } from '../frame/confirmed-button.js';
import { Loaded } from '../frame/loaded.js';
import { Pager, usePaging } from '../frame/paging.js';
import { useAction } from '../frame/use-action.js';
import { IpAddress } from '../frame/ip-address.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { useMayChange } from '../session/session.js';

/** Finds the cached pages of a user's sessions, to load them again. */
export function isSessionsOf(userId: string | undefined): (key: unknown) => boolean {
  return (key) => Array.isArray(key) && key[0] === 'sessions' && key[2] === userId;
}

/** Sessions of a user. */
export function SessionList({ userId }: { readonly userId: string }) {
  const t = useText();
  const { pool } = usePool();
  const mayChange = useMayChange();
  const path = { userPoolId: pool.id, userId };
  const paging = usePaging('sessions', userId);
  const loaded = useRecordedRead(
    ['sessions', pool.id, userId, paging.cursor],
    () =>
      read(
        api.GET('/admin/pools/{userPoolId}/users/{userId}/sessions', {
          params: { path, query: { limit: 10, cursor: paging.cursor } },
        }),
      ),
    { keepPreviousData: true },
  );
  const revocation = { path, reload: () => loaded.mutate() };
  return (
    <section>
      <div className="title-row">
        <h3 className="card-title">{t({ zh: '会话', en: 'Sessions' })}</h3>
        {mayChange && loaded.data?.items.some(isStanding) === true && (
          <div className="title-row-end">
            <RevokeAll {...revocation} />
          </div>
        )}
      </div>
      <Loaded from={loaded}>
        {({ items, nextCursor }) => (
          <>
            <SessionTable sessions={items} {...(mayChange && { revocation })} />
            <Pager paging={paging} from={loaded} count={items.length} nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
    </section>
  );
}

interface Revocation {
  readonly path: { readonly userPoolId: string; readonly userId: string };
  readonly reload: () => Promise<unknown>;
}

function RevokeAll({ path, reload }: Revocation) {
  const t = useText();
  const { busy, run } = useAction();
  const revoke = () =>
    run(
      async () => {
        await read(api.DELETE('/admin/pools/{userPoolId}/users/{userId}/sessions', { params: { path } }));
        await reload();
      },
      t({ zh: '会话已全部撤销', en: 'Every session is revoked' }),
    );
  return (
    <ConfirmedButton
      name={t({ zh: '全部撤销', en: 'Revoke all' })}
      question={t({ zh: '撤销所有会话？', en: 'Revoke every session?' })}
      consequence={t({ zh: '每台设备都需要重新登录。', en: 'Every device has to log in again.' })}
      size="small"
      loading={busy}
      onConfirm={revoke}
    />
  );
}

/** Button that revokes one session; it shows that it works, not those of the other rows. */
function Revoke({ path, reload, sessionId }: Revocation & { readonly sessionId: string }) {
  const t = useText();
  const { busy, run } = useAction();
  const revoke = () =>
    run(
      async () => {
        const where = { params: { path: { ...path, sessionId } } };
        await read(api.DELETE('/admin/pools/{userPoolId}/users/{userId}/sessions/{sessionId}', where));
        await reload();
      },
      t({ zh: '会话已撤销', en: 'Session revoked' }),
    );
  return (
    <ConfirmedButton
      name={t({ zh: '撤销', en: 'Revoke' })}
      question={t({ zh: '撤销这个会话？', en: 'Revoke this session?' })}
      consequence={t({ zh: '该设备需要重新登录。', en: 'The device has to log in again.' })}
      size="small"
      loading={busy}
      onConfirm={revoke}
    />
  );
}

function SessionTable({
  sessions,
  revocation,
}: {
  readonly sessions: readonly UserSession[];
  readonly revocation?: Revocation;
}) {
  const t = useText();
  const { time } = useFormat();
  return (
    <Table<UserSession>
      size="small"
      rowKey="id"
      dataSource={[...sessions]}
      pagination={false}
      locale={{ emptyText: t({ zh: '没有会话', en: 'No sessions' }) }}
      columns={[
        {
          title: t({ zh: '登录于', en: 'Logged in' }),
          dataIndex: 'createdAt',
          render: (at: string) => time(at),
        },
        { title: 'IP', dataIndex: 'ip', render: (ip: string) => <IpAddress ip={ip} /> },
        {
          title: t({ zh: '状态', en: 'State' }),
          render: (_, session) =>
            isStanding(session) ? (
              revocation ? (
                <Revoke {...revocation} sessionId={session.id} />
              ) : (
                <Tag>{t({ zh: '有效', en: 'Active' })}</Tag>
              )
            ) : (
              <Tag>{t({ zh: '已失效', en: 'Ended' })}</Tag>
            ),
        },
      ]}
    />
  );
}

function isStanding({ revokedAt, expiresAt }: UserSession): boolean {
  return revokedAt === null && Date.parse(expiresAt) > Date.now();
}
