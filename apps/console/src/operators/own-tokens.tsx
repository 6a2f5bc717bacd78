import { Button, Card, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import { mutate as mutateAll } from 'swr';
import { api, read, type OperatorWithTokens } from '../api/client.js';
import { SESSION_KEY } from '../api/use-server.js';
import { ShownOnce } from '../frame/shown-once.js';
import { useAction } from '../frame/use-action.js';
import { useFormat, useText } from '../language/language.js';

type Token = OperatorWithTokens['tokens'][number];

const TTL_DAYS = 90;

/** The operator's own token and how it is replaced. */
export function OwnTokens(props: OwnTokensProps) {
  const t = useText();
  const { tokens } = props.operator;
  const { busy, token, replace, revoke, forget } = useOwnTokens(props);
  return (
    <Card
      title={<h2 className="card-title">{t('我的 token', 'My token')}</h2>}
      extra={
        tokens.length < 2 && (
          <Button onClick={replace} loading={busy}>
            {t('更换 token', 'Replace')}
          </Button>
        )
      }
    >
      <TokenTable tokens={tokens} busy={busy} onRevoke={revoke} />
      <ShownOnce
        title={t('新 token', 'The new token')}
        secret={token}
        note={t('旧 token 继续有效，直到你撤销它。', 'The old one stays valid until you revoke it.')}
        onClose={forget}
      />
    </Card>
  );
}

interface OwnTokensProps {
  readonly operator: OperatorWithTokens;
  readonly onChanged: () => Promise<unknown>;
}

/** Creates and revokes the operator's tokens; `token` is the one just created, until it is forgotten. */
function useOwnTokens({ operator, onChanged }: OwnTokensProps) {
  const t = useText();
  const { busy, run } = useAction();
  const [token, setToken] = useState<string>();
  const path = { operatorId: operator.id };
  const replace = () =>
    run(async () => {
      const body = { ttlDays: TTL_DAYS };
      const made = await read(api.POST('/admin/operators/{operatorId}/tokens', { params: { path }, body }));
      setToken(made.token);
      await onChanged();
    });
  const revoke = (tokenId: string) =>
    run(
      async () => {
        const where = { params: { path: { ...path, tokenId } } };
        await read(api.DELETE('/admin/operators/{operatorId}/tokens/{tokenId}', where));
        // It may have been the token of this very session.
        await mutateAll(SESSION_KEY);
        await onChanged();
      },
      t('token 已撤销', 'Token revoked'),
    );
  return { busy, token, replace, revoke, forget: () => setToken(undefined) };
}

function TokenTable({
  tokens,
  busy,
  onRevoke,
}: {
  readonly tokens: readonly Token[];
  readonly busy: boolean;
  readonly onRevoke: (tokenId: string) => void;
}) {
  const t = useText();
  const { time } = useFormat();
  return (
    <Table<Token>
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={[...tokens]}
      columns={[
        { title: t('创建于', 'Created'), dataIndex: 'createdAt', render: (at: string) => time(at) },
        { title: t('有效期至', 'Valid until'), dataIndex: 'expiresAt', render: (at: string) => time(at) },
        {
          title: '',
          align: 'right',
          render: (_, { id }) => tokens.length > 1 && <Revoke busy={busy} onRevoke={() => onRevoke(id)} />,
        },
      ]}
    />
  );
}

function Revoke({ busy, onRevoke }: { readonly busy: boolean; readonly onRevoke: () => void }) {
  const t = useText();
  return (
    <Popconfirm
      title={t('撤销这个 token？', 'Revoke this token?')}
      description={t('用它登录的浏览器会一并退出。', 'Browsers that were signed in with it are signed out.')}
      okText={t('撤销', 'Revoke')}
      onConfirm={onRevoke}
    >
      <Button danger size="small" loading={busy}>
        {t('撤销', 'Revoke')}
      </Button>
    </Popconfirm>
  );
}
