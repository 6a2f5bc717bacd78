import { Alert, Modal, Typography } from 'antd';
import { useText } from '../language/language.js';
import { CopyButton } from './copyable.js';
import { useUnloadGuard } from './use-unload-guard.js';

/** Dialog with a secret that is shown only once. Only its button closes it. */
export function ShownOnce({
  title,
  secret,
  note,
  onClose,
}: {
  readonly title: string;
  readonly secret: string | undefined;
  readonly note?: string;
  readonly onClose: () => void;
}) {
  const t = useText();
  useUnloadGuard(secret !== undefined);
  return (
    <Modal
      open={secret !== undefined}
      title={title}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      cancelButtonProps={{ style: { display: 'none' } }}
      okText={t({ zh: '我已保存', en: 'I have saved it' })}
      onOk={onClose}
      destroyOnHidden
    >
      <div className="stack">
        <Alert
          type="warning"
          showIcon
          title={t({
            zh: '仅显示这一次，关闭后无法再查看。',
            en: 'Shown this once. It cannot be seen again.',
          })}
        />
        <span>
          <Typography.Text code className="mono" data-testid="shown-once">
            {secret}
          </Typography.Text>
          <CopyButton text={secret ?? ''} />
        </span>
        {note !== undefined && <Typography.Text type="secondary">{note}</Typography.Text>}
      </div>
    </Modal>
  );
}
