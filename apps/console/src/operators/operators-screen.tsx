import { PlusOutlined } from '@ant-design/icons';
import { Button, Table, Tag, Typography, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useServer } from '../api/use-server.js';
import { api, read, type OperatorWithTokens } from '../api/client.js';
import { Card } from '../frame/card.js';
import { ConfirmedButton } from '../frame/confirmed-button.js';
import { isolate } from '../frame/isolate.js';
import { Loaded } from '../frame/loaded.js';
import { useAction } from '../frame/use-action.js';
import { useTitle } from '../frame/use-title.js';
import { useFormat, useText } from '../language/language.js';
import { useMayChange, useSession } from '../session/session.js';
import { NewOperator } from './new-operator.js';
import { OwnSessions } from './own-sessions.js';
import { OwnTokens } from './own-tokens.js';
import { ROLE_NAMES } from './role-names.js';

/** Screen of the console's operators. */
export function OperatorsScreen() {
  const t = useText();
  useTitle(t({ zh: '管理员', en: 'Operators' }));
  const { operator: self } = useSession();
  const mayChange = useMayChange() && self.userPoolIds === null;
  const [creating, setCreating] = useState(false);
  const operators = useServer('operators', () => read(api.GET('/admin/operators')));
  const own = operators.data?.items.find(({ id }) => id === self.id);
  return (
    <div className="stack">
      <div className="title-row">
        <h1>{t({ zh: '管理员', en: 'Operators' })}</h1>
        {mayChange && (
          <div className="title-row-end">
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
              {t({ zh: '新建管理员', en: 'New operator' })}
            </Button>
          </div>
        )}
      </div>
      <Card>
        <Typography.Paragraph type="secondary">
          {t({
            zh: '每人一个 token：人员离开时，只移除对应的一个。',
            en: 'One token for each person: when a person leaves, only that token is removed.',
          })}
        </Typography.Paragraph>
        <Loaded from={operators}>
          {({ items }) => <OperatorTable operators={items} onChanged={operators.mutate} />}
        </Loaded>
      </Card>
      {own && <OwnTokens operator={own} onChanged={operators.mutate} />}
      <OwnSessions />
      <NewOperator
        open={creating}
        onClose={() => setCreating(false)}
        onCreated={() => void operators.mutate()}
      />
    </div>
  );
}

function OperatorTable({
  operators,
  onChanged,
}: {
  readonly operators: readonly OperatorWithTokens[];
  readonly onChanged: () => Promise<unknown>;
}) {
  return (
    <Table<OperatorWithTokens>
      rowKey="id"
      dataSource={[...operators]}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: true }}
      columns={useColumns(onChanged)}
    />
  );
}

function useColumns(onChanged: () => Promise<unknown>): TableColumnsType<OperatorWithTokens> {
  const t = useText();
  const { day } = useFormat();
  return [
    {
      title: t({ zh: '名称', en: 'Name' }),
      dataIndex: 'name',
      render: (name: string) => <bdi className="cell-name">{name}</bdi>,
    },
    {
      title: t({ zh: '角色', en: 'Role' }),
      dataIndex: 'role',
      render: (role: OperatorWithTokens['role']) => <Tag>{t(ROLE_NAMES[role])}</Tag>,
    },
    {
      title: t({ zh: '用户池', en: 'Pools' }),
      dataIndex: 'userPoolIds',
      responsive: ['md'],
      render: (ids: readonly string[] | null) => ids?.length ?? t({ zh: '全部', en: 'All' }),
    },
    {
      title: t({ zh: 'token 有效期至', en: 'Token valid until' }),
      dataIndex: 'tokens',
      responsive: ['md'],
      render: (tokens: OperatorWithTokens['tokens']) => <Expiry tokens={tokens} />,
    },
    {
      title: t({ zh: '创建于', en: 'Created' }),
      dataIndex: 'createdAt',
      responsive: ['xl'],
      render: (at: string) => day(at),
    },
    {
      title: '',
      align: 'right',
      render: (_, operator) => <RemoveOperator operator={operator} onRemoved={onChanged} />,
    },
  ];
}

function Expiry({ tokens }: Pick<OperatorWithTokens, 'tokens'>) {
  const t = useText();
  const { day } = useFormat();
  const last = tokens.at(-1);
  return last ? day(last.expiresAt) : <Tag color="error">{t({ zh: '已过期', en: 'Expired' })}</Tag>;
}

function RemoveOperator({
  operator: { id, name },
  onRemoved,
}: {
  readonly operator: OperatorWithTokens;
  readonly onRemoved: () => Promise<unknown>;
}) {
  const t = useText();
  const { busy, run } = useAction();
  const { operator: self } = useSession();
  const mayRemove = useMayChange() && self.userPoolIds === null && id !== self.id;
  const remove = () =>
    run(
      async () => {
        await read(api.DELETE('/admin/operators/{operatorId}', { params: { path: { operatorId: id } } }));
        await onRemoved();
      },
      t({ zh: '已移除', en: 'Removed' }),
    );
  if (!mayRemove) return null;
  return (
    <ConfirmedButton
      name={t({ zh: '移除', en: 'Remove' })}
      question={t({ zh: `移除 ${isolate(name)}？`, en: `Remove ${isolate(name)}?` })}
      consequence={t({
        zh: 'token 和已登录的浏览器会话立即失效。',
        en: 'The token and all browser sessions of this operator become invalid now.',
      })}
      danger
      loading={busy}
      onConfirm={remove}
    />
  );
}
