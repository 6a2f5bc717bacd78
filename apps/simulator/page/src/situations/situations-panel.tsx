import { useEffect, useRef } from 'react';
import { useObservable } from '../observable.js';
import type { SituationTexts } from './situation-texts.js';
import type { Performance, SituationRunner } from './situation-runner.js';

interface SituationsPanelProps {
  readonly runner: SituationRunner;
  readonly texts: SituationTexts;
}

/** As in the style sheets: the phone above the panels instead of beside them. */
const NARROW = '(max-width: 860px)';

/** A button for each thing that breaks real apps, and what came of the one that was pressed. */
export function SituationsPanel({ runner, texts }: SituationsPanelProps) {
  const performance = useObservable(runner.performance);
  const chosen = performance.status === 'none' ? undefined : performance.id;
  const isPlaying = performance.status === 'playing';
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where the phone stands above, it would play out of sight.
    if (!matchMedia(NARROW).matches) return;
    if (performance.status === 'playing') document.querySelector('.phone')?.scrollIntoView();
    if (performance.status === 'over') result.current?.scrollIntoView({ block: 'center' });
  }, [performance.status]);
  return (
    <section className="card" aria-labelledby="situations-title">
      <h2 id="situations-title">{texts.title}</h2>
      <p className="note">{texts.lede}</p>
      <div className="situations">
        {runner.ids.map((id) => (
          <button
            key={id}
            type="button"
            className={id === chosen ? 'situation chosen' : 'situation'}
            aria-disabled={isPlaying}
            onClick={() => void runner.play(id)}
          >
            {texts.names[id]}
          </button>
        ))}
      </div>
      <div role="status" ref={result}>
        <Result performance={performance} texts={texts} />
      </div>
      {isPlaying && (
        <button type="button" className="link" onClick={() => runner.stop()}>
          {texts.stop}
        </button>
      )}
    </section>
  );
}

function Result({
  performance,
  texts,
}: {
  readonly performance: Performance;
  readonly texts: SituationTexts;
}) {
  switch (performance.status) {
    case 'none':
      return null;
    case 'playing':
      return <p className="situation-result">{texts.playing(performance.secondsLeft)}</p>;
    case 'broken':
      return <p className="situation-result">{texts.broken}</p>;
    case 'over': {
      const { id, ending } = performance;
      const words = texts.endings[id][ending.verdict];
      return (
        <div className="situation-result" data-verdict={ending.verdict}>
          <p className="verdict">
            <strong>{texts.verdicts[ending.verdict]}</strong>
            <span>{texts.names[id]}</span>
            {ending.code && <code className="code">{ending.code}</code>}
          </p>
          <p>{words?.happened}</p>
          <p>{words?.because}</p>
          {ending.asked && <p>{texts.asked(ending.asked)}</p>}
        </div>
      );
    }
  }
}
