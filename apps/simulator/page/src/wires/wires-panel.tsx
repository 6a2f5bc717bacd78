import { useEffect, useRef } from 'react';
import { useObservable } from '../observable.js';
import { PaceChoice, StoryCaption } from '../story/story-bar.js';
import type { Origins } from '../story/to-curl.js';
import { LANES } from './wire-arrow.js';
import { WireRow } from './wire-row.js';
import type { WireTexts } from './wire-texts.js';
import type { WireLog } from './wire-log.js';

interface WiresPanelProps {
  readonly log: WireLog;
  /** Origins of the servers, for commands. */
  readonly origins: Origins;
  readonly texts: WireTexts;
}

/** Messages of the last login between its parties, in order, each with its bytes. */
export function WiresPanel({ log, origins, texts }: WiresPanelProps) {
  const all = useObservable(log.wires);
  const [held, ...later] = useObservable(log.story.waiting);
  const hidden = new Set(later.map(({ id }) => id));
  const wires = all.filter(({ id }) => !hidden.has(id));
  const start = wires[0]?.at ?? 0;
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    // The verdict above takes space when it appears: its message stays visible.
    const observer = new ResizeObserver(() => element.scrollTo({ top: element.scrollHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [wires.length]);
  return (
    <section className="card wires" aria-labelledby="wires-title">
      <div className="wires-head">
        <h2 id="wires-title">{texts.title}</h2>
        <p className="note">{texts.note}</p>
        <PaceChoice story={log.story} />
      </div>
      <StoryCaption story={log.story} />
      <div className="wires-scroll" ref={scroller}>
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
            <WireRow
              key={wire.id}
              wire={wire}
              start={start}
              isHeld={wire.id === held?.id}
              origins={origins}
              texts={texts}
            />
          ))}
        </ol>
      </div>
    </section>
  );
}
