import { Card, Segmented, Typography } from 'antd';
import { lazy, Suspense } from 'react';
import { useServer } from '../api/use-server.js';
import { api, read, type Counts } from '../api/client.js';
import { FailureView } from '../frame/failure-view.js';
import { LiveMark } from '../frame/live-mark.js';
import { Loading } from '../frame/loading.js';
import { useQuery } from '../frame/use-query.js';
import { useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { nameReason } from '../events/event-texts.js';
import { Bars } from './bars.js';
import { sumCounts } from './sum-counts.js';

const TimeChart = lazy(async () => ({ default: (await import('./time-chart.js')).TimeChart }));
const HOUR_MS = 3_600_000;
const REFRESH_MS = 3000;
/** Hours back that may be chosen. */
const RANGES = [24, 7 * 24, 30 * 24] as const;

/** How logins go, as it happens. */
export function OverviewScreen() {
  const t = useText();
  const { pool } = usePool();
  const [query, change] = useQuery();
  const hours = RANGES.find((range) => String(range) === query.get('hours')) ?? 24;
  const { data, error, mutate } = useServer(
    ['counts', pool.id, hours],
    () =>
      read(
        api.GET('/admin/counts', {
          params: {
            query: { userPoolId: pool.id, from: new Date(Date.now() - hours * HOUR_MS).toISOString() },
          },
        }),
      ),
    { refreshInterval: REFRESH_MS, keepPreviousData: true },
  );
  if (error && !data) return <FailureView error={error} onRetry={() => void mutate()} />;
  if (!data) return <Loading />;
  return (
    <div className="stack">
      <div className="toolbar">
        <Segmented
          aria-label={t('时间范围', 'Since')}
          value={hours}
          onChange={(range) => change({ hours: String(range) })}
          options={[
            { value: 24, label: t('24 小时', '24 hours') },
            { value: 7 * 24, label: t('7 天', '7 days') },
            { value: 30 * 24, label: t('30 天', '30 days') },
          ]}
        />
        <LiveMark error={error} />
      </div>
      <div className="grid-two">
        <FunnelCard counts={data} />
        <RefusalCard counts={data} />
      </div>
      <Card title={<h2 className="card-title">{t('每小时', 'By the hour')}</h2>}>
        <Suspense fallback={<Loading />}>
          <TimeChart counts={data} />
        </Suspense>
      </Card>
    </div>
  );
}

function FunnelCard({ counts }: { readonly counts: Counts }) {
  const t = useText();
  const { opened, issued, redeemed } = sumCounts(counts);
  return (
    <Card title={<h2 className="card-title">{t('登录漏斗', 'From opening to login')}</h2>}>
      <Bars
        label={t('登录漏斗', 'From opening to login')}
        shares
        bars={[
          { name: t('拉起小程序', 'Opened the mini program'), count: opened, colour: 'var(--opened)' },
          { name: t('签发 ticket', 'Ticket issued'), count: issued, colour: 'var(--issued)' },
          { name: t('登录成功', 'Logged in'), count: redeemed, colour: 'var(--redeemed)' },
        ]}
      />
    </Card>
  );
}

function RefusalCard({ counts }: { readonly counts: Counts }) {
  const t = useText();
  const { replayed, denied, refusals } = sumCounts(counts);
  const bars = [
    ...(replayed > 0 ? [{ name: t('ticket 重放', 'Ticket replayed'), count: replayed }] : []),
    ...(denied > 0 ? [{ name: t('用户拒绝授权', 'Declined by user'), count: denied }] : []),
    ...refusals.map(({ reason, count }) => ({ name: nameReason(reason, t), count })),
  ].sort((a, b) => b.count - a.count);
  return (
    <Card title={<h2 className="card-title">{t('未完成的原因', 'Why logins were refused')}</h2>}>
      {bars.length === 0 ? (
        <Typography.Text type="secondary">
          {t('这段时间没有登录被拒绝。', 'No login was refused in this time.')}
        </Typography.Text>
      ) : (
        <Bars
          label={t('未完成的原因', 'Why logins were refused')}
          bars={bars.map((bar) => ({ ...bar, colour: 'var(--refused)' }))}
        />
      )}
    </Card>
  );
}
