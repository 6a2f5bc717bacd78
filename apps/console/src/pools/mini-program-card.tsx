import { Alert, Button, Form, Input, Space, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { api, expectVersion, read, type Pool } from '../api/client.js';
import { REQUEST_LIMITS } from '../api/request-limits.js';
import { describeWechatFailure } from '../events/wechat-texts.js';
import { Card } from '../frame/card.js';
import { ConfirmedButton } from '../frame/confirmed-button.js';
import { useAction } from '../frame/use-action.js';
import { useLeaveGuard, useRestored } from '../frame/use-leave-guard.js';
import { useText, type Translate } from '../language/language.js';
import { useMayChange } from '../session/session.js';
import { usePool } from './pool-frame.js';

const LIMITS = REQUEST_LIMITS.MiniProgramCredentials;

interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
}

interface Verdict {
  readonly ok: boolean;
  readonly errcode: number | null;
}

/** Mini program of the pool. */
export function MiniProgramCard() {
  const t = useText();
  const mayChange = useMayChange();
  const { pool } = usePool();
  const { form, initial, running, verdict, hasChanges, save, remove, check } = useMiniProgram();
  return (
    <Card title={t({ zh: '自有小程序', en: 'Own mini program' })}>
      <Typography.Paragraph type="secondary">
        {t({
          zh: '不设置时使用本服务的小程序；设置后，启动路径 useSelfWxapp=1 使用你自己的。AppSecret 加密保存，不再显示。',
          en: "Without your own mini program, logins use the authority's. With it, launch paths with useSelfWxapp=1 use yours. The AppSecret is stored encrypted and never shown again.",
        })}
      </Typography.Paragraph>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={!mayChange}
        initialValues={initial}
        onFinish={save}
        style={{ maxWidth: 480 }}
      >
        <CredentialFields hasSecret={pool.miniProgram !== null} />
        <MiniProgramActions
          isSet={pool.miniProgram !== null}
          hasChanges={hasChanges}
          running={running}
          onCheck={check}
          onRemove={remove}
        />
      </Form>
      {verdict && (
        <Alert
          type={verdict.ok ? 'success' : 'error'}
          showIcon
          style={{ marginTop: 16 }}
          title={describeVerdict(verdict, t)}
        />
      )}
    </Card>
  );
}

type MiniProgramAction = 'save' | 'check' | 'remove';

/** Returns the actions on the mini program, and the result of the last check. */
function useMiniProgram() {
  const t = useText();
  const { pool, setPool, reload } = usePool();
  const path = { userPoolId: pool.id };
  const params = { path, header: expectVersion(pool) };
  const [verdict, setVerdict] = useState<Verdict>();
  const { busy, run } = useAction();
  const [latest, setLatest] = useState<MiniProgramAction>();
  const { form, initial, hasChanges, clear } = useMiniProgramForm();
  const show = async (answer: Promise<Pool>) => {
    setVerdict(undefined);
    await answer.then(setPool, async (error: unknown) => {
      await reload();
      throw error;
    });
  };
  const runAs = (action: MiniProgramAction, ...rest: Parameters<typeof run>) => {
    if (busy) return;
    setLatest(action);
    run(...rest);
  };
  const save = (body: Credentials) =>
    runAs(
      'save',
      async () => {
        await show(read(api.PUT('/admin/pools/{userPoolId}/mini-program', { params, body })));
        clear(body, 'appSecret');
      },
      t({ zh: '已保存', en: 'Saved' }),
    );
  const remove = () =>
    runAs(
      'remove',
      async () => {
        const removed = form.getFieldsValue();
        await show(read(api.DELETE('/admin/pools/{userPoolId}/mini-program', { params })));
        clear(removed, 'appId', 'appSecret');
      },
      t({ zh: '已移除', en: 'Removed' }),
    );
  const check = () =>
    runAs('check', async () =>
      setVerdict(await read(api.POST('/admin/pools/{userPoolId}/mini-program/check', { params: { path } }))),
    );
  return { form, initial, running: busy ? latest : undefined, verdict, hasChanges, save, remove, check };
}

/** Returns the form, which shows the stored AppID until the operator changes it. */
function useMiniProgramForm() {
  const { pool } = usePool();
  const [form] = Form.useForm<Credentials>();
  const stored = pool.miniProgram?.appId ?? '';
  const draft = `mini program ${pool.id}`;
  const initial = useRestored(draft, { appId: stored });
  const shown = Form.useWatch([], form) as { appId?: string; appSecret?: string } | undefined;
  const { appId = initial.appId, appSecret = '' } = shown ?? {};
  const [base, setBase] = useState(stored);
  // Only the presence of an AppSecret is stored.
  const changes = { ...(appId !== base && { appId }), ...(appSecret !== '' && { appSecret: '' }) };
  useLeaveGuard(draft, changes);
  useEffect(() => {
    if (stored === base) return;
    if (appId === base) form.setFieldsValue({ appId: stored });
    setBase(stored);
  });
  /** Empties fields, except those that the operator has changed since the request. */
  const clear = (sent: Credentials, ...names: (keyof Credentials)[]) => {
    for (const name of names) if (form.getFieldValue(name) === sent[name]) form.setFieldValue(name, '');
  };
  return { form, initial, hasChanges: Object.keys(changes).length > 0, clear };
}

function MiniProgramActions({
  isSet,
  hasChanges,
  running,
  onCheck,
  onRemove,
}: {
  readonly isSet: boolean;
  readonly hasChanges: boolean;
  /** Action that runs: its button shows it, and the others wait. */
  readonly running: MiniProgramAction | undefined;
  readonly onCheck: () => void;
  readonly onRemove: () => void;
}) {
  const t = useText();
  const isWaiting = (action: MiniProgramAction) => running !== undefined && running !== action;
  return (
    <Space wrap>
      <Button
        type="primary"
        htmlType="submit"
        disabled={!hasChanges || isWaiting('save')}
        loading={running === 'save'}
      >
        {t({ zh: '保存', en: 'Save' })}
      </Button>
      {isSet && (
        <Button onClick={onCheck} disabled={isWaiting('check')} loading={running === 'check'}>
          {t({ zh: '向微信验证', en: 'Check with WeChat' })}
        </Button>
      )}
      {isSet && (
        <ConfirmedButton
          name={t({ zh: '移除', en: 'Remove' })}
          question={t({ zh: '移除自有小程序？', en: 'Remove the mini program?' })}
          consequence={t({ zh: '使用它的登录将失败。', en: 'Logins that use it fail from then on.' })}
          danger
          disabled={isWaiting('remove')}
          loading={running === 'remove'}
          onConfirm={onRemove}
        />
      )}
    </Space>
  );
}

function CredentialFields({ hasSecret }: { readonly hasSecret: boolean }) {
  const t = useText();
  return (
    <>
      <Form.Item
        name="appId"
        label="AppID"
        rules={[
          {
            required: true,
            pattern: LIMITS.appId.pattern,
            message: t({ zh: '形如 wx0123456789abcdef', en: 'Such as wx0123456789abcdef' }),
          },
        ]}
      >
        <Input autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="appSecret"
        label="AppSecret"
        rules={[
          {
            required: true,
            whitespace: true,
            message: t({ zh: '请输入 AppSecret', en: 'Enter the AppSecret' }),
          },
        ]}
      >
        <Input.Password
          autoComplete="new-password"
          placeholder={
            hasSecret ? t({ zh: '已保存，输入以替换', en: 'Saved. Enter a new one to replace it' }) : ''
          }
        />
      </Form.Item>
    </>
  );
}

function describeVerdict({ ok, errcode }: Verdict, t: Translate): string {
  if (ok)
    return t({ zh: '微信接受了这组 AppID 和 AppSecret。', en: 'WeChat accepts this AppID and AppSecret.' });
  return describeWechatFailure(errcode === null ? 'unreachable' : String(errcode), t);
}
