import { useState } from 'react';
import { useObservable } from '../observable.js';
import type { WireTexts } from './wire-texts.js';
import { MaskedText } from './masked-text.js';
import { nameWire } from './name-wire.js';
import type { Party, Wire, WireLog } from './wire-log.js';

const LANES: readonly Party[] = ['app', 'wechat', 'authority', 'weixin', 'backend'];

interface WiresPanelProps {
  readonly log: WireLog;
  readonly texts: WireTexts;
}

/** Every message of the last login between its parties, in order, each with its bytes. */
export function WiresPanel({ log, texts }: WiresPanelProps) {
  const wires = useObservable(log.wires);
  const start = wires[0]?.at ?? 0;
  return (
    <section className="card wires" aria-labelledby="wires-title">
      <h2 id="wires-title">{texts.title}</h2>
      <div className="wire-heads" aria-hidden="true">
        {LANES.map((party) => (
          <span key={party} data-party={party}>
            {texts.parties[party]}
          </span>
        ))}
      </div>
      {wires.length === 0 && <p className="wires-empty">{texts.empty}</p>}
      <ol>
        {wires.map((wire) => (
          <WireRow key={wire.id} wire={wire} start={start} texts={texts} />
        ))}
      </ol>
      <p className="note">{texts.note}</p>
    </section>
  );
}

interface WireRowProps {
  readonly wire: Wire;
  readonly start: number;
  readonly texts: WireTexts;
}

function WireRow({ wire, start, texts }: WireRowProps) {
  const [open, setOpen] = useState(false);
  const name = nameWire(wire);
  return (
    <li className={open ? 'wire open' : 'wire'}>
      <button type="button" className="wire-row" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="wire-time code">{formatTime(wire.at - start)}</span>
        <Arrow
          from={wire.from}
          to={wire.to}
          by={wire.by}
          label={wire.by === 'thief' ? texts.byThief(texts.names[name]) : texts.names[name]}
          texts={texts}
        />
        <Status wire={wire} texts={texts} />
      </button>
      {open && <Detail wire={wire} texts={texts} />}
      {name === 'login' && (
        <div className="wire-row unseen">
          <span className="wire-time" />
          <Arrow from="backend" to="authority" label={texts.unseen} texts={texts} />
          <span className="wire-status" />
        </div>
      )}
    </li>
  );
}

interface ArrowProps {
  readonly from: Party;
  readonly to: Party;
  readonly by?: Wire['by'];
  readonly label: string;
  readonly texts: WireTexts;
}

function Arrow({ from, to, by, label, texts }: ArrowProps) {
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

function Status({ wire, texts }: { readonly wire: Wire; readonly texts: WireTexts }) {
  const { status, durationMs } = wire;
  if (status === undefined) return <span className="wire-status" />;
  const isBad = status === 'lost' || (typeof status === 'number' && status >= 400);
  const text = typeof status === 'number' ? String(status) : texts[status];
  return (
    <span className={isBad ? 'wire-status code bad' : 'wire-status code'}>
      {text}
      {durationMs !== undefined && <small>{formatTime(durationMs)}</small>}
    </span>
  );
}

function Detail({ wire, texts }: { readonly wire: Wire; readonly texts: WireTexts }) {
  const isMessage = wire.status === undefined;
  return (
    <div className="wire-detail">
      <h3>{isMessage ? texts.handedOver : texts.request}</h3>
      <MaskedText text={[wire.title, wire.sent].filter(Boolean).join('\n')} show={texts.show} />
      {!isMessage && (
        <>
          <h3>{texts.answer}</h3>
          <MaskedText text={wire.received || texts.nothing} show={texts.show} />
        </>
      )}
    </div>
  );
}

function formatTime(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
