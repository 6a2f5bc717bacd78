import { Alert, Button, List, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useServer } from '../api/use-server.js';
import { api, read, type PoolSecret } from '../api/client.js';
import { Card } from '../frame/card.js';
import { ConfirmedButton } from '../frame/confirmed-button.js';
import { Loaded } from '../frame/loaded.js';
import { ShownOnce } from '../frame/shown-once.js';
import { useAction } from '../frame/use-action.js';
import { useFormat, useText } from '../language/language.js';
import { useMayChange } from '../session/session.js';
import { usePool } from './pool-frame.js';

/** Secrets that the pool's backend presents, and their rotation. */
export function SecretsCard() {
  const { pool } = usePool();
  const path = { userPoolId: pool.id };
  const loaded = useServer(['secrets', pool.id], () =>
    read(api.GET('/admin/pools/{userPoolId}/secrets', { params: { path } })),
  );
  return (
    <Loaded from={loaded}>{({ items }) => <Rotation secrets={items} onChanged={loaded.mutate} />}</Loaded>
  );
}

function Rotation({
  secrets,
  onChanged,
}: {
  readonly secrets: readonly PoolSecret[];
  readonly onChanged: () => Promise<unknown>;
}) {
  const t = useText();
  const mayChange = useMayChange();
  const { busy, secret, create, forget } = useRotation(onChanged);
  return (
    <Card
      title={t({ zh: '用户池密钥', en: 'Secrets' })}
      extra={
        mayChange &&
        secrets.length < 2 && (
          <Button onClick={create} loading={busy}>
            {t({ zh: '开始轮换', en: 'Rotate' })}
          </Button>
        )
      }
    >
      <RotationNotes rotating={secrets.length === 2} />
      <List
        dataSource={[...secrets]}
        rowKey="id"
        renderItem={({ id, createdAt }, index) => (
          <SecretRow
            id={id}
            createdAt={createdAt}
            newest={index === secrets.length - 1}
            onRetired={mayChange && secrets.length > 1 ? onChanged : undefined}
          />
        )}
      />
      <ShownOnce
        title={t({ zh: '新密钥', en: 'The new secret' })}
        secret={secret}
        note={t({ zh: '旧密钥继续有效，直到你停用它。', en: 'The old one stays valid until you retire it.' })}
        onClose={forget}
      />
    </Card>
  );
}

/** Creates secrets; `secret` is the one just created, until it is cleared. */
function useRotation(reload: () => Promise<unknown>) {
  const { pool } = usePool();
  const path = { userPoolId: pool.id };
  const [secret, setSecret] = useState<string>();
  const { busy, run } = useAction();
  const create = () =>
    run(async () => {
      const created = await read(api.POST('/admin/pools/{userPoolId}/secrets', { params: { path } }));
      setSecret(created.secret);
      await reload();
    });
  return { busy, secret, create, forget: () => setSecret(undefined) };
}

function RotationNotes({ rotating }: { readonly rotating: boolean }) {
  const t = useText();
  return (
    <>
      <Typography.Paragraph type="secondary">
        {t({
          zh: '后端用密钥换取用户信息。轮换不会中断登录：新建第二个密钥，部署到所有后端，再停用第一个。',
          en: 'The backend uses the secret to exchange tickets. To rotate it without interrupting logins, create a second secret, deploy it to every backend, then retire the first.',
        })}
      </Typography.Paragraph>
      {rotating && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 8 }}
          title={t({ zh: '轮换中：两个密钥都有效。', en: 'Rotating: both secrets are valid.' })}
        />
      )}
    </>
  );
}

function SecretRow({
  id,
  createdAt,
  newest,
  onRetired,
}: {
  readonly id: string;
  readonly createdAt: string;
  readonly newest: boolean;
  /** Absent where the secret cannot be retired. */
  readonly onRetired: (() => Promise<unknown>) | undefined;
}) {
  const t = useText();
  const { time } = useFormat();
  return (
    <List.Item
      className="secret"
      actions={onRetired && [<Retire key="retire" secretId={id} onRetired={onRetired} />]}
    >
      <span>
        <Typography.Text code>{id.slice(-6)}</Typography.Text> {t({ zh: '创建于 ', en: 'created ' })}
        {time(createdAt)}{' '}
        {onRetired && (
          <Tag>
            {newest ? t({ zh: '新密钥', en: 'New' }) : t({ zh: '旧密钥，待停用', en: 'Old, to be retired' })}
          </Tag>
        )}
      </span>
    </List.Item>
  );
}

function Retire({
  secretId,
  onRetired,
}: {
  readonly secretId: string;
  readonly onRetired: () => Promise<unknown>;
}) {
  const t = useText();
  const { pool } = usePool();
  const { busy, run } = useAction();
  const retire = () =>
    run(
      async () => {
        const where = { params: { path: { userPoolId: pool.id, secretId } } };
        await read(api.DELETE('/admin/pools/{userPoolId}/secrets/{secretId}', where));
        await onRetired();
      },
      t({ zh: '密钥已停用', en: 'Secret retired' }),
    );
  return (
    <ConfirmedButton
      name={t({ zh: '停用', en: 'Retire' })}
      question={t({ zh: '停用这个密钥？', en: 'Retire this secret?' })}
      consequence={t({
        zh: '仍在使用它的后端将无法完成登录。',
        en: 'A backend that still uses it can no longer log users in.',
      })}
      danger
      loading={busy}
      onConfirm={retire}
    />
  );
}
