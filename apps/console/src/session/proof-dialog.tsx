import { Typography } from 'antd';
import { useEffect, useState } from 'react';
import { api, read } from '../api/client.js';
import { setProofDialog } from '../api/proof.js';
import { useLock } from '../frame/use-lock.js';
import { FieldDialog } from '../frame/field-dialog.js';
import { useText } from '../language/language.js';
import { TokenForm } from './token-form.js';

/**
 * Dialog that asks for the operator token again whenever the authority requires it before an action that cannot be
 * undone.
 */
export function ProofDialog() {
  const t = useText();
  const [settle, setSettle] = useState<(isShown: boolean) => void>();
  const [failure, setFailure] = useState<unknown>();
  const { busy, hold } = useLock();
  useEffect(() => {
    setProofDialog(() => new Promise((resolve) => setSettle(() => resolve)));
    return () => setProofDialog(undefined);
  }, []);
  const close = (isShown: boolean) => {
    settle?.(isShown);
    setSettle(undefined);
    setFailure(undefined);
  };
  const confirm = (token: string) =>
    hold(async () => {
      // Screen readers announce the next failure then, also one with the same text.
      setFailure(undefined);
      try {
        await read(api.POST('/admin/session/confirmation', { body: { token } }));
        close(true);
      } catch (error) {
        setFailure(error);
      }
    });
  return (
    <FieldDialog
      open={settle !== undefined}
      title={t({ zh: '请再次确认身份', en: 'Confirm your identity' })}
      footer={null}
      onCancel={() => close(false)}
      destroyOnHidden
    >
      <Typography.Paragraph type="secondary">
        {t({
          zh: '此操作无法撤销或会降低安全性，请再次输入 token。确认后 5 分钟内有效。',
          en: 'This action cannot be undone or lowers the security. Enter your token again; the confirmation is valid for five minutes.',
        })}
      </Typography.Paragraph>
      <TokenForm
        busy={busy}
        failure={failure}
        submitText={t({ zh: '确认', en: 'Confirm' })}
        onSubmit={(token) => void confirm(token)}
      />
    </FieldDialog>
  );
}
