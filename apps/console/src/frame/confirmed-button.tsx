import { Button, type ButtonProps } from 'antd';
import { Question } from './question.js';

/** Button for an action that cannot be undone: asks first, and shows while the action runs. */
export function ConfirmedButton({
  name,
  question,
  consequence,
  onConfirm,
  ...button
}: Pick<ButtonProps, 'danger' | 'size' | 'disabled' | 'loading'> & {
  /** Label of the button, and of the one that confirms. */
  readonly name: string;
  readonly question: string;
  /** Consequences of the action. */
  readonly consequence: string;
  readonly onConfirm: () => void;
}) {
  return (
    <Question
      title={question}
      description={consequence}
      okText={name}
      okButtonProps={{ danger: true }}
      onConfirm={onConfirm}
    >
      <Button {...button}>{name}</Button>
    </Question>
  );
}
