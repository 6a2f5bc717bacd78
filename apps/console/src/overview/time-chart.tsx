import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Counts } from '../api/client.js';
import { useFormat, useLanguage, useText } from '../language/language.js';
import { useAppearance } from '../theme/appearance.js';
import { sumByHour, sumCounts } from './sum-counts.js';

const HEIGHT = 260;
const LINES = ['opened', 'issued', 'redeemed', 'refused'] as const;

/** Lines by the hour. The colours come from the style sheet, so that they follow the appearance. */
export function TimeChart({ counts }: { readonly counts: Counts }) {
  const t = useText();
  const { language } = useLanguage();
  const { appearance } = useAppearance();
  const { number } = useFormat();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const data = toColumns(counts);
  const latest = useRef(data);
  latest.current = data;
  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const plot = new uPlot(buildOptions(element, language), latest.current, element);
    chart.current = plot;
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [appearance, language]);
  useEffect(() => chart.current?.setData(data));
  const names = [
    t('拉起小程序', 'Opened'),
    t('签发 ticket', 'Issued'),
    t('登录成功', 'Logged in'),
    t('被拒绝或重放', 'Refused or replayed'),
  ];
  const { redeemed, issued } = sumCounts(counts);
  const summary = t(
    `折线图：共签发 ${number(issued)} 个 ticket，成功登录 ${number(redeemed)} 次`,
    `Lines: ${number(issued)} tickets issued, ${number(redeemed)} logins`,
  );
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
      <div ref={holder} role="img" aria-label={summary} />
    </>
  );
}

function toColumns(counts: Counts): uPlot.AlignedData {
  const hours = sumByHour(counts);
  return [hours.map(({ hour }) => hour), ...LINES.map((line) => hours.map((entry) => entry[line]))];
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
