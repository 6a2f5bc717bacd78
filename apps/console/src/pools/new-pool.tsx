import { Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, read } from '../api/client.js';
import { REQUEST_LIMITS } from '../api/request-limits.js';
import { requireName } from '../frame/require-name.js';
import { ShownOnce } from '../frame/shown-once.js';
import { useAction } from '../frame/use-action.js';
import { FieldDialog } from '../frame/field-dialog.js';
import { useText } from '../language/language.js';

const LIMITS = REQUEST_LIMITS.NewPool;
const FORM_ID = 'new-pool';

/** Dialog that asks for a name, creates the pool, shows its secret, and opens the pool. */
export function NewPool({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [made, setMade] = useState<{ id: string; secret: string }>();
  const { busy, run } = useAction();
  const create = ({ name }: { name: string }) =>
    run(async () => {
      const { pool, secret } = await read(api.POST('/admin/pools', { body: { name: name.trim() } }));
      setMade({ id: pool.id, secret });
    });
  return (
    <>
      <FieldDialog
        open={open && made === undefined}
        title={t({ zh: '新建用户池', en: 'New pool' })}
        okText={t({ zh: '创建', en: 'Create' })}
        confirmLoading={busy}
        okButtonProps={{ htmlType: 'submit', form: FORM_ID }}
        onCancel={onClose}
        destroyOnHidden
      >
        <Form<{ name: string }>
          id={FORM_ID}
          layout="vertical"
          requiredMark={false}
          onFinish={create}
          preserve={false}
        >
          <Form.Item
            name="name"
            label={t({ zh: '名称', en: 'Name' })}
            extra={t({ zh: '在登录授权页展示给用户。', en: 'Shown to users on the consent page.' })}
            rules={[requireName(LIMITS.name, t)]}
          >
            <Input maxLength={LIMITS.name.maxLength} />
          </Form.Item>
        </Form>
      </FieldDialog>
      <ShownOnce
        title={t({ zh: '用户池密钥', en: "The pool's secret" })}
        secret={made?.secret}
        note={t({
          zh: '只交给后端，不要放进 App 或小程序。',
          en: 'For the backend only. Never put it into an app or a mini program.',
        })}
        onClose={() => void navigate(`/pools/${made?.id ?? ''}`)}
      />
    </>
  );
}
