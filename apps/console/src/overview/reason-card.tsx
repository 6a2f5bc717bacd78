import { Alert, Typography } from 'antd';
import { Link } from 'react-router';
import type { Counts } from '../api/client.js';
import { buildEventAddress, isListedReason, type EventFilter } from '../events/event-address.js';
import { nameReason } from '../events/event-texts.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { Bars, type Bar } from './bars.js';
import { sumCounts } from './sum-counts.js';
import { Card } from '../frame/card.js';

/** Reasons why openings of the mini program did not become logins: the bars add up to the difference. */
export function ReasonCard({ counts, range }: { readonly counts: Counts; readonly range: EventFilter }) {
  const t = useText();
  const { number } = useFormat();
  const { pool } = usePool();
  const { opened, redeemed, replayed } = sumCounts(counts);
  const bars = useReasons(counts, range);
  const missing = Math.max(0, opened - redeemed);
  const named = bars.reduce((sum, { count }) => sum + count, 0);
  const label = t({ zh: '未完成的原因', en: 'Reasons for unfinished logins' });
  return (
    <Card title={label}>
      <Typography.Paragraph type="secondary">
        {bars.length === 0
          ? t({ zh: '这段时间没有未完成的登录。', en: 'No unfinished logins in this period.' })
          : t({
              zh: `拉起小程序 ${number(opened)} 次，未完成 ${number(missing)} 次。`,
              en: `${number(missing)} of ${number(opened)} launches did not become a login.`,
            })}
        {named > missing &&
          t({
            zh: ' 拒绝按请求计数，同一次登录可能被拒绝多次。',
            en: ' Refusals are counted by request: one login may be refused several times.',
          })}
      </Typography.Paragraph>
      <Bars label={label} bars={bars} />
      {replayed > 0 && (
        <Alert
          type="error"
          showIcon
          style={{ marginTop: 16 }}
          title={
            <Link to={buildEventAddress(pool.id, { type: 'replayed', ...range })}>
              {t({ zh: `ticket 重放 ${number(replayed)} 次`, en: `Tickets replayed: ${number(replayed)}` })}
            </Link>
          }
        />
      )}
      {bars.some(({ note }) => note !== undefined) && (
        <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
          {t({
            zh: '仅计数，不逐条记录：任何外部请求都能触发。',
            en: 'Only counted, not listed one by one: any outsider can cause it.',
          })}
        </Typography.Paragraph>
      )}
    </Card>
  );
}

/** Returns the bars, the longest first. */
function useReasons(counts: Counts, range: EventFilter): Bar[] {
  const t = useText();
  const { pool } = usePool();
  const { denied, refusals, leftMiniProgram, leftTicket } = sumCounts(counts);
  const countedOnly = t({ zh: '仅计数', en: 'counted only' });
  const others = [
    { name: t({ zh: '用户拒绝授权', en: 'Denied by the user' }), count: denied, note: countedOnly },
    {
      name: t({ zh: '打开后离开，未作选择', en: 'Left the mini program without a choice' }),
      count: leftMiniProgram,
    },
    { name: t({ zh: 'ticket 未被换取', en: 'Ticket never exchanged' }), count: leftTicket },
  ];
  const refused = refusals.map(({ reason, count }) => ({
    name: nameReason(reason, t),
    count,
    ...(isListedReason(reason)
      ? { to: buildEventAddress(pool.id, { type: 'refused', reason, ...range }) }
      : { note: countedOnly }),
  }));
  return [...others, ...refused]
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map((bar) => ({ colour: 'var(--refused)', ...bar }));
}
