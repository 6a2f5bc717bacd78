import { App, Button, Card, Form } from 'antd';
import { useState } from 'react';
import { api, read } from '../api/client.js';
import { ShownOnce } from '../frame/shown-once.js';
import { useAction } from '../frame/use-action.js';
import { useLeaveGuard } from '../frame/use-leave-guard.js';
import { useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { useMayChange } from '../session/session.js';
import { DangerConfirmation } from './danger-confirmation.js';
import { findChanges } from './find-changes.js';
import { findDangers, findNewDangers, type Settings } from './setting-texts.js';
import { ExchangeSettings, PresentationSettings, TokenSettings, UserSettings } from './setting-groups.js';

/** Every setting of the pool, each explained. */
export function SettingsScreen() {
  const t = useText();
  const mayChange = useMayChange();
  const { pool, setPool } = usePool();
  const [form] = Form.useForm<Settings>();
  const { busy, run } = useAction();
  const [pending, setPending] = useState<{ settings: Settings; dangers: string[] }>();
  const [tokenKey, setTokenKey] = useState<string>();
  const shown = { ...pool, ...(Form.useWatch([], form) as Partial<Settings> | undefined) };
  const dangers = findDangers(shown, t);
  const { message } = App.useApp();
  const hasChanges = Object.keys(findChanges(pool, pick(shown))).length > 0;
  useLeaveGuard(hasChanges);
  const save = (settings: Settings) =>
    run(
      async () => {
        const params = { params: { path: { userPoolId: pool.id } } };
        if (settings.tokenFormat === 'HS256' && !pool.hasTokenKey) {
          setTokenKey((await read(api.POST('/admin/pools/{userPoolId}/token-key', params))).tokenKey);
        }
        // What this operator did not touch may have been changed by another one since.
        const body = findChanges(pool, settings);
        const saved = await read(api.PATCH('/admin/pools/{userPoolId}', { ...params, body }));
        setPool(saved);
        form.setFieldsValue(pick(saved));
        setPending(undefined);
      },
      t('设置已保存', 'Settings saved'),
    );
  const submit = (values: Settings) => {
    const settings = { ...pick(pool), ...values, name: values.name.trim() };
    const given = findNewDangers(pool, settings, t);
    if (given.length > 0) setPending({ settings, dangers: given });
    else save(settings);
  };
  return (
    <Form
      form={form}
      disabled={!mayChange}
      initialValues={pick(pool)}
      onFinish={submit}
      onFinishFailed={({ errorFields }) =>
        void message.error(
          t(`有 ${errorFields.length} 项设置有误，未保存`, `Not saved: ${errorFields.length} invalid`),
        )
      }
      scrollToFirstError={{ block: 'center' }}
      className="stack"
      requiredMark={false}
    >
      <Card title={<h2 className="card-title">{t('换取用户信息', 'Exchange')}</h2>}>
        <ExchangeSettings dangers={dangers} direct={!shown.secretRequired} />
      </Card>
      <Card title={<h2 className="card-title">{t('token 签发', 'Tokens')}</h2>}>
        <TokenSettings dangers={dangers} />
      </Card>
      <Card title={<h2 className="card-title">{t('用户', 'Users')}</h2>}>
        <UserSettings dangers={dangers} />
      </Card>
      <Card title={<h2 className="card-title">{t('展示与来源', 'Presentation and sources')}</h2>}>
        <PresentationSettings />
      </Card>
      {mayChange && (
        <div className="save-bar">
          <Button disabled={!hasChanges} onClick={() => form.setFieldsValue(pick(pool))}>
            {t('还原', 'Reset')}
          </Button>
          <Button
            type="primary"
            htmlType="submit"
            disabled={!hasChanges}
            loading={busy && pending === undefined}
          >
            {t('保存设置', 'Save settings')}
          </Button>
        </div>
      )}
      <DangerConfirmation
        dangers={pending?.dangers ?? []}
        busy={busy}
        onConfirm={() => pending && save(pending.settings)}
        onCancel={() => setPending(undefined)}
      />
      <ShownOnce
        title={t('HS256 签名密钥', 'The HS256 token key')}
        secret={tokenKey}
        note={t('后端用它验证 token（signingKey）。', 'Backends verify tokens with it (signingKey).')}
        onClose={() => setTokenKey(undefined)}
      />
    </Form>
  );
}

function pick(settings: Settings): Settings {
  const {
    name,
    logo,
    secretRequired,
    requireBinding,
    ticketTtlSeconds,
    tokenTtlSeconds,
    refreshTtlSeconds,
    tokenFormat,
    responseStyle,
    requirePhone,
    askProfile,
    linkByPhone,
    allowedAppIds,
    allowedOrigins,
  } = settings;
  return {
    name,
    logo,
    secretRequired,
    requireBinding,
    ticketTtlSeconds,
    tokenTtlSeconds,
    refreshTtlSeconds,
    tokenFormat,
    responseStyle,
    requirePhone,
    askProfile,
    linkByPhone,
    allowedAppIds,
    allowedOrigins,
  };
}
