import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Empty, Input, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useServer } from '../api/use-server.js';
import { api, read, type Pool } from '../api/client.js';
import { FailureView } from '../frame/failure-view.js';
import { PAGE_SIZE, Pager, usePaging } from '../frame/paging.js';
import { useFormat, useText } from '../language/language.js';
import { useMayChange } from '../session/session.js';
import { NewPool } from './new-pool.js';

/** All pools. */
export function PoolsScreen() {
  const t = useText();
  const mayChange = useMayChange();
  const [name, setName] = useState('');
  const [creating, setCreating] = useState(false);
  const paging = usePaging(name);
  const { data, error, mutate, isLoading } = useServer(['pools', name, paging.cursor], () =>
    read(
      api.GET('/admin/pools', {
        params: { query: { limit: PAGE_SIZE, cursor: paging.cursor, ...(name !== '' && { name }) } },
      }),
    ),
  );
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
      {t('新建用户池', 'New pool')}
    </Button>
  );
  if (error) return <FailureView error={error} onRetry={() => void mutate()} />;
  const nothingYet = data?.items.length === 0 && name === '';
  return (
    <>
      <div className="title-row">
        <h1>{t('用户池', 'Pools')}</h1>
        {mayChange && !nothingYet && <div className="title-row-end">{create}</div>}
      </div>
      <Card>
        {nothingYet ? (
          <Empty
            description={t(
              '还没有用户池。每个应用的用户放在一个用户池里。',
              'No pools yet. A pool holds the users of an app.',
            )}
          >
            {mayChange && create}
          </Empty>
        ) : (
          <>
            <div className="toolbar">
              <Input.Search
                allowClear
                style={{ maxWidth: 320 }}
                aria-label={t('按名称搜索', 'Search by name')}
                placeholder={t('按名称搜索', 'Search by name')}
                onSearch={(text) => setName(text.trim())}
              />
            </div>
            <PoolTable pools={data?.items} loading={isLoading} />
            <Pager paging={paging} nextCursor={data?.nextCursor ?? null} />
          </>
        )}
      </Card>
      <NewPool open={creating} onClose={() => setCreating(false)} />
    </>
  );
}

function PoolTable({
  pools,
  loading,
}: {
  readonly pools: readonly Pool[] | undefined;
  readonly loading: boolean;
}) {
  const t = useText();
  const { day } = useFormat();
  return (
    <Table<Pool>
      rowKey="id"
      loading={loading}
      dataSource={pools ? [...pools] : []}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: t('没有匹配的用户池', 'No pool of this name') }}
      columns={[
        {
          title: t('名称', 'Name'),
          render: (_, pool) => <Link to={`/pools/${pool.id}`}>{pool.name}</Link>,
        },
        {
          title: t('用户池 ID', 'Pool ID'),
          dataIndex: 'id',
          responsive: ['md'],
          render: (id: string) => <Typography.Text className="id">{id}</Typography.Text>,
        },
        { title: t('登录方式', 'Exchange'), render: (_, pool) => <Manner pool={pool} /> },
        {
          title: t('创建于', 'Created'),
          dataIndex: 'createdAt',
          responsive: ['md'],
          render: (at: string) => day(at),
        },
      ]}
    />
  );
}

function Manner({ pool }: { readonly pool: Pool }) {
  const t = useText();
  return (
    <>
      <Tag>{pool.secretRequired ? t('需要密钥', 'With secret') : t('直连', 'Direct')}</Tag>
      {pool.miniProgram && <Tag>{t('自有小程序', 'Own mini program')}</Tag>}
    </>
  );
}
