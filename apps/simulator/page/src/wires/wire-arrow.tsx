import type { Party, Wire } from './wire.js';
import type { WireTexts } from './wire-texts.js';

/** The parties from left to right. */
export const LANES: readonly Party[] = ['app', 'wechat', 'authority', 'weixin', 'backend'];

interface WireArrowProps {
  readonly from: Party;
  readonly to: Party;
  readonly by?: Wire['by'];
  readonly label: string;
  readonly texts: WireTexts;
}

/** An arrow from lane to lane, with its name above it. */
export function WireArrow({ from, to, by, label, texts }: WireArrowProps) {
  const [start, end] = [LANES.indexOf(from), LANES.indexOf(to)];
  const [left, right] = [Math.min(start, end), Math.max(start, end)];
  const lane = 100 / LANES.length;
  const isRight = left + right >= LANES.length;
  return (
    <span className="wire-lanes">
      <span className="visually-hidden">{texts.between(texts.parties[from], texts.parties[to])}</span>
      <span
        className={by === 'thief' ? 'wire-label thief' : 'wire-label'}
        style={
          isRight ? { right: `${(LANES.length - right - 0.5) * lane}%` } : { left: `${(left + 0.5) * lane}%` }
        }
      >
        {label}
      </span>
      <span
        className={start < end ? 'wire-arrow' : 'wire-arrow back'}
        data-party={from}
        data-by={by}
        style={{ left: `${(left + 0.5) * lane}%`, width: `${(right - left) * lane}%` }}
      />
    </span>
  );
}
