import { Button, Table } from 'antd';
import { useState } from 'react';
import { mutate as mutateAll } from 'swr';
import { api, read, type OperatorWithTokens } from '../api/client.js';
import { SESSION_KEY } from '../api/use-server.js';
import { Card } from '../frame/card.js';
import { ConfirmedButton } from '../frame/confirmed-button.js';
import { ShownOnce } from '../frame/shown-once.js';
import { useAction } from '../frame/use-action.js';
import { useFormat, useText } from '../language/language.js';

type Token = OperatorWithTokens['tokens'][number];

const TTL_DAYS = 90;

/** Token of the operator, and its replacement. */
export function OwnTokens(props: OwnTokensProps) {
  const t = useText();
  const { tokens } = props.operator;
  const { busy, token, replace, forget } = useReplacement(props);
  return (
    <Card
      title={t({ zh: '我的 token', en: 'My token' })}
      extra={
        tokens.length < 2 && (
          <Button onClick={replace} loading={busy}>
            {t({ zh: '更换 token', en: 'Replace' })}
          </Button>
        )
      }
    >
      <TokenTable {...props} />
      <ShownOnce
        title={t({ zh: '新 token', en: 'The new token' })}
        secret={token}
        note={t({
          zh: '旧 token 继续有效，直到你撤销它。',
          en: 'The old one stays valid until you revoke it.',
        })}
        onClose={forget}
      />
    </Card>
  );
}

interface OwnTokensProps {
  readonly operator: OperatorWithTokens;
  readonly onChanged: () => Promise<unknown>;
}

/** Creates a second token; `token` is the one just created, until it is cleared. */
function useReplacement({ operator, onChanged }: OwnTokensProps) {
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
  return { busy, token, replace, forget: () => setToken(undefined) };
}

function TokenTable(props: OwnTokensProps) {
  const { tokens } = props.operator;
  const t = useText();
  const { time } = useFormat();
  return (
    <Table<Token>
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={[...tokens]}
      columns={[
        {
          title: t({ zh: '创建于', en: 'Created' }),
          dataIndex: 'createdAt',
          render: (at: string) => time(at),
        },
        {
          title: t({ zh: '有效期至', en: 'Valid until' }),
          dataIndex: 'expiresAt',
          render: (at: string) => time(at),
        },
        {
          title: '',
          align: 'right',
          render: (_, { id }) => tokens.length > 1 && <Revoke {...props} tokenId={id} />,
        },
      ]}
    />
  );
}

function Revoke({ operator, onChanged, tokenId }: OwnTokensProps & { readonly tokenId: string }) {
  const t = useText();
  const { busy, run } = useAction();
  const revoke = () =>
    run(
      async () => {
        const where = { params: { path: { operatorId: operator.id, tokenId } } };
        await read(api.DELETE('/admin/operators/{operatorId}/tokens/{tokenId}', where));
        // It may have been the token of this very session.
        await mutateAll(SESSION_KEY);
        await onChanged();
      },
      t({ zh: 'token 已撤销', en: 'Token revoked' }),
    );
  return (
    <ConfirmedButton
      name={t({ zh: '撤销', en: 'Revoke' })}
      question={t({ zh: '撤销这个 token？', en: 'Revoke this token?' })}
      consequence={t({
        zh: '用它登录的浏览器会一并退出。',
        en: 'Browsers that signed in with this token are signed out.',
      })}
      danger
      size="small"
      loading={busy}
      onConfirm={revoke}
    />
  );
}
