import { useEffect } from 'react';
import type { FaultKind } from '../../../src/wechat/faults.js';
import { language } from '../language.js';
import { useObservable } from '../observable.js';
import type { PhoneTrouble } from '../phone/phone-trouble.js';
import type { Workbench } from '../workbench.js';
import { Choice } from './choice.js';
import { faultTexts } from './fault-texts.js';
import { Fold } from './fold.js';
import { phoneControlTexts } from './phone-control-texts.js';

const entriesOf = <K extends string>(words: Readonly<Record<K, string>>) =>
  Object.entries(words) as [K, string][];

/** Faults of every login until they are switched off, and other ways into the mini program. */
export function TroublesFold({ workbench }: { readonly workbench: Workbench }) {
  const current = useObservable(language);
  const [texts, faults] = [phoneControlTexts[current], faultTexts[current]];
  const trouble = useObservable(workbench.handset.trouble);
  const fault = useObservable(workbench.fault);
  useEffect(() => void workbench.ask(() => workbench.readFault()), [workbench]);
  const active = [fault && faults.kinds[fault], trouble !== 'none' && texts.troubles[trouble]].filter(
    Boolean,
  );
  return (
    <Fold title={texts.title} summary={active.join(' · ') || faults.none} isAlarming={active.length > 0}>
      <div className="setup">
        <Choice<FaultKind | ''>
          label={faults.label}
          value={fault ?? ''}
          options={[['', faults.none] as const, ...entriesOf(faults.kinds)]}
          isAlarming={fault !== undefined}
          onChoose={(kind) => void workbench.ask(() => workbench.switchFault(kind === '' ? undefined : kind))}
        />
        <Choice<PhoneTrouble>
          label={texts.trouble}
          value={trouble}
          options={entriesOf(texts.troubles)}
          isAlarming={trouble !== 'none'}
          onChoose={(kind) => workbench.handset.trouble.set(kind)}
        />
        <Openings workbench={workbench} texts={texts.openings} />
      </div>
    </Fold>
  );
}

interface OpeningsProps {
  readonly workbench: Workbench;
  readonly texts: (typeof phoneControlTexts)['zh']['openings'];
}

/** Ways into the mini program that are not the app's login button. */
function Openings({ workbench, texts }: OpeningsProps) {
  const onPhone = (open: () => void) => () => {
    open();
    document.querySelector('.phone')?.scrollIntoView({ block: 'nearest' });
  };
  const isPlaying = useObservable(workbench.isPlaying);
  return (
    <fieldset className="openings" inert={isPlaying}>
      <legend>{texts.title}</legend>
      <button
        type="button"
        className="small-button"
        onClick={onPhone(() => workbench.handset.openFromList())}
      >
        {texts.list}
      </button>
      <button type="button" className="small-button" onClick={onPhone(() => workbench.openShareCard())}>
        {texts.card}
      </button>
      <button type="button" className="small-button" onClick={onPhone(() => workbench.openBroken())}>
        {texts.broken}
      </button>
    </fieldset>
  );
}
