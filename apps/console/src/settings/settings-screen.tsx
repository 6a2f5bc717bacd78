import { Button, Form } from 'antd';
import { Card } from '../frame/card.js';
import { ShownOnce } from '../frame/shown-once.js';
import { useMessages } from '../frame/use-messages.js';
import { useText } from '../language/language.js';
import { DeletePool } from '../pools/delete-pool.js';
import { useMayChange } from '../session/session.js';
import { DangerConfirmation } from './danger-confirmation.js';
import { SettingRow } from './setting-row.js';
import { SETTING_NAMES } from './setting-names.js';
import { SETTING_GROUPS, SETTING_ROWS, type SettingDescription } from './setting-rows.js';
import { findDangers, type Settings } from './setting-texts.js';
import { useSettings } from './use-settings.js';

/** Screen of the pool's settings, each explained, and the way to delete it. */
export function SettingsScreen() {
  return (
    <div className="stack">
      <SettingsForm />
      <DeletePool />
    </div>
  );
}

/** Returns functions that report invalid settings, and remove that report. */
function useInvalidNotice() {
  const t = useText();
  const { fail, forgetFailure } = useMessages();
  const failAsInvalid = (count: number) =>
    fail(t({ zh: `有 ${count} 项设置有误，未保存`, en: `Not saved. Invalid settings: ${count}` }));
  return { failAsInvalid, forgetFailure };
}

function SettingsForm() {
  const t = useText();
  const mayChange = useMayChange();
  const { failAsInvalid, forgetFailure } = useInvalidNotice();
  const { form, busy, shown, hasChanges, pending, tokenKey, ...settings } = useSettings();
  return (
    <Form
      form={form}
      disabled={!mayChange}
      initialValues={settings.initial}
      onFinish={(values) => {
        forgetFailure();
        settings.submit(values);
      }}
      onFinishFailed={({ errorFields }) => failAsInvalid(errorFields.length)}
      scrollToFirstError={{ block: 'center' }}
      className="stack"
      requiredMark={false}
    >
      <SettingCards shown={shown} />
      {mayChange && (
        <SaveBar
          hasChanges={hasChanges}
          saving={busy && pending === undefined}
          onReset={() => form.setFieldsValue(settings.stored)}
        />
      )}
      <DangerConfirmation
        dangers={pending?.dangers ?? []}
        busy={busy}
        onConfirm={() => pending && settings.save(pending.settings)}
        onCancel={settings.cancel}
      />
      <ShownOnce
        title={t({ zh: 'HS256 签名密钥', en: 'The HS256 token key' })}
        secret={tokenKey}
        note={t({
          zh: '后端用它验证 token（signingKey）。',
          en: 'Backends verify tokens with it (signingKey).',
        })}
        onClose={settings.forgetTokenKey}
      />
    </Form>
  );
}

function SettingCards({ shown }: { readonly shown: Settings }) {
  const t = useText();
  const dangers = findDangers(shown, t);
  const rows = Object.entries(SETTING_ROWS) as [keyof Settings, SettingDescription][];
  return Object.entries(SETTING_GROUPS).map(([group, name]) => (
    <Card key={group} title={t(name)}>
      {rows
        .filter(([, row]) => row.group === group)
        .map(([setting, { note, field, rule }]) => (
          <SettingRow
            key={setting}
            setting={setting}
            name={t(SETTING_NAMES[setting])}
            note={t(note)}
            danger={dangers[setting]}
            {...(rule && { rules: [rule(t)] })}
          >
            {field(t)}
          </SettingRow>
        ))}
    </Card>
  ));
}

function SaveBar({
  hasChanges,
  saving,
  onReset,
}: {
  readonly hasChanges: boolean;
  readonly saving: boolean;
  readonly onReset: () => void;
}) {
  const t = useText();
  return (
    <div className="save-bar">
      <Button disabled={!hasChanges} onClick={onReset}>
        {t({ zh: '还原', en: 'Reset' })}
      </Button>
      <Button type="primary" htmlType="submit" disabled={!hasChanges} loading={saving}>
        {t({ zh: '保存设置', en: 'Save settings' })}
      </Button>
    </div>
  );
}
