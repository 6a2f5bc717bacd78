import { Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { api, read, type Operator } from '../api/client.js';
import { REQUEST_LIMITS } from '../api/request-limits.js';
import { useServer } from '../api/use-server.js';
import { describeFailure } from '../frame/describe-failure.js';
import { requireName } from '../frame/require-name.js';
import { ShownOnce } from '../frame/shown-once.js';
import { useAction } from '../frame/use-action.js';
import { FieldDialog } from '../frame/field-dialog.js';
import { useText } from '../language/language.js';
import { ROLE_NAMES } from './role-names.js';

const LIMITS = REQUEST_LIMITS.NewOperator;

const FORM = {
  id: 'new-operator',
  layout: 'vertical',
  requiredMark: false,
  initialValues: { role: 'reader' },
  preserve: false,
} as const;

interface Fields extends Pick<Operator, 'name' | 'role'> {
  readonly userPoolIds?: string[];
}

/** Dialog that creates an operator, and shows its token. */
export function NewOperator({
  open,
  onClose,
  onCreated,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCreated: () => void;
}) {
  const t = useText();
  const [token, setToken] = useState<string>();
  const { busy, run } = useAction();
  const create = ({ userPoolIds = [], ...fields }: Fields) =>
    run(async () => {
      const body = { ...fields, userPoolIds: userPoolIds.length > 0 ? userPoolIds : null };
      setToken((await read(api.POST('/admin/operators', { body }))).token);
      onClose();
      onCreated();
    });
  return (
    <>
      <FieldDialog
        open={open}
        title={t({ zh: '新建管理员', en: 'New operator' })}
        okText={t({ zh: '创建', en: 'Create' })}
        confirmLoading={busy}
        okButtonProps={{ htmlType: 'submit', form: FORM.id }}
        onCancel={onClose}
        destroyOnHidden
      >
        <Form<Fields> {...FORM} onFinish={create}>
          <OperatorFields />
        </Form>
      </FieldDialog>
      <ShownOnce
        title={t({ zh: '管理员 token', en: 'The operator token' })}
        secret={token}
        note={t({
          zh: '请把它交给这位管理员：一周内有效，只能登录一次，登录后会显示今后使用的 token。',
          en: 'Give it to this operator. It is valid for one sign-in within a week, which shows the token for later use.',
        })}
        onClose={() => setToken(undefined)}
      />
    </>
  );
}

function OperatorFields() {
  const t = useText();
  return (
    <>
      <Form.Item name="name" label={t({ zh: '名称', en: 'Name' })} rules={[requireName(LIMITS.name, t)]}>
        <Input maxLength={LIMITS.name.maxLength} />
      </Form.Item>
      <Form.Item name="role" label={t({ zh: '角色', en: 'Role' })}>
        <Radio.Group
          options={(['reader', 'admin'] as const).map((role) => ({
            value: role,
            label: t(ROLE_NAMES[role]),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="userPoolIds"
        label={t({ zh: '用户池', en: 'Pools' })}
        extra={t({
          zh: '只能看到这些用户池；不选则为全部。',
          en: 'The operator sees only these pools. Choose none to allow all.',
        })}
      >
        <PoolSelect />
      </Form.Item>
    </>
  );
}

/** Selects pools by name, which the authority searches. */
function PoolSelect({
  value,
  onChange,
}: {
  readonly value?: string[];
  readonly onChange?: (ids: string[]) => void;
}) {
  const t = useText();
  const [name, setName] = useState('');
  const { data, error } = useServer(
    ['pools to choose', name],
    () => read(api.GET('/admin/pools', { params: { query: { name, limit: 50 } } })),
    { keepPreviousData: true },
  );
  return (
    <Select
      mode="multiple"
      aria-label={t({ zh: '用户池', en: 'Pools' })}
      placeholder={t({ zh: '全部用户池', en: 'All pools' })}
      {...(value && { value })}
      {...(onChange && { onChange })}
      filterOption={false}
      {...(error !== undefined && { status: 'error', notFoundContent: describeFailure(error, t) })}
      onSearch={setName}
      options={(data?.items ?? []).map((pool) => ({ value: pool.id, label: pool.name }))}
    />
  );
}
