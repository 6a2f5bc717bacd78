import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Counts } from '../api/client.js';
import { buildEventAddress } from '../events/event-address.js';
import { useFormat, useLanguage, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { useAppearance } from '../theme/appearance.js';
import { BucketTable, findRange } from './bucket-table.js';
import { pickBucketHours, sumByBucket, sumCounts, type BucketSums } from './sum-counts.js';

const HEIGHT = 260;
const LINES = ['opened', 'issued', 'redeemed', 'refused'] as const;

/** Chart by time: the pointer shows a step's numbers, a click its events. The colours come from the style sheet. */
export function TimeChart({ counts, hours }: { readonly counts: Counts; readonly hours: number }) {
  const t = useText();
  const { number } = useFormat();
  const buckets = sumByBucket(counts, pickBucketHours(hours));
  const { holder, hovered } = useChart(buckets);
  const names = [
    t({ zh: '拉起小程序', en: 'Launched' }),
    t({ zh: '签发 ticket', en: 'Issued' }),
    t({ zh: '登录成功', en: 'Logged in' }),
    t({ zh: '被拒绝或重放', en: 'Refused or replayed' }),
  ];
  const { redeemed, issued } = sumCounts(counts);
  const summary = t({
    zh: `折线图：共签发 ${number(issued)} 个 ticket，成功登录 ${number(redeemed)} 次`,
    en: `Line chart: ${number(issued)} tickets issued, ${number(redeemed)} logins`,
  });
  const shown = hovered && buckets[hovered.index];
  return (
    <>
      <div className="legend">
        {names.map((name, index) => (
          <span key={name}>
            <i style={{ background: `var(--${LINES[index] ?? ''})` }} />
            {name}
          </span>
        ))}
      </div>
      <div className="chart">
        <div ref={holder} role="img" aria-label={summary} />
        {shown && <ChartTip bucket={shown} names={names} left={hovered.left} />}
      </div>
      <BucketTable buckets={buckets} />
    </>
  );
}

interface Hovered {
  readonly index: number;
  /** Position as a fraction of the chart's width, 0–1. */
  readonly left: number;
}

/** Draws the chart in its element, and finds the step under the pointer and the link to its events. */
function useChart(buckets: readonly BucketSums[]) {
  const { language } = useLanguage();
  const { appearance } = useAppearance();
  const navigate = useNavigate();
  const { pool } = usePool();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const [hovered, setHovered] = useState<Hovered>();
  const latest = useRef(buckets);
  latest.current = buckets;
  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const point = ({ cursor, over }: uPlot) => {
      const { idx, left = -1 } = cursor;
      setHovered(idx == null || left < 0 ? undefined : { index: idx, left: left / over.clientWidth });
    };
    const options = { ...buildOptions(element, language), hooks: { setCursor: [point] } };
    const plot = new uPlot(options, toColumns(latest.current), element);
    plot.over.addEventListener('click', () => {
      const bucket = latest.current[plot.cursor.idx ?? -1];
      if (bucket) void navigate(buildEventAddress(pool.id, findRange(bucket)));
    });
    chart.current = plot;
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [appearance, language, pool.id]);
  useEffect(() => {
    chart.current?.setData(toColumns(buckets));
  }, [JSON.stringify(buckets)]);
  return { holder, hovered };
}

function ChartTip({
  bucket,
  names,
  left,
}: {
  readonly bucket: BucketSums;
  readonly names: readonly string[];
  readonly left: number;
}) {
  const t = useText();
  const { time, number } = useFormat();
  return (
    <div className="chart-tip" style={left > 0.5 ? { left: 64 } : { right: 8 }}>
      <strong>{time(findRange(bucket).from)}</strong>
      {LINES.map((line, index) => (
        <span key={line}>
          {names[index]} <b>{number(bucket[line])}</b>
        </span>
      ))}
      <small>{t({ zh: '点击查看事件', en: 'Click to see the events' })}</small>
    </div>
  );
}

function toColumns(buckets: readonly BucketSums[]): uPlot.AlignedData {
  return [buckets.map(({ start }) => start), ...LINES.map((line) => buckets.map((bucket) => bucket[line]))];
}

function buildOptions(element: HTMLElement, language: string): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`);
  const axis = {
    stroke: style.color,
    font: `12px ${style.fontFamily}`,
    grid: { stroke: colour('track'), width: 1 },
    ticks: { show: false },
  };
  const hour = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric' });
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(4, Math.ceil(max * 1.1))] } },
    axes: [
      {
        ...axis,
        size: 28,
        values: (_plot, splits) =>
          splits.map((second) => {
            const at = new Date(second * 1000);
            return at.getHours() === 0 && at.getMinutes() === 0 ? day.format(at) : hour.format(at);
          }),
      },
      {
        ...axis,
        size: 48,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000],
      },
    ],
    series: [{}, ...LINES.map((line) => ({ stroke: colour(line), width: 2, points: { show: false } }))],
  };
}
