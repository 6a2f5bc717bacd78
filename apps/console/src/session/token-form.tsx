import { Alert, Button, Form, Input } from 'antd';
import { describeFailure } from '../frame/describe-failure.js';
import { useText } from '../language/language.js';

/** Form that asks for the operator token. The token is sent and stored nowhere in the page. */
export function TokenForm({
  busy,
  failure,
  submitText,
  onSubmit,
}: {
  readonly busy: boolean;
  readonly failure: unknown;
  readonly submitText: string;
  readonly onSubmit: (token: string) => void;
}) {
  const t = useText();
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      onFinish={({ token }: { token: string }) => onSubmit(token.trim())}
    >
      <Form.Item
        name="token"
        label={t({ zh: '管理员 token', en: 'Operator token' })}
        rules={[
          { required: true, whitespace: true, message: t({ zh: '请输入 token', en: 'Enter the token' }) },
        ]}
      >
        <Input.Password size="large" autoComplete="current-password" autoFocus spellCheck={false} />
      </Form.Item>
      {failure !== undefined && (
        <Alert type="error" showIcon style={{ marginBottom: 16 }} title={describeFailure(failure, t)} />
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {submitText}
      </Button>
    </Form>
  );
}
