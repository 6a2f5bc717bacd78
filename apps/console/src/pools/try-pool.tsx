import { PlayCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { api, expectVersion, read, type Pool } from '../api/client.js';
import { readPageConfig } from '../api/page-config.js';
import { Question } from '../frame/question.js';
import { useAction } from '../frame/use-action.js';
import { useLanguage, useText } from '../language/language.js';
import { useMayChange } from '../session/session.js';
import { buildTryAddress } from './try-address.js';

interface TriedPool {
  readonly pool: Pool;
  readonly setPool: (pool: Pool) => Promise<unknown>;
}

/**
 * Links to the simulator on this pool. It asks first where the pool does not allow the simulator's page. Empty where the
 * authority names no simulator, or where the operator may not allow it.
 */
export function TryPool({ pool, setPool }: TriedPool) {
  const t = useText();
  const { language } = useLanguage();
  const mayChange = useMayChange();
  const { simulatorUrl, backendUrl } = readPageConfig();
  if (simulatorUrl === undefined) return null;
  const address = buildTryAddress(pool, { simulatorUrl, backendUrl, language });
  const look = {
    icon: <PlayCircleOutlined aria-hidden />,
    children: t({ zh: '在模拟器中试用', en: 'Try this pool' }),
  };
  const { origin } = new URL(simulatorUrl);
  if (pool.allowedOrigins.includes(origin)) {
    return <Button {...look} href={address} target="_blank" rel="noopener" />;
  }
  return mayChange ? <AllowSimulator {...{ pool, setPool, origin, look }} /> : null;
}

/** The link takes its place then: a window that opens after a request is one that browsers block. */
function AllowSimulator({
  pool,
  setPool,
  origin,
  look,
}: TriedPool & { readonly origin: string; readonly look: object }) {
  const t = useText();
  const { busy, run } = useAction();
  const allow = () =>
    run(
      async () => {
        const params = { path: { userPoolId: pool.id }, header: expectVersion(pool) };
        const body = { allowedOrigins: [...pool.allowedOrigins, origin] };
        await setPool(await read(api.PATCH('/admin/pools/{userPoolId}', { params, body })));
      },
      t({
        zh: '已允许，现在可以点击“在模拟器中试用”。',
        en: 'Allowed. “Try this pool” opens the simulator now.',
      }),
    );
  return (
    <Question
      title={t({ zh: '允许模拟器的页面？', en: "Allow the simulator's page?" })}
      description={t({
        zh: `试用时，模拟器的页面会直接调用授权服务。将把 ${origin} 加入“允许的网页来源”。`,
        en: `It calls the authority itself. This adds ${origin} to the allowed origins.`,
      })}
      okText={t({ zh: '允许', en: 'Allow' })}
      onConfirm={allow}
    >
      <Button {...look} loading={busy} />
    </Question>
  );
}
