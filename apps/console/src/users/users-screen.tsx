import { Avatar, Button, Card, Empty, Input, Select, Space, Table, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useServer } from '../api/use-server.js';
import { api, read, type PoolUser } from '../api/client.js';
import { FailureView } from '../frame/failure-view.js';
import { PAGE_SIZE, Pager, usePaging } from '../frame/paging.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { nameOf } from './name-of.js';
import { UserDrawer } from './user-drawer.js';

type Field = 'phone' | 'unionid' | 'name';

/** The users of the pool. */
export function UsersScreen() {
  const t = useText();
  const { pool } = usePool();
  const [search, setSearch] = useState<{ field: Field; text: string }>({ field: 'phone', text: '' });
  const [open, setOpen] = useState<string>();
  const paging = usePaging(`${search.field} ${search.text}`);
  const { data, error, mutate, isLoading } = useServer(['users', pool.id, search, paging.cursor], () =>
    read(
      api.POST('/admin/pools/{userPoolId}/users/search', {
        params: { path: { userPoolId: pool.id } },
        body: {
          limit: PAGE_SIZE,
          ...(paging.cursor !== undefined && { cursor: paging.cursor }),
          ...(search.text !== '' && { [search.field]: search.text }),
        },
      }),
    ),
  );
  return (
    <Card>
      <SearchBar onSearch={(field, text) => setSearch({ field, text })} />
      {error ? (
        <FailureView error={error} onRetry={() => void mutate()} />
      ) : (
        <>
          <UserTable
            users={data?.items}
            loading={isLoading}
            emptyText={search.text === '' ? <NobodyYet /> : t('没有匹配的用户', 'No such user')}
            onOpen={setOpen}
          />
          <Pager paging={paging} nextCursor={data?.nextCursor ?? null} />
        </>
      )}
      <UserDrawer userId={open} onClose={() => setOpen(undefined)} onChanged={() => void mutate()} />
    </Card>
  );
}

function NobodyYet() {
  const t = useText();
  const { pool } = usePool();
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={t(
        '还没有用户。第一次登录后会出现在这里。',
        'No users yet. They appear here with their first login.',
      )}
    >
      <Link to={`/pools/${pool.id}/code`}>{t('查看接入代码', 'See the code for a first login')}</Link>
    </Empty>
  );
}

function SearchBar({ onSearch }: { readonly onSearch: (field: Field, text: string) => void }) {
  const t = useText();
  const [field, setField] = useState<Field>('phone');
  const hints: Record<Field, string> = {
    phone: t('完整的手机号', 'The whole number'),
    unionid: t('完整的 UnionID', 'The whole UnionID'),
    name: t('昵称的一部分', 'A part of the nickname'),
  };
  return (
    <Space.Compact className="toolbar-search">
      <Select
        aria-label={t('搜索方式', 'Search by')}
        value={field}
        onChange={setField}
        style={{ width: 120 }}
        options={[
          { value: 'phone', label: t('手机号', 'Phone') },
          { value: 'unionid', label: 'UnionID' },
          { value: 'name', label: t('昵称', 'Nickname') },
        ]}
      />
      <Input.Search
        allowClear
        aria-label={t('搜索用户', 'Search for users')}
        placeholder={hints[field]}
        onSearch={(text) => onSearch(field, text.trim())}
      />
    </Space.Compact>
  );
}

function UserTable({
  users,
  loading,
  emptyText,
  onOpen,
}: {
  readonly users: readonly PoolUser[] | undefined;
  readonly loading: boolean;
  readonly emptyText: ReactNode;
  readonly onOpen: (userId: string) => void;
}) {
  const t = useText();
  const { time, number } = useFormat();
  return (
    <Table<PoolUser>
      rowKey="id"
      loading={loading}
      dataSource={users ? [...users] : []}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText }}
      columns={[
        {
          title: t('用户', 'User'),
          render: (_, user) => (
            <Button type="link" className="user-link" onClick={() => onOpen(user.id)}>
              <Avatar size="small" src={user.photo || undefined} alt="">
                {nameOf(user, t('微信用户', 'WeChat user')).slice(0, 1)}
              </Avatar>
              {nameOf(user, t('微信用户', 'WeChat user'))}
            </Button>
          ),
        },
        { title: t('手机号', 'Phone'), dataIndex: 'phone', render: (phone: string | null) => phone ?? '—' },
        {
          title: t('登录次数', 'Logins'),
          dataIndex: 'loginsCount',
          align: 'right',
          responsive: ['md'],
          render: (count: number) => number(count),
        },
        {
          title: t('最近登录', 'Last login'),
          dataIndex: 'lastLogin',
          responsive: ['md'],
          render: (at: string | null) => (at === null ? '—' : time(at)),
        },
        {
          title: t('注册于', 'Signed up'),
          dataIndex: 'signedUp',
          responsive: ['lg'],
          render: (at: string) => time(at),
        },
        {
          title: t('状态', 'State'),
          dataIndex: 'blocked',
          render: (blocked: boolean) =>
            blocked ? <Tag color="error">{t('已禁用', 'Blocked')}</Tag> : <Tag>{t('正常', 'Active')}</Tag>,
        },
      ]}
    />
  );
}
