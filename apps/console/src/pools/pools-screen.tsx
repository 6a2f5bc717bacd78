import { PlusOutlined } from '@ant-design/icons';
import { Button, Empty, Table, Tag, Typography } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useServer } from '../api/use-server.js';
import { api, read, type Pool } from '../api/client.js';
import { REQUEST_LIMITS } from '../api/request-limits.js';
import { isApp2WxappError } from '@app2wxapp/core';
import { Card } from '../frame/card.js';
import { Loaded } from '../frame/loaded.js';
import { HealthTags } from '../health/health-lights.js';
import { useHealth } from '../health/use-health.js';
import { PAGE_SIZE, Pager, usePaging } from '../frame/paging.js';
import { SearchBox } from '../frame/search-box.js';
import { useQuery } from '../frame/use-query.js';
import { useTitle } from '../frame/use-title.js';
import { useFormat, useText } from '../language/language.js';
import { useMayChange } from '../session/session.js';
import { NewPool } from './new-pool.js';

/** Screen of all pools. */
export function PoolsScreen() {
  const t = useText();
  const mayChange = useMayChange();
  useTitle(t({ zh: '用户池', en: 'Pools' }));
  const [query, change] = useQuery();
  const name = (query.get('q') ?? '').slice(0, REQUEST_LIMITS.NewPool.name.maxLength);
  const [creating, setCreating] = useState(false);
  const paging = usePaging('pools', name);
  const { cursor, round } = paging;
  const loaded = useServer(['pools', name, cursor, round], () => findPools(name, cursor), {
    keepPreviousData: true,
  });
  const isSearching = paging.page === 1 && loaded.isLoading;
  const search = (text: string) => {
    if (text !== name) change({ q: text });
    // A second Enter, while the search runs, is no further search.
    else if (!isSearching) paging.restart();
  };
  const create = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
      {t({ zh: '新建用户池', en: 'New pool' })}
    </Button>
  );
  const nothingYet = !loaded.isPrevious && loaded.data?.items.length === 0 && name === '';
  return (
    <>
      <div className="title-row">
        <h1>{t({ zh: '用户池', en: 'Pools' })}</h1>
        {mayChange && !nothingYet && <div className="title-row-end">{create}</div>}
      </div>
      <Card>
        {nothingYet ? (
          <NoPools>{mayChange && create}</NoPools>
        ) : (
          <>
            <PoolSearch text={name} onSearch={search} />
            <Loaded from={loaded}>
              {({ items, nextCursor }) => (
                <>
                  <PoolTable pools={items} />
                  <Pager paging={paging} from={loaded} count={items.length} nextCursor={nextCursor} />
                </>
              )}
            </Loaded>
          </>
        )}
      </Card>
      <NewPool open={creating} onClose={() => setCreating(false)} />
    </>
  );
}

function NoPools({ children }: { readonly children: ReactNode }) {
  const t = useText();
  return (
    <Empty
      description={t({
        zh: '还没有用户池。一个 App 的用户放在一个用户池中。',
        en: 'No pools yet. A pool contains the users of an app.',
      })}
    >
      {children}
    </Empty>
  );
}

function PoolSearch({
  text,
  onSearch,
}: {
  readonly text: string;
  readonly onSearch: (text: string) => void;
}) {
  const t = useText();
  return (
    <div className="toolbar">
      <SearchBox
        maxLength={REQUEST_LIMITS.NewPool.name.maxLength}
        style={{ maxWidth: 320 }}
        searched={text}
        aria-label={t({ zh: '按名称或 ID 搜索', en: 'Search by name or id' })}
        placeholder={t({ zh: '按名称或 ID 搜索', en: 'Search by name or id' })}
        onSearch={(next) => onSearch(next.trim())}
      />
    </div>
  );
}

/** Finds pools: by id one alone, else by name. */
async function findPools(
  text: string,
  cursor: string | undefined,
): Promise<{ readonly items: readonly Pool[]; readonly nextCursor: string | null }> {
  if (/^[0-9a-f]{24}$/.test(text)) {
    try {
      const path = { userPoolId: text };
      const pool = await read(api.GET('/admin/pools/{userPoolId}', { params: { path } }));
      return { items: [pool], nextCursor: null };
    } catch (error) {
      if (isApp2WxappError(error, 'user_pool_not_found')) return { items: [], nextCursor: null };
      throw error;
    }
  }
  const query = { limit: PAGE_SIZE, cursor, ...(text !== '' && { name: text }) };
  return read(api.GET('/admin/pools', { params: { query } }));
}

function PoolTable({ pools }: { readonly pools: readonly Pool[] }) {
  const t = useText();
  const { day } = useFormat();
  const health = useHealth(pools.map(({ id }) => id));
  return (
    <Table<Pool>
      rowKey="id"
      dataSource={[...pools]}
      pagination={false}
      scroll={{ x: true }}
      locale={{ emptyText: t({ zh: '没有匹配的用户池', en: 'No pool matches' }) }}
      columns={[
        {
          title: t({ zh: '名称', en: 'Name' }),
          render: (_, pool) => (
            <Link className="cell-name" to={`/pools/${pool.id}`}>
              <bdi>{pool.name}</bdi>
            </Link>
          ),
        },
        {
          title: t({ zh: '用户池 ID', en: 'Pool ID' }),
          dataIndex: 'id',
          responsive: ['lg'],
          render: (id: string) => <Typography.Text className="id">{id}</Typography.Text>,
        },
        {
          title: t({ zh: '状态', en: 'Health' }),
          render: (_, pool) => <HealthTags pool={pool} health={health.get(pool.id)} />,
        },
        {
          title: t({ zh: '换取方式', en: 'Exchange' }),
          responsive: ['md'],
          render: (_, pool) => <Manner pool={pool} />,
        },
        {
          title: t({ zh: '创建于', en: 'Created' }),
          dataIndex: 'createdAt',
          responsive: ['xl'],
          render: (at: string) => day(at),
        },
      ]}
    />
  );
}

function Manner({ pool }: { readonly pool: Pool }) {
  const t = useText();
  return (
    <span className="light-tags">
      <Tag>
        {pool.secretRequired ? t({ zh: '需要密钥', en: 'With secret' }) : t({ zh: '直连', en: 'Direct' })}
      </Tag>
      {pool.miniProgram && <Tag>{t({ zh: '自有小程序', en: 'Own mini program' })}</Tag>}
    </span>
  );
}
