import { Typography } from 'antd';
import { useFormat } from '../language/language.js';

interface Bar {
  readonly name: string;
  readonly count: number;
  /** A CSS colour. */
  readonly colour: string;
}

/** Bars that are read as a list. */
export function Bars({
  bars,
  label,
  shares = false,
}: {
  readonly bars: readonly Bar[];
  readonly label: string;
  /** Also say each count's share of the first. */
  readonly shares?: boolean;
}) {
  const { number } = useFormat();
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const first = bars[0]?.count ?? 0;
  return (
    <ul className="bars" aria-label={label}>
      {bars.map(({ name, count, colour }, index) => (
        <li key={name}>
          <div className="bar-head">
            <span>{name}</span>
            <span className="bar-count">
              {number(count)}
              {shares && index > 0 && first > 0 && (
                <Typography.Text type="secondary"> · {Math.round((100 * count) / first)}%</Typography.Text>
              )}
            </span>
          </div>
          <div className="bar-track">
            {count > 0 && (
              <div className="bar-fill" style={{ width: `${(100 * count) / most}%`, background: colour }} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
