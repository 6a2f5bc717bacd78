import { Button, Descriptions, Drawer, Space, Tag, Typography } from 'antd';
import { useRecordedRead } from '../api/use-server.js';
import { mutate as mutateAll } from 'swr';
import { api, read, type PoolUserDetails } from '../api/client.js';
import { ConfirmedButton } from '../frame/confirmed-button.js';
import { Copyable } from '../frame/copyable.js';
import { IpAddress } from '../frame/ip-address.js';
import { isolate } from '../frame/isolate.js';
import { Loaded } from '../frame/loaded.js';
import { saveFile } from '../frame/save-file.js';
import { useAction } from '../frame/use-action.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { useMayChange } from '../session/session.js';
import { nameOf } from './name-of.js';
import { isSessionsOf, SessionList } from './session-list.js';
import { UserHistory } from './user-history.js';

/** Drawer of one user, with the actions of an operator. */
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
      title={
        loaded.data
          ? isolate(nameOf(loaded.data, t({ zh: '微信用户', en: 'WeChat user' })))
          : t({ zh: '用户', en: 'User' })
      }
      destroyOnHidden
    >
      <Loaded from={loaded}>
        {(user) => (
          <div className="stack">
            <Details user={user} />
            <Actions user={user} onChanged={changed} onErased={erased} />
            <SessionList key={user.id} userId={user.id} />
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
      label: t({ zh: '状态', en: 'State' }),
      children: user.blocked ? (
        <Tag color="error">{t({ zh: '已禁用', en: 'Blocked' })}</Tag>
      ) : (
        <Tag>{t({ zh: '正常', en: 'Active' })}</Tag>
      ),
    },
    { label: 'ID', children: <Copyable text={user.id} /> },
    { label: t({ zh: '手机号', en: 'Phone' }), children: <Phone phone={user.phone} /> },
    { label: 'UnionID', children: user.unionid === null ? '—' : <Copyable text={user.unionid} /> },
    {
      label: 'OpenID',
      children: user.identities.map(({ appId, openid }) => (
        <div key={`${appId} ${openid}`}>
          <Copyable text={openid} /> <Typography.Text type="secondary">{appId}</Typography.Text>
        </div>
      )),
    },
    { label: t({ zh: '登录次数', en: 'Logins' }), children: number(user.loginsCount) },
    {
      label: t({ zh: '最近登录', en: 'Last login' }),
      children: user.lastLogin === null ? '—' : time(user.lastLogin),
    },
    {
      label: t({ zh: '最近 IP', en: 'Last IP address' }),
      children: user.lastIp ? <IpAddress ip={user.lastIp} /> : '—',
    },
    { label: t({ zh: '注册于', en: 'Signed up' }), children: time(user.signedUp) },
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

interface UserActions {
  readonly user: PoolUserDetails;
  readonly onChanged: () => void;
  readonly onErased: () => void;
}

function useUserActions({ user, onChanged, onErased }: UserActions) {
  const t = useText();
  const { pool } = usePool();
  // Each shows on its own button that it runs.
  const blocking = useAction();
  const exporting = useAction();
  const erasing = useAction();
  const where = { params: { path: { userPoolId: pool.id, userId: user.id } } };
  const setBlocked = (blocked: boolean) =>
    blocking.run(
      async () => {
        await read(api.PATCH('/admin/pools/{userPoolId}/users/{userId}', { ...where, body: { blocked } }));
        onChanged();
      },
      blocked ? t({ zh: '已禁用', en: 'Blocked' }) : t({ zh: '已解除禁用', en: 'Unblocked' }),
    );
  const download = () =>
    exporting.run(
      async () => {
        const content = await read(api.POST('/admin/pools/{userPoolId}/users/{userId}/export', where));
        saveFile(`user-${user.id}.json`, JSON.stringify(content, null, 2));
      },
      t({ zh: '已导出', en: 'Exported' }),
    );
  const erase = () =>
    erasing.run(
      async () => {
        await read(api.DELETE('/admin/pools/{userPoolId}/users/{userId}', where));
        onErased();
      },
      t({ zh: '用户已删除', en: 'User deleted' }),
    );
  return {
    isBlocking: blocking.busy,
    isExporting: exporting.busy,
    isErasing: erasing.busy,
    setBlocked,
    download,
    erase,
  };
}

function Actions({ user, onChanged, onErased }: UserActions) {
  const t = useText();
  const { isBlocking, isExporting, isErasing, setBlocked, download, erase } = useUserActions({
    user,
    onChanged,
    onErased,
  });
  if (!useMayChange()) return null;
  return (
    <Space wrap>
      {user.blocked ? (
        <Button loading={isBlocking} onClick={() => setBlocked(false)}>
          {t({ zh: '解除禁用', en: 'Unblock' })}
        </Button>
      ) : (
        <ConfirmedButton
          name={t({ zh: '禁用', en: 'Block' })}
          question={t({ zh: '禁用这个用户？', en: 'Block this user?' })}
          consequence={t({
            zh: '所有会话立即结束，之后无法登录。',
            en: 'Every session ends now, and new logins are refused.',
          })}
          loading={isBlocking}
          onConfirm={() => setBlocked(true)}
        />
      )}
      <Button loading={isExporting} onClick={download}>
        {t({ zh: '导出数据', en: 'Export' })}
      </Button>
      <ConfirmedButton
        name={t({ zh: '删除', en: 'Delete' })}
        question={t({ zh: '删除这个用户？', en: 'Delete this user?' })}
        consequence={t({
          zh: '账号、身份和会话将被永久删除，无法恢复。',
          en: 'Account, identities and sessions are deleted permanently.',
        })}
        danger
        loading={isErasing}
        onConfirm={erase}
      />
    </Space>
  );
}
