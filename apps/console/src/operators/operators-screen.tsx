import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Form, Input, Modal, Popconfirm, Radio, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useServer } from '../api/use-server.js';
import { api, read, type Operator } from '../api/client.js';
import { REQUEST_LIMITS } from '../api/request-limits.js';
import { FailureView } from '../frame/failure-view.js';
import { requireName } from '../frame/require-name.js';
import { ShownOnce } from '../frame/shown-once.js';
import { useAction } from '../frame/use-action.js';
import { Loading } from '../frame/loading.js';
import { useTitle } from '../frame/use-title.js';
import { useFormat, useText } from '../language/language.js';
import { useMayChange, useSession } from '../session/session.js';

const LIMITS = REQUEST_LIMITS.NewOperator;

/** Who may use this console. */
export function OperatorsScreen() {
  const t = useText();
  useTitle(t('管理员', 'Operators'));
  const mayChange = useMayChange();
  const [creating, setCreating] = useState(false);
  const { data, error, mutate } = useServer('operators', () => read(api.GET('/admin/operators')));
  if (error) return <FailureView error={error} onRetry={() => void mutate()} />;
  if (!data) return <Loading />;
  return (
    <>
      <div className="title-row">
        <h1>{t('管理员', 'Operators')}</h1>
        {mayChange && (
          <div className="title-row-end">
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
              {t('新建管理员', 'New operator')}
            </Button>
          </div>
        )}
      </div>
      <Card>
        <Typography.Paragraph type="secondary">
          {t(
            '每人一个 token：人员离开时，只移除对应的一个。',
            'One token for each person: when a person leaves, only that token is removed.',
          )}
        </Typography.Paragraph>
        <OperatorTable operators={data.items} onChanged={mutate} />
      </Card>
      <NewOperator open={creating} onClose={() => setCreating(false)} onCreated={() => void mutate()} />
    </>
  );
}

function OperatorTable({
  operators,
  onChanged,
}: {
  readonly operators: readonly Operator[];
  readonly onChanged: () => Promise<unknown>;
}) {
  const t = useText();
  const { day } = useFormat();
  const mayChange = useMayChange();
  const { operator: self } = useSession();
  return (
    <Table<Operator>
      rowKey="id"
      dataSource={[...operators]}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('名称', 'Name'), dataIndex: 'name' },
        {
          title: t('角色', 'Role'),
          dataIndex: 'role',
          render: (role: string) => (
            <Tag>{role === 'admin' ? t('管理', 'Admin') : t('只读', 'Read only')}</Tag>
          ),
        },
        {
          title: t('创建于', 'Created'),
          dataIndex: 'createdAt',
          responsive: ['md'],
          render: (at: string) => day(at),
        },
        {
          title: '',
          align: 'right',
          render: (_, operator) =>
            mayChange &&
            operator.id !== self.id && <RemoveOperator operator={operator} onRemoved={onChanged} />,
        },
      ]}
    />
  );
}

function RemoveOperator({
  operator: { id, name },
  onRemoved,
}: {
  readonly operator: Operator;
  readonly onRemoved: () => Promise<unknown>;
}) {
  const t = useText();
  const { run } = useAction();
  const remove = () =>
    run(
      async () => {
        await read(api.DELETE('/admin/operators/{operatorId}', { params: { path: { operatorId: id } } }));
        await onRemoved();
      },
      t('已移除', 'Removed'),
    );
  return (
    <Popconfirm
      title={t(`移除 ${name}？`, `Remove ${name}?`)}
      description={t(
        'token 和已登录的浏览器会话立即失效。',
        'The token and every signed-in browser stop working now.',
      )}
      okText={t('移除', 'Remove')}
      onConfirm={remove}
    >
      <Button danger>{t('移除', 'Remove')}</Button>
    </Popconfirm>
  );
}

type NewOperatorBody = Pick<Operator, 'name' | 'role'>;

function NewOperator({
  open,
  onClose,
  onCreated,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCreated: () => void;
}) {
  const t = useText();
  const [form] = Form.useForm<NewOperatorBody>();
  const [token, setToken] = useState<string>();
  const { busy, run } = useAction();
  const create = (body: NewOperatorBody) =>
    run(async () => {
      setToken((await read(api.POST('/admin/operators', { body }))).token);
      onClose();
      onCreated();
    });
  return (
    <>
      <Modal
        open={open}
        title={t('新建管理员', 'New operator')}
        okText={t('创建', 'Create')}
        confirmLoading={busy}
        onOk={form.submit}
        onCancel={onClose}
        destroyOnHidden
      >
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ role: 'reader' }}
          onFinish={create}
          preserve={false}
        >
          <OperatorFields />
        </Form>
      </Modal>
      <ShownOnce
        title={t('管理员 token', 'The operator token')}
        secret={token}
        note={t('交给这位管理员，用来登录。', 'Hand it to this operator, to sign in with.')}
        onClose={() => setToken(undefined)}
      />
    </>
  );
}

function OperatorFields() {
  const t = useText();
  return (
    <>
      <Form.Item name="name" label={t('名称', 'Name')} rules={[requireName(LIMITS.name, t)]}>
        <Input autoFocus maxLength={LIMITS.name.maxLength} />
      </Form.Item>
      <Form.Item name="role" label={t('角色', 'Role')}>
        <Radio.Group
          options={[
            { value: 'reader', label: t('只读', 'Read only') },
            { value: 'admin', label: t('管理', 'Admin') },
          ]}
        />
      </Form.Item>
    </>
  );
}
