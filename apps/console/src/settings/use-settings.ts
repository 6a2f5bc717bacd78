import { isApp2WxappError, type ErrorCode } from '@app2wxapp/core';
import { Form } from 'antd';
import { useEffect, useState } from 'react';
import { api, expectVersion, read, type Pool } from '../api/client.js';
import { useAction } from '../frame/use-action.js';
import { useLeaveGuard, useRestored } from '../frame/use-leave-guard.js';
import { useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { findChanges } from './find-changes.js';
import { pickSettings } from './pick-settings.js';
import { findNewDangers, type Settings } from './setting-texts.js';

/**
 * Returns the settings as stored and as in the form, and functions to save them: dangerous changes wait in `pending`.
 */
export function useSettings() {
  const t = useText();
  const { base, changes, adopt, reload, ...view } = useSettingsForm();
  const { busy, run } = useAction();
  const [pending, setPending] = useState<{ settings: Settings; dangers: string[] }>();
  const [tokenKey, setTokenKey] = useState<string>();
  const save = (settings: Settings) =>
    run(
      async () => {
        const path = { userPoolId: base.id };
        const body = findChanges(base, settings);
        const sent = view.form.getFieldsValue();
        // What the operator has changed since then.
        const findNewer = () => findChanges(sent, view.form.getFieldsValue());
        setPending(undefined);
        if (settings.tokenFormat === 'HS256' && !base.hasTokenKey) {
          const created = await read(api.POST('/admin/pools/{userPoolId}/token-key', { params: { path } }));
          setTokenKey(created.tokenKey);
        }
        const params = { path, header: expectVersion(base) };
        try {
          const stored = await read(api.PATCH('/admin/pools/{userPoolId}', { params, body }));
          await adopt(stored, findNewer());
        } catch (error) {
          // The newest settings with this operator's changes, to be reviewed and saved again.
          if (isApp2WxappError<ErrorCode>(error, 'precondition_failed')) {
            const newest = await reload();
            await adopt(newest, { ...body, ...findNewer() });
          }
          throw error;
        }
      },
      t({ zh: '设置已保存', en: 'Settings saved' }),
    );
  const submit = (values: Settings) => {
    const settings = { ...view.stored, ...values, name: values.name.trim() };
    const given = findNewDangers(base, settings, t);
    if (given.length > 0) setPending({ settings, dangers: given });
    else save(settings);
  };
  const hasChanges = Object.keys(changes).length > 0;
  const cancel = () => setPending(undefined);
  const forgetTokenKey = () => setTokenKey(undefined);
  return { ...view, busy, hasChanges, pending, tokenKey, submit, save, cancel, forgetTokenKey };
}

/** Returns the form and the version of the pool that it was filled from, which is not always the newest. */
function useSettingsForm() {
  const { pool, setPool, reload } = usePool();
  const [base, setBase] = useState(pool);
  const [form] = Form.useForm<Settings>();
  const stored = pickSettings(base);
  const draft = `settings ${pool.id}`;
  const initial = useRestored(draft, stored);
  const shown = { ...initial, ...(Form.useWatch([], form) as Partial<Settings> | undefined) };
  const changes = findChanges(base, pickSettings(shown));
  useLeaveGuard(draft, changes);
  const fill = (from: Pool, edits: Partial<Settings> = {}) => {
    setBase(from);
    form.setFieldsValue({ ...pickSettings(from), ...edits });
  };
  // Another operator's changes are shown as soon as they are loaded, beside this one's own.
  useEffect(() => {
    if (pool.version !== base.version) fill(pool, changes);
  });
  /** Fills the form from the newest version, and keeps `edits`. */
  const adopt = async (newest: Pool, edits: Partial<Settings>) => {
    await setPool(newest);
    fill(newest, edits);
  };
  return { base, form, initial, stored, shown, changes, adopt, reload };
}
