import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import { api, read } from '../api/client.js';
import { useServer } from '../api/use-server.js';
import { describeFailure } from '../frame/describe-failure.js';
import { useRetry } from '../frame/use-retry.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';

const REFRESH_MS = 3000;

/** Shows whether a login has succeeded with this code yet, and follows it. Empty while that is unknown. */
export function FirstLogin() {
  const t = useText();
  const { pool } = usePool();
  const query = { userPoolId: pool.id, type: 'redeemed', limit: 1 };
  const { data, error, isValidating, mutate } = useServer(
    ['latest login', pool.id],
    () => read(api.GET('/admin/events', { params: { query } })),
    { refreshInterval: REFRESH_MS },
  );
  const { isRetrying, attempt, retry } = useRetry(mutate);
  if (error !== undefined) {
    return (
      <Alert
        type="warning"
        showIcon
        title={<span key={attempt}>{describeFailure(error, t)}</span>}
        action={
          <Button size="small" loading={isRetrying || isValidating} onClick={retry}>
            {t({ zh: '重试', en: 'Try again' })}
          </Button>
        }
      />
    );
  }
  if (!data) return null;
  const [latest] = data.items;
  return latest ? <Latest at={latest.at} /> : <Waiting />;
}

function Waiting() {
  const t = useText();
  return (
    <Alert
      type="info"
      showIcon
      title={t({ zh: '正在等待第一次登录……', en: 'Waiting for the first login …' })}
    />
  );
}

function Latest({ at }: { readonly at: string }) {
  const t = useText();
  const { time } = useFormat();
  const { pool } = usePool();
  return (
    <Alert
      type="success"
      showIcon
      title={t({
        zh: `登录成功，最近一次：${time(at)}`,
        en: `Logins work. The latest: ${time(at)}`,
      })}
      action={
        <Link to={`/pools/${pool.id}/events?type=redeemed`}>
          {t({ zh: '查看事件', en: 'See the events' })}
        </Link>
      }
    />
  );
}
