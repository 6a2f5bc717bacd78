import { Steps } from 'antd';
import type { AuditEvent } from '../api/client.js';
import { useText } from '../language/language.js';
import { findStep } from './login-step.js';

/** The steps of a login, and the one at which it ended. */
export function LoginSteps({ event }: { readonly event: AuditEvent }) {
  const t = useText();
  const step = findStep(event);
  if (step === undefined) return null;
  return (
    <Steps
      size="small"
      responsive
      current={step}
      status={step === 4 ? 'finish' : 'error'}
      items={[
        { title: t('拉起小程序', 'Launch') },
        { title: t('微信登录', 'WeChat') },
        { title: t('签发 ticket', 'Ticket') },
        { title: t('换取用户信息', 'Exchange') },
      ]}
    />
  );
}
