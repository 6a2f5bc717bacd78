import { Modal, type ModalProps } from 'antd';
import { useRef } from 'react';

/** Dialog that focuses its first field; antd's own focuses the button that closes it. */
export function FieldDialog({ children, afterOpenChange, ...props }: ModalProps) {
  const fields = useRef<HTMLDivElement>(null);
  const begin = (isOpen: boolean) => {
    if (isOpen) fields.current?.querySelector('input')?.focus();
    afterOpenChange?.(isOpen);
  };
  return (
    <Modal {...props} afterOpenChange={begin}>
      <div ref={fields}>{children}</div>
    </Modal>
  );
}
