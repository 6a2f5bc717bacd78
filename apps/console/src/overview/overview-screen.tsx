import { Segmented } from 'antd';
import { lazy, Suspense } from 'react';
import { waitInTime } from '../api/deadline.js';
import { useServer } from '../api/use-server.js';
import { api, read, type Counts } from '../api/client.js';
import { Card } from '../frame/card.js';
import { Loaded } from '../frame/loaded.js';
import { LiveMark } from '../frame/live-mark.js';
import { Loading } from '../frame/loading.js';
import { useQuery } from '../frame/use-query.js';
import { useText, type Translate } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { buildEventAddress, type EventFilter } from '../events/event-address.js';
import { HealthLights } from '../health/health-lights.js';
import { Bars } from './bars.js';
import { ReasonCard } from './reason-card.js';
import { pickBucketHours, sumCounts } from './sum-counts.js';

const TimeChart = lazy(async () => ({ default: (await waitInTime(import('./time-chart.js'))).TimeChart }));
const STEPS: Readonly<Record<1 | 6 | 24, (t: Translate) => string>> = {
  1: (t) => t({ zh: '每小时', en: 'Hourly' }),
  6: (t) => t({ zh: '每 6 小时', en: 'Every 6 hours' }),
  24: (t) => t({ zh: '每天', en: 'Daily' }),
};
const HOUR_MS = 3_600_000;
const REFRESH_MS = 3000;
/** Selectable ranges, in hours before now. */
const RANGES = [24, 7 * 24, 30 * 24] as const;

/** Overview of the logins, updated continuously. */
export function OverviewScreen() {
  const t = useText();
  const { pool } = usePool();
  const [query, change] = useQuery();
  const hours = RANGES.find((range) => String(range) === query.get('hours')) ?? 24;
  const loaded = useServer(
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
  return (
    <div className="stack">
      <div className="toolbar">
        <Segmented
          aria-label={t({ zh: '时间范围', en: 'Time range' })}
          value={hours}
          onChange={(range) => change({ hours: String(range) })}
          options={[
            { value: 24, label: t({ zh: '24 小时', en: '24 hours' }) },
            { value: 7 * 24, label: t({ zh: '7 天', en: '7 days' }) },
            { value: 30 * 24, label: t({ zh: '30 天', en: '30 days' }) },
          ]}
        />
        <LiveMark error={loaded.error} />
      </div>
      <HealthLights pool={pool} />
      <Loaded from={loaded}>{(counts) => <Figures counts={counts} hours={hours} />}</Loaded>
    </div>
  );
}

function Figures({ counts, hours }: { readonly counts: Counts; readonly hours: (typeof RANGES)[number] }) {
  const t = useText();
  const range = findRange(counts);
  return (
    <>
      <div className="grid-two">
        <FunnelCard counts={counts} range={range} />
        <ReasonCard counts={counts} range={range} />
      </div>
      <Card title={STEPS[pickBucketHours(hours)](t)}>
        <Suspense fallback={<Loading />}>
          <TimeChart counts={counts} hours={hours} />
        </Suspense>
      </Card>
    </>
  );
}

/** Returns the range from the beginning of the first hour, as in the counts. */
function findRange({ from, to }: Counts): EventFilter {
  return { from: new Date(Math.floor(Date.parse(from) / HOUR_MS) * HOUR_MS).toISOString(), to };
}

function FunnelCard({ counts, range }: { readonly counts: Counts; readonly range: EventFilter }) {
  const t = useText();
  const { pool } = usePool();
  const { opened, issued, redeemed } = sumCounts(counts);
  return (
    <Card title={t({ zh: '登录漏斗', en: 'Login funnel' })}>
      <Bars
        label={t({ zh: '登录漏斗', en: 'Login funnel' })}
        shares
        bars={[
          {
            name: t({ zh: '拉起小程序', en: 'Mini program launched' }),
            count: opened,
            colour: 'var(--opened)',
          },
          { name: t({ zh: '签发 ticket', en: 'Ticket issued' }), count: issued, colour: 'var(--issued)' },
          {
            name: t({ zh: '登录成功', en: 'Logged in' }),
            count: redeemed,
            colour: 'var(--redeemed)',
            to: buildEventAddress(pool.id, { type: 'redeemed', ...range }),
          },
        ]}
      />
    </Card>
  );
}
