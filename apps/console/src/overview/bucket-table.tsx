import { Link } from 'react-router';
import { buildEventAddress } from '../events/event-address.js';
import { useFormat, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import type { BucketSums } from './sum-counts.js';

/** Table of the chart's numbers, each line a link to the events of its time. */
export function BucketTable({ buckets }: { readonly buckets: readonly BucketSums[] }) {
  const t = useText();
  const { time, number } = useFormat();
  const { pool } = usePool();
  const shown = buckets.filter(
    ({ opened, issued, redeemed, refused }) => opened + issued + redeemed + refused,
  );
  if (shown.length === 0) return null;
  return (
    <details className="bucket-table">
      <summary>{t({ zh: '以表格查看', en: 'Show as a table' })}</summary>
      <div
        className="bucket-scroll"
        tabIndex={0}
        role="region"
        aria-label={t({ zh: '各时段', en: 'By time' })}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{t({ zh: '时段开始', en: 'From' })}</th>
              <th scope="col">{t({ zh: '拉起小程序', en: 'Launched' })}</th>
              <th scope="col">{t({ zh: '签发 ticket', en: 'Issued' })}</th>
              <th scope="col">{t({ zh: '登录成功', en: 'Logged in' })}</th>
              <th scope="col">{t({ zh: '被拒绝或重放', en: 'Refused or replayed' })}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((bucket) => (
              <tr key={bucket.start}>
                <th scope="row">
                  <Link to={buildEventAddress(pool.id, findRange(bucket))}>
                    {time(findRange(bucket).from)}
                  </Link>
                </th>
                <td>{number(bucket.opened)}</td>
                <td>{number(bucket.issued)}</td>
                <td>{number(bucket.redeemed)}</td>
                <td>{number(bucket.refused)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Returns the time of a step, as a filter of the events. */
export function findRange({ from, to }: BucketSums): { readonly from: string; readonly to: string } {
  return { from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString() };
}
