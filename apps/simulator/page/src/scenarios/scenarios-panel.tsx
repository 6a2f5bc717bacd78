import { useEffect, useRef } from 'react';
import { NARROW } from '../narrow.js';
import { useObservable } from '../observable.js';
import type { EndingTexts, ScenarioTexts } from './scenario-texts.js';
import type { ScenarioRun, ScenarioRunner } from './scenario-runner.js';

interface ScenariosPanelProps {
  readonly runner: ScenarioRunner;
  readonly texts: ScenarioTexts;
}

/** Buttons of the scenarios, and the outcome of the last one. */
export function ScenariosPanel({ runner, texts }: ScenariosPanelProps) {
  const run = useObservable(runner.run);
  const chosen = run.status === 'none' ? undefined : run.id;
  const isBusy = run.status === 'playing' && run.secondsLeft === 0;
  const result = useRef<HTMLDivElement>(null);
  const played = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Where the phone is above, it would play out of view.
    if (!matchMedia(NARROW).matches) return;
    if (run.status === 'playing') document.querySelector('.phone')?.scrollIntoView();
    // Below the result there is room for the last requests.
    if (run.status === 'ended' || run.status === 'broken') result.current?.scrollIntoView();
  }, [run.status]);
  useEffect(() => {
    // "Stop" is gone, and with it the focus of the keyboard.
    if (run.status === 'playing' || document.activeElement !== document.body) return;
    played.current?.focus({ preventScroll: true });
  }, [run.status]);
  return (
    <section className="card" aria-labelledby="scenarios-title">
      <div className="scenarios-head">
        <h2 id="scenarios-title">{texts.title}</h2>
        <p className="note">{texts.lede}</p>
      </div>
      <div className="scenarios">
        {runner.ids.map((id) => (
          <button
            key={id}
            type="button"
            className="scenario"
            aria-pressed={id === chosen}
            aria-disabled={isBusy}
            onClick={({ currentTarget }) => {
              played.current = currentTarget;
              void runner.play(id);
            }}
          >
            {texts.names[id]}
          </button>
        ))}
      </div>
      <div role="status" className="scenario-status" ref={result}>
        <Result run={run} texts={texts} onStop={() => runner.stop()} />
      </div>
    </section>
  );
}

interface ResultProps {
  readonly run: ScenarioRun;
  readonly texts: ScenarioTexts;
  readonly onStop: () => void;
}

function Result({ run, texts, onStop }: ResultProps) {
  switch (run.status) {
    case 'none':
      return null;
    case 'playing':
      return (
        <p className="scenario-result playing">
          {texts.playing(run.secondsLeft)}
          <button type="button" className="link" onClick={onStop}>
            {texts.stop}
          </button>
        </p>
      );
    case 'broken':
      return <p className="scenario-result">{texts.broken}</p>;
    case 'ended': {
      const { id, ending } = run;
      const endings: EndingTexts = texts.endings[id];
      const words = endings[ending.verdict];
      return (
        <div className="scenario-result" data-verdict={ending.verdict}>
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
