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
        { title: t({ zh: '拉起小程序', en: 'Launch' }) },
        { title: t({ zh: '微信登录', en: 'WeChat' }) },
        { title: t({ zh: '签发 ticket', en: 'Ticket' }) },
        { title: t({ zh: '换取用户信息', en: 'Exchange' }) },
      ]}
    />
  );
}
