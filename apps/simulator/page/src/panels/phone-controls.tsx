import type { Bench } from '../bench.js';
import { useObservable } from '../observable.js';
import type { Handset } from '../phone/handset.js';
import type { PhoneTrouble } from '../phone/phone-trouble.js';
import type { PhoneControlTexts } from './phone-control-texts.js';

interface TroubleSwitchProps {
  readonly handset: Handset;
  readonly texts: PhoneControlTexts;
}

/** What goes wrong on the phone, for every login until it is switched back. */
export function TroubleSwitch({ handset, texts }: TroubleSwitchProps) {
  const trouble = useObservable(handset.trouble);
  return (
    <label className="faults">
      <span>{texts.trouble}</span>
      <select
        value={trouble}
        data-active={trouble !== 'none'}
        onChange={(event) => handset.trouble.set(event.target.value as PhoneTrouble)}
      >
        {Object.entries(texts.troubles).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface OpeningsProps {
  readonly bench: Bench;
  readonly texts: PhoneControlTexts['openings'];
}

/** Ways into the mini program that are not the app's login button. */
export function Openings({ bench, texts }: OpeningsProps) {
  return (
    <fieldset className="openings">
      <legend>{texts.title}</legend>
      <button type="button" onClick={() => bench.handset.openFromList()}>
        {texts.list}
      </button>
      <button type="button" onClick={() => bench.openShareCard()}>
        {texts.card}
      </button>
      <button type="button" onClick={() => bench.openBroken()}>
        {texts.broken}
      </button>
    </fieldset>
  );
}
