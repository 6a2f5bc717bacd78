import { Alert, Typography } from 'antd';
import { useState } from 'react';
import { api, read, type Operator } from '../api/client.js';
import { Card } from '../frame/card.js';
import { Brand } from '../frame/brand.js';
import { hasDrafts } from '../frame/drafts.js';
import { PageTools } from '../frame/page-tools.js';
import { ShownOnce } from '../frame/shown-once.js';
import { useLock } from '../frame/use-lock.js';
import { useUnloadGuard } from '../frame/use-unload-guard.js';
import { useTitle } from '../frame/use-title.js';
import { useText } from '../language/language.js';
import { TokenForm } from './token-form.js';

/** Screen that asks for the operator token. The token is sent once and stored nowhere in the page. */
export function SignInScreen({
  hasEnded,
  onSignedIn,
}: {
  /** Whether a session of this tab ended without the operator having signed out. */
  readonly hasEnded: boolean;
  readonly onSignedIn: (operator: Operator) => void;
}) {
  const t = useText();
  useTitle(t({ zh: '登录', en: 'Sign in' }));
  const { failure, busy, first, signIn } = useSignIn(onSignedIn);
  const hasUnsaved = hasDrafts();
  useUnloadGuard(hasUnsaved);
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
        {hasEnded && failure === undefined && <EndNotice hasUnsaved={hasUnsaved} />}
        <TokenForm
          busy={busy}
          failure={failure}
          submitText={t({ zh: '登录', en: 'Sign in' })}
          onSubmit={(token) => void signIn(token)}
        />
        <ShownOnce
          title={t({ zh: '你的管理员 token', en: 'Your operator token' })}
          secret={first?.lasting}
          note={t({
            zh: '一次性 token 已失效，今后用这一个登录，90 天内有效。',
            en: 'The one-time token is no longer valid. Sign in with this token from now on. It is valid for 90 days.',
          })}
          onClose={() => first && onSignedIn(first.operator)}
        />
      </Card>
    </main>
  );
}

/** Signs in. `first` is the result of a sign-in by the token of a first start, until the operator has it. */
function useSignIn(onSignedIn: (operator: Operator) => void) {
  const [failure, setFailure] = useState<unknown>();
  const { busy, hold } = useLock();
  const [first, setFirst] = useState<{ readonly operator: Operator; readonly lasting: string }>();
  const signIn = (token: string) =>
    hold(async () => {
      setFailure(undefined);
      try {
        const { token: lasting, ...operator } = await read(api.POST('/admin/session', { body: { token } }));
        if (lasting === undefined) onSignedIn(operator);
        else setFirst({ operator, lasting });
      } catch (error) {
        setFailure(error);
      }
    });
  return { failure, busy, first, signIn };
}

function Introduction() {
  const t = useText();
  return (
    <>
      <Typography.Title level={1} style={{ fontSize: 22, marginTop: 8 }}>
        {t({ zh: '登录管理控制台', en: 'Sign in to the console' })}
      </Typography.Title>
      <Typography.Paragraph type="secondary">
        {t({
          zh: '使用管理员 token 登录。首次启动生成的 token 在数据目录的 first-start.json 中，只能登录一次。',
          en: 'Sign in with an operator token. The first start creates one in first-start.json in the data folder, valid for one sign-in.',
        })}
      </Typography.Paragraph>
    </>
  );
}

function EndNotice({ hasUnsaved }: { readonly hasUnsaved: boolean }) {
  const t = useText();
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 16 }}
      title={t({ zh: '会话已失效，请重新登录。', en: 'Your session is no longer valid. Sign in again.' })}
      description={
        hasUnsaved &&
        t({
          zh: '未保存的修改（不含 AppSecret）已保留，用同一账号登录后恢复。',
          en: 'Your unsaved changes (except an AppSecret) are kept. Sign in as the same operator to restore them.',
        })
      }
    />
  );
}
