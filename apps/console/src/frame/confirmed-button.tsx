import { Button, Popconfirm, type ButtonProps } from 'antd';

/** Button for what cannot be undone: asks first, and shows while its action runs. */
export function ConfirmedButton({
  name,
  question,
  consequence,
  onConfirm,
  ...button
}: Pick<ButtonProps, 'danger' | 'size' | 'loading'> & {
  /** On the button, and on the one that confirms. */
  readonly name: string;
  readonly question: string;
  /** What happens to whom. */
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
