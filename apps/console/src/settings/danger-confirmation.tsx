import { Alert, Checkbox } from 'antd';
import { useState } from 'react';
import { FieldDialog } from '../frame/field-dialog.js';
import { useText } from '../language/language.js';

/** Dialog that asks before a setting lowers the security, and names the risk. */
export function DangerConfirmation({
  dangers,
  busy,
  onConfirm,
  onCancel,
}: {
  readonly dangers: readonly string[];
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  const t = useText();
  const [understood, setUnderstood] = useState(false);
  return (
    <FieldDialog
      open={dangers.length > 0}
      title={t({ zh: '确认降低安全性', en: 'Lower the security?' })}
      okText={t({ zh: '仍然保存', en: 'Save anyway' })}
      okButtonProps={{ danger: true, disabled: !understood }}
      confirmLoading={busy}
      onOk={onConfirm}
      onCancel={onCancel}
      afterOpenChange={() => setUnderstood(false)}
    >
      <div className="stack">
        {dangers.map((danger) => (
          <Alert key={danger} type="warning" showIcon title={danger} />
        ))}
        <Checkbox checked={understood} onChange={({ target }) => setUnderstood(target.checked)}>
          {t({ zh: '我已了解风险', en: 'I understand the risk' })}
        </Checkbox>
      </div>
    </FieldDialog>
  );
}
