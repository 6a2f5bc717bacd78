import { Button, Table, Tag, Typography } from 'antd';
import { api, read, type OperatorSession } from '../api/client.js';
import { useServer } from '../api/use-server.js';
import { Card } from '../frame/card.js';
import { ConfirmedButton } from '../frame/confirmed-button.js';
import { Loaded } from '../frame/loaded.js';
import { useAction } from '../frame/use-action.js';
import { IpAddress } from '../frame/ip-address.js';
import { useFormat, useText } from '../language/language.js';
import { useSession } from '../session/session.js';

/** Sessions of the operator. */
export function OwnSessions() {
  const t = useText();
  const { busy, run } = useAction();
  const { signOut } = useSession();
  const loaded = useServer('own-sessions', () => read(api.GET('/admin/sessions')));
  const end = (sessionId: string) =>
    run(
      async () => {
        await read(api.DELETE('/admin/sessions/{sessionId}', { params: { path: { sessionId } } }));
        await loaded.mutate();
      },
      t({ zh: '已退出该浏览器', en: 'Browser signed out' }),
    );
  return (
    <Card
      title={t({ zh: '我的会话', en: 'My sessions' })}
      extra={
        <ConfirmedButton
          name={t({ zh: '全部退出', en: 'Sign out everywhere' })}
          question={t({ zh: '退出所有浏览器？', en: 'Sign out of every browser?' })}
          consequence={t({
            zh: '包括当前浏览器，未保存的修改会丢失。',
            en: 'This one included; unsaved changes are lost.',
          })}
          loading={busy}
          onConfirm={() => run(() => signOut(true))}
        />
      }
    >
      <Typography.Paragraph type="secondary">
        {t({
          zh: '30 分钟无操作或登录满 12 小时后自动退出。',
          en: 'A session ends after 30 minutes without use, and at the latest 12 hours after the sign-in.',
        })}
      </Typography.Paragraph>
      <Loaded from={loaded}>
        {({ items }) => <SessionTable sessions={items} busy={busy} onEnd={end} />}
      </Loaded>
    </Card>
  );
}

function SessionTable({
  sessions,
  busy,
  onEnd,
}: {
  readonly sessions: readonly OperatorSession[];
  readonly busy: boolean;
  readonly onEnd: (sessionId: string) => void;
}) {
  const t = useText();
  const { time } = useFormat();
  return (
    <Table<OperatorSession>
      rowKey="id"
      size="small"
      loading={busy}
      pagination={false}
      dataSource={[...sessions]}
      columns={[
        {
          title: t({ zh: '登录于', en: 'Signed in' }),
          dataIndex: 'createdAt',
          responsive: ['md'],
          render: (at: string) => time(at),
        },
        {
          title: t({ zh: '最近使用', en: 'Last used' }),
          dataIndex: 'lastUsedAt',
          render: (at: string) => time(at),
        },
        { title: 'IP', dataIndex: 'ip', render: (ip: string) => <IpAddress ip={ip} /> },
        {
          title: '',
          align: 'right',
          render: (_, { id, current }) =>
            current ? (
              <Tag>{t({ zh: '当前', en: 'This browser' })}</Tag>
            ) : (
              <Button size="small" onClick={() => onEnd(id)}>
                {t({ zh: '退出', en: 'Sign out' })}
              </Button>
            ),
        },
      ]}
    />
  );
}
