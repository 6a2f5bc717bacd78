import { Button, Descriptions, Drawer, Popconfirm, Space, Tag, Typography } from 'antd';
import { useRecordedRead } from '../api/use-server.js';
import { mutate as mutateAll } from 'swr';
import { api, read, type PoolUserDetails } from '../api/client.js';
import { Loaded } from '../frame/loaded.js';
import { saveFile } from '../frame/save-file.js';
import { useAction } from '../frame/use-action.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { useMayChange } from '../session/session.js';
import { nameOf } from './name-of.js';
import { isSessionsOf, SessionList } from './session-list.js';
import { UserHistory } from './user-history.js';

/** One user, and what an operator can do for or against it. */
export function UserDrawer({
  userId,
  onClose,
  onChanged,
}: {
  readonly userId: string | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}) {
  const t = useText();
  const { pool } = usePool();
  const key = userId === undefined ? null : ['user', pool.id, userId];
  const path = { userPoolId: pool.id, userId: userId ?? '' };
  const loaded = useRecordedRead(key, () =>
    read(api.GET('/admin/pools/{userPoolId}/users/{userId}', { params: { path } })),
  );
  const changed = () => {
    void loaded.mutate();
    void mutateAll(isSessionsOf(userId));
    onChanged();
  };
  const erased = () => {
    onClose();
    onChanged();
  };
  return (
    <Drawer
      open={userId !== undefined}
      onClose={onClose}
      size={560}
      title={loaded.data ? nameOf(loaded.data, t('微信用户', 'WeChat user')) : t('用户', 'User')}
      destroyOnHidden
    >
      <Loaded from={loaded}>
        {(user) => (
          <div className="stack">
            <Details user={user} />
            <Actions user={user} onChanged={changed} onErased={erased} />
            <SessionList userId={user.id} />
            <UserHistory userId={user.id} />
          </div>
        )}
      </Loaded>
    </Drawer>
  );
}

function Details({ user }: { readonly user: PoolUserDetails }) {
  const t = useText();
  const { time, number } = useFormat();
  const items = [
    {
      label: t('状态', 'State'),
      children: user.blocked ? (
        <Tag color="error">{t('已禁用', 'Blocked')}</Tag>
      ) : (
        <Tag>{t('正常', 'Active')}</Tag>
      ),
    },
    { label: 'ID', children: <Copyable text={user.id} /> },
    { label: t('手机号', 'Phone'), children: <Phone phone={user.phone} /> },
    { label: 'UnionID', children: user.unionid === null ? '—' : <Copyable text={user.unionid} /> },
    {
      label: 'OpenID',
      children: user.identities.map(({ appId, openid }) => (
        <div key={`${appId} ${openid}`}>
          <Copyable text={openid} /> <Typography.Text type="secondary">{appId}</Typography.Text>
        </div>
      )),
    },
    { label: t('登录次数', 'Logins'), children: number(user.loginsCount) },
    { label: t('最近登录', 'Last login'), children: user.lastLogin === null ? '—' : time(user.lastLogin) },
    { label: t('最近 IP', 'Last address'), children: user.lastIp || '—' },
    { label: t('注册于', 'Signed up'), children: time(user.signedUp) },
  ];
  return (
    <Descriptions
      column={1}
      size="small"
      bordered
      items={items.map((item) => ({ key: item.label, ...item }))}
    />
  );
}

function Phone({ phone }: { readonly phone: string | null }) {
  const mayChange = useMayChange();
  if (phone === null) return '—';
  return mayChange ? <Copyable text={phone} /> : phone;
}

function Copyable({ text }: { readonly text: string }) {
  return (
    <Typography.Text copyable className="mono">
      {text}
    </Typography.Text>
  );
}

interface UserActions {
  readonly user: PoolUserDetails;
  readonly onChanged: () => void;
  readonly onErased: () => void;
}

function useUserActions({ user, onChanged, onErased }: UserActions) {
  const t = useText();
  const { pool } = usePool();
  const { busy, run } = useAction();
  const where = { params: { path: { userPoolId: pool.id, userId: user.id } } };
  const setBlocked = (blocked: boolean) =>
    run(
      async () => {
        await read(api.PATCH('/admin/pools/{userPoolId}/users/{userId}', { ...where, body: { blocked } }));
        onChanged();
      },
      blocked ? t('已禁用', 'Blocked') : t('已解除禁用', 'Unblocked'),
    );
  const download = () =>
    run(async () => {
      const content = await read(api.POST('/admin/pools/{userPoolId}/users/{userId}/export', where));
      saveFile(`user-${user.id}.json`, JSON.stringify(content, null, 2));
    });
  const erase = () =>
    run(
      async () => {
        await read(api.DELETE('/admin/pools/{userPoolId}/users/{userId}', where));
        onErased();
      },
      t('用户已删除', 'User deleted'),
    );
  return { busy, setBlocked, download, erase };
}

function Actions({ user, onChanged, onErased }: UserActions) {
  const t = useText();
  const { busy, setBlocked, download, erase } = useUserActions({ user, onChanged, onErased });
  if (!useMayChange()) return null;
  return (
    <Space wrap>
      {user.blocked ? (
        <Button loading={busy} onClick={() => setBlocked(false)}>
          {t('解除禁用', 'Unblock')}
        </Button>
      ) : (
        <Popconfirm
          title={t('禁用这个用户？', 'Block this user?')}
          description={t(
            '所有会话立即结束，之后无法登录。',
            'Every session ends now, and logins are refused.',
          )}
          okText={t('禁用', 'Block')}
          onConfirm={() => setBlocked(true)}
        >
          <Button loading={busy}>{t('禁用', 'Block')}</Button>
        </Popconfirm>
      )}
      <Button loading={busy} onClick={download}>
        {t('导出数据', 'Export')}
      </Button>
      <Popconfirm
        title={t('删除这个用户？', 'Delete this user?')}
        description={t(
          '账号、身份与会话会被抹除，无法恢复。',
          'Account, identities and sessions are erased for good.',
        )}
        okText={t('删除', 'Delete')}
        okButtonProps={{ danger: true }}
        onConfirm={erase}
      >
        <Button danger loading={busy}>
          {t('删除', 'Delete')}
        </Button>
      </Popconfirm>
    </Space>
  );
}
