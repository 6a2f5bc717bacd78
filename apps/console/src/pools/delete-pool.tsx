import { Alert, Button, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, expectVersion, read } from '../api/client.js';
import { Card } from '../frame/card.js';
import { isolate } from '../frame/isolate.js';
import { useAction } from '../frame/use-action.js';
import { FieldDialog } from '../frame/field-dialog.js';
import { useText } from '../language/language.js';
import { useMayChange, useSession } from '../session/session.js';
import { usePool } from './pool-frame.js';

/** Deletes the pool, after its name was typed. Only admins of all pools see it. */
export function DeletePool() {
  const t = useText();
  const { operator } = useSession();
  const mayDelete = useMayChange() && operator.userPoolIds === null;
  const [open, setOpen] = useState(false);
  if (!mayDelete) return null;
  return (
    <Card title={t({ zh: '删除用户池', en: 'Delete the pool' })}>
      <Typography.Paragraph type="secondary">
        {t({
          zh: '用户、会话、头像和密钥全部删除，无法恢复。审计事件按保留期限保留，但不含用户的 IP 地址。',
          en: 'Users, sessions, pictures and secrets are deleted permanently. Events are kept until their retention period ends, without IP addresses of users.',
        })}
      </Typography.Paragraph>
      <Button danger onClick={() => setOpen(true)}>
        {t({ zh: '删除用户池', en: 'Delete the pool' })}
      </Button>
      <DeleteDialog open={open} onClose={() => setOpen(false)} />
    </Card>
  );
}

function DeleteDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useText();
  const { pool } = usePool();
  const { busy, remove } = useDeletion();
  const [typed, setTyped] = useState('');
  return (
    <FieldDialog
      open={open}
      title={t({ zh: `删除 ${isolate(pool.name)}？`, en: `Delete ${isolate(pool.name)}?` })}
      okText={t({ zh: '永久删除', en: 'Delete permanently' })}
      okButtonProps={{ danger: true, disabled: typed !== pool.name }}
      confirmLoading={busy}
      onOk={remove}
      onCancel={onClose}
      afterClose={() => setTyped('')}
      destroyOnHidden
    >
      <div className="stack">
        <Alert
          type="warning"
          showIcon
          title={t({
            zh: '所有用户立即无法登录，数据无法恢复。',
            en: 'Every login to this pool fails from now on. Its data cannot be restored.',
          })}
        />
        <Form.Item
          layout="vertical"
          htmlFor="delete-pool-name"
          label={t({
            zh: `输入名称 ${isolate(pool.name)} 以确认`,
            en: `Type its name, ${isolate(pool.name)}, to confirm`,
          })}
        >
          <Input
            id="delete-pool-name"
            autoComplete="off"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </Form.Item>
      </div>
    </FieldDialog>
  );
}

/** Deletes the pool and opens the list of the others. */
function useDeletion() {
  const t = useText();
  const { pool } = usePool();
  const navigate = useNavigate();
  const { busy, run } = useAction();
  const remove = () =>
    run(
      async () => {
        const params = { path: { userPoolId: pool.id }, header: expectVersion(pool) };
        await read(api.DELETE('/admin/pools/{userPoolId}', { params }));
        await navigate('/pools');
      },
      t({ zh: '用户池已删除', en: 'Pool deleted' }),
    );
  return { busy, remove };
}
