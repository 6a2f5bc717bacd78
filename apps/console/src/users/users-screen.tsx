import { isApp2WxappError } from '@app2wxapp/core';
import { Avatar, Button, Empty, Table, Tag, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useRecordedRead } from '../api/use-server.js';
import { api, read, type PoolUser } from '../api/client.js';
import { REQUEST_LIMITS } from '../api/request-limits.js';
import { Card } from '../frame/card.js';
import { Loaded } from '../frame/loaded.js';
import { PAGE_SIZE, Pager, usePaging } from '../frame/paging.js';
import { SearchBox } from '../frame/search-box.js';
import { useQuery } from '../frame/use-query.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { nameOf } from './name-of.js';
import { readSearch } from './read-search.js';
import { UserDrawer } from './user-drawer.js';

/** Screen of the pool's users. */
export function UsersScreen() {
  const t = useText();
  const { pool } = usePool();
  const [query, change] = useQuery();
  // In memory only: an address with a phone number would stay in the browser's history.
  const [{ text, count }, setSearch] = useState({ text: '', count: 0 });
  const setOpen = (userId?: string) => change({ user: userId });
  const paging = usePaging('users', String(count));
  const loaded = useRecordedRead(
    ['users', pool.id, text, count, paging.cursor],
    () => findUsers(pool.id, text, paging.cursor),
    { keepPreviousData: true },
  );
  const isSearching = paging.page === 1 && loaded.isLoading;
  const search = (next: string) => {
    // A second Enter, while the search runs, is no further search: each is recorded as an event.
    if (next !== text || !isSearching) setSearch({ text: next, count: count + 1 });
  };
  return (
    <Card>
      <SearchBar text={text} onSearch={search} />
      <Loaded from={loaded}>
        {({ items, nextCursor }) => (
          <>
            <UserTable
              users={items}
              emptyText={text === '' ? <NobodyYet /> : t({ zh: '没有匹配的用户', en: 'No user matches' })}
              onOpen={setOpen}
            />
            <Pager paging={paging} from={loaded} count={items.length} nextCursor={nextCursor} />
          </>
        )}
      </Loaded>
      <UserDrawer
        userId={query.get('user') ?? undefined}
        onClose={() => setOpen(undefined)}
        onChanged={() => void loaded.mutate()}
      />
    </Card>
  );
}

function NobodyYet() {
  const t = useText();
  const { pool } = usePool();
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={t({
        zh: '还没有用户。第一次登录后会出现在这里。',
        en: 'No users yet. They appear here with their first login.',
      })}
    >
      <Link to={`/pools/${pool.id}/code`}>
        {t({ zh: '查看接入代码', en: 'See the code for a first login' })}
      </Link>
    </Empty>
  );
}

function SearchBar({ text, onSearch }: { readonly text: string; readonly onSearch: (text: string) => void }) {
  const t = useText();
  return (
    <SearchBox
      // The length of the longest search term.
      maxLength={REQUEST_LIMITS.UserSearch.wechatUser.maxLength}
      searched={text}
      className="toolbar-search"
      aria-label={t({ zh: '搜索用户', en: 'Search for users' })}
      placeholder={t({
        zh: 'ID、手机号、OpenID、UnionID 或昵称',
        en: 'Id, phone, OpenID, UnionID, name',
      })}
      onSearch={(next) => onSearch(next.trim())}
    />
  );
}

/** Finds users: by id one alone, else by a search. */
async function findUsers(userPoolId: string, text: string, cursor: string | undefined): Promise<UserPage> {
  const search = readSearch(text);
  if ('id' in search) {
    const path = { userPoolId, userId: search.id };
    try {
      const user = await read(api.GET('/admin/pools/{userPoolId}/users/{userId}', { params: { path } }));
      return { items: [user], nextCursor: null };
    } catch (error) {
      if (isApp2WxappError(error) && error.status === 404) return { items: [], nextCursor: null };
      throw error;
    }
  }
  const body = { limit: PAGE_SIZE, ...search, ...(cursor !== undefined && { cursor }) };
  return read(api.POST('/admin/pools/{userPoolId}/users/search', { params: { path: { userPoolId } }, body }));
}

interface UserPage {
  readonly items: readonly PoolUser[];
  readonly nextCursor: string | null;
}

function UserName({ user, onOpen }: { readonly user: PoolUser; readonly onOpen: () => void }) {
  const t = useText();
  const name = nameOf(user, t({ zh: '微信用户', en: 'WeChat user' }));
  // By code points: half an emoji is no letter.
  const [initial] = name;
  return (
    <Button type="link" className="user-link" onClick={onOpen}>
      <Avatar size="small" src={user.photo || undefined} alt="">
        {initial}
      </Avatar>
      <bdi className="cell-name">{name}</bdi>
    </Button>
  );
}

function BlockedTag() {
  const t = useText();
  return <Tag color="error">{t({ zh: '已禁用', en: 'Blocked' })}</Tag>;
}

function UserTable({
  users,
  emptyText,
  onOpen,
}: {
  readonly users: readonly PoolUser[];
  readonly emptyText: ReactNode;
  readonly onOpen: (userId: string) => void;
}) {
  const columns = useUserColumns(onOpen);
  return (
    <Table<PoolUser>
      rowKey="id"
      dataSource={[...users]}
      pagination={false}
      scroll={{ x: true }}
      locale={{ emptyText }}
      columns={columns}
    />
  );
}

function useUserColumns(onOpen: (userId: string) => void): TableColumnsType<PoolUser> {
  const t = useText();
  const { time, number } = useFormat();
  return [
    {
      title: t({ zh: '用户', en: 'User' }),
      render: (_, user) => (
        <>
          <UserName user={user} onOpen={() => onOpen(user.id)} />
          <div className="on-narrow">{user.blocked && <BlockedTag />}</div>
        </>
      ),
    },
    {
      title: t({ zh: '手机号', en: 'Phone' }),
      dataIndex: 'phone',
      render: (phone: string | null) => phone ?? '—',
    },
    {
      title: t({ zh: '登录次数', en: 'Logins' }),
      dataIndex: 'loginsCount',
      align: 'right',
      responsive: ['md'],
      render: (count: number) => number(count),
    },
    {
      title: t({ zh: '最近登录', en: 'Last login' }),
      dataIndex: 'lastLogin',
      responsive: ['md'],
      render: (at: string | null) => (at === null ? '—' : time(at)),
    },
    {
      title: t({ zh: '注册于', en: 'Signed up' }),
      dataIndex: 'signedUp',
      responsive: ['xl'],
      render: (at: string) => time(at),
    },
    {
      title: t({ zh: '状态', en: 'State' }),
      dataIndex: 'blocked',
      responsive: ['lg'],
      render: (blocked: boolean) => (blocked ? <BlockedTag /> : <Tag>{t({ zh: '正常', en: 'Active' })}</Tag>),
    },
  ];
}
