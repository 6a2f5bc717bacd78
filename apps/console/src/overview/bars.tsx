import { Typography } from 'antd';
import { Link } from 'react-router';
import { useFormat } from '../language/language.js';

/** One bar, which screen readers read as a line of a list. */
export interface Bar {
  /** Name of the bar. */
  readonly name: string;
  /** Number that the bar shows. */
  readonly count: number;
  /** CSS colour of the bar. */
  readonly colour: string;
  /** Address of the events that it counts. */
  readonly to?: string | undefined;
  /** Note after the name. */
  readonly note?: string | undefined;
}

/** Bars that screen readers read as a list. */
export function Bars({
  bars,
  label,
  shares = false,
}: {
  readonly bars: readonly Bar[];
  readonly label: string;
  /** Whether to show each count's share of the first. */
  readonly shares?: boolean;
}) {
  const { number } = useFormat();
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const first = bars[0]?.count ?? 0;
  return (
    <ul className="bars" aria-label={label}>
      {bars.map(({ name, count, colour, to, note }, index) => (
        <li key={name} className="bar">
          <div className="bar-head">
            <span>
              {to === undefined || count === 0 ? (
                name
              ) : (
                <Link className="bar-link" to={to}>
                  {name}
                </Link>
              )}
              {note !== undefined && <Typography.Text type="secondary"> · {note}</Typography.Text>}
            </span>
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
