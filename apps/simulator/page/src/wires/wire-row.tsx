import { useState } from 'react';
import type { Origins } from '../story/to-curl.js';
import { nameWire } from './name-wire.js';
import { readErrcode } from './read-errcode.js';
import { WireArrow } from './wire-arrow.js';
import { WireDetail } from './wire-detail.js';
import type { Wire } from './wire.js';
import type { WireTexts } from './wire-texts.js';

interface WireRowProps {
  readonly wire: Wire;
  /** Time of the first message, as {@link Wire.at}. */
  readonly start: number;
  /** Whether it is held for its reader. */
  readonly isHeld: boolean;
  readonly origins: Origins;
  readonly texts: WireTexts;
}

/** Row of a message: its time, its parties, and its response. A click shows its bytes. */
export function WireRow({ wire, start, isHeld, origins, texts }: WireRowProps) {
  const [open, setOpen] = useState(false);
  const name = nameWire(wire);
  return (
    <li className={open ? 'wire open' : 'wire'} data-held={isHeld}>
      <button type="button" className="wire-row" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="wire-time code">{formatTime(wire.at - start)}</span>
        <WireArrow
          from={wire.from}
          to={wire.to}
          by={wire.by}
          label={wire.by === 'thief' ? texts.byThief(texts.names[name]) : texts.names[name]}
          texts={texts}
        />
        <Status wire={wire} isHeld={isHeld} texts={texts} />
      </button>
      {open && <WireDetail wire={wire} isHeld={isHeld} origins={origins} texts={texts} />}
      {name === 'login' && (
        <div className="wire-row unseen">
          <span className="wire-time" />
          <WireArrow from="backend" to="authority" label={texts.unseen} texts={texts} />
          <span className="wire-status" />
        </div>
      )}
    </li>
  );
}

interface StatusProps {
  readonly wire: Wire;
  readonly isHeld: boolean;
  readonly texts: WireTexts;
}

function Status({ wire, isHeld, texts }: StatusProps) {
  const { status, durationMs } = wire;
  if (isHeld) return <span className="wire-status held">{texts.held}</span>;
  if (status === undefined) return <span className="wire-status" />;
  const errcode = readErrcode(wire);
  const isBad = status === 'lost' || (typeof status === 'number' && status >= 400) || errcode !== undefined;
  const text = typeof status === 'number' ? String(status) : texts[status];
  return (
    <span className={isBad ? 'wire-status code bad' : 'wire-status code'}>
      {errcode === undefined ? text : `${text} · ${errcode}`}
      {durationMs !== undefined && <small>{formatTime(durationMs)}</small>}
    </span>
  );
}

function formatTime(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
