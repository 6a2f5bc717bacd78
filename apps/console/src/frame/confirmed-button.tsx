import { Button, Popconfirm, type ButtonProps } from 'antd';

/** Button for an action that cannot be undone: asks first, and shows while the action runs. */
export function ConfirmedButton({
  name,
  question,
  consequence,
  onConfirm,
  ...button
}: Pick<ButtonProps, 'danger' | 'size' | 'loading'> & {
  /** Label of the button, and of the one that confirms. */
  readonly name: string;
  readonly question: string;
  /** Consequences of the action. */
  readonly consequence: string;
  readonly onConfirm: () => void;
}) {
  return (
    <Popconfirm
      title={question}
      description={consequence}
      okText={name}
      okButtonProps={{ danger: true }}
      onConfirm={onConfirm}
    >
      <Button {...button}>{name}</Button>
    </Popconfirm>
  );
}
