import { Alert, Button, Card, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { api, read, type Operator } from '../api/client.js';
import { Brand } from '../frame/brand.js';
import { PageTools } from '../frame/page-tools.js';
import { describeFailure } from '../frame/describe-failure.js';
import { useTitle } from '../frame/use-title.js';
import { useText } from '../language/language.js';

/** Asks for the operator token. It goes to the server once and is kept nowhere in the page. */
export function SignInScreen({
  hasExpired,
  onSignedIn,
}: {
  /** Whether a session of this tab ended without the operator having signed out. */
  readonly hasExpired: boolean;
  readonly onSignedIn: (operator: Operator) => void;
}) {
  const t = useText();
  useTitle(t('登录', 'Sign in'));
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const signIn = async (token: string) => {
    setBusy(true);
    setFailure(undefined);
    try {
      onSignedIn(await read(api.POST('/admin/session', { body: { token: token.trim() } })));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <main className="sign-in">
      <Card className="sign-in-card">
        <div className="title-row">
          <Brand />
          <div className="title-row-end">
            <PageTools />
          </div>
        </div>
        <Introduction />
        {hasExpired && failure === undefined && (
          <Alert
            type="info"
            showIcon
            style={{ marginBottom: 16 }}
            title={t('登录已过期，请重新登录。', 'Your session has expired. Sign in again.')}
          />
        )}
        <TokenForm busy={busy} failure={failure} onSubmit={(token) => void signIn(token)} />
      </Card>
    </main>
  );
}

function Introduction() {
  const t = useText();
  return (
    <>
      <Typography.Title level={1} style={{ fontSize: 22, marginTop: 8 }}>
        {t('登录管理控制台', 'Sign in to the console')}
      </Typography.Title>
      <Typography.Paragraph type="secondary">
        {t(
          '使用管理员 token 登录。首次启动生成的 token 在数据目录的 first-start.json 中。',
          'Use an operator token. The one created on the first start is in first-start.json in the data folder.',
        )}
      </Typography.Paragraph>
    </>
  );
}

function TokenForm({
  busy,
  failure,
  onSubmit,
}: {
  readonly busy: boolean;
  readonly failure: unknown;
  readonly onSubmit: (token: string) => void;
}) {
  const t = useText();
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ token }: { token: string }) => onSubmit(token)}>
      <Form.Item
        name="token"
        label={t('管理员 token', 'Operator token')}
        rules={[{ required: true, whitespace: true, message: t('请输入 token', 'Enter the token') }]}
      >
        <Input.Password size="large" autoComplete="off" autoFocus spellCheck={false} />
      </Form.Item>
      {failure !== undefined && (
        <Alert type="error" showIcon style={{ marginBottom: 16 }} title={describeFailure(failure, t)} />
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('登录', 'Sign in')}
      </Button>
    </Form>
  );
}
