import { useEffect, useState } from 'react';
import { language } from '../language.js';
import { useObservable } from '../observable.js';
import type { Workbench } from '../workbench.js';
import { timeMachineTexts } from './time-machine-texts.js';

/** Panel that moves the clocks of the demo; absent where they cannot be moved. */
export function TimeMachine({ workbench }: { readonly workbench: Workbench }) {
  const texts = timeMachineTexts[useObservable(language)];
  const aheadMs = useObservable(workbench.aheadMs);
  const isPlaying = useObservable(workbench.isPlaying);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    const read = () => void workbench.readClock().catch(() => undefined);
    addEventListener('focus', read);
    return () => removeEventListener('focus', read);
  }, [workbench]);
  if (aheadMs === null) return null;
  const move = (shift: () => Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    void workbench.ask(shift).finally(() => setBusy(false));
  };
  return (
    <div className="time-machine" role="group" aria-label={texts.title} inert={isPlaying}>
      <span role="status">{aheadMs === 0 ? texts.now : texts.ahead(texts.span(split(aheadMs)))}</span>
      {texts.steps.map(({ aheadMs: step, label, effect }) => (
        <button
          key={step}
          type="button"
          className="time-step"
          title={effect}
          aria-disabled={isBusy}
          onClick={() => move(workbench.createAdvance(step))}
        >
          {label}
        </button>
      ))}
      {aheadMs > 0 && (
        <button
          type="button"
          className="time-step back"
          aria-disabled={isBusy}
          onClick={() => move(() => workbench.shiftClock(0))}
        >
          {texts.back}
        </button>
      )}
    </div>
  );
}

function split(ms: number): [days: number, hours: number, minutes: number, seconds: number] {
  const seconds = Math.floor(ms / 1000);
  return [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
}
