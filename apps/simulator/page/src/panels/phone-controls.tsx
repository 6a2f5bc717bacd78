import type { Bench } from '../bench.js';
import { language } from '../language.js';
import { useObservable } from '../observable.js';
import type { PhoneTrouble } from '../phone/phone-trouble.js';
import { phoneControlTexts } from './phone-control-texts.js';

/** What the phone itself does to a login: its letters, its troubles, and other ways into the mini program. */
export function PhoneControls({ bench }: { readonly bench: Bench }) {
  const { handset } = bench;
  const texts = phoneControlTexts[useObservable(language)];
  const trouble = useObservable(handset.trouble);
  const isLarge = useObservable(handset.largeFont);
  return (
    <>
      <div>
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
        <label className="switch">
          <input
            type="checkbox"
            checked={isLarge}
            onChange={(event) => handset.largeFont.set(event.target.checked)}
          />
          <span>{texts.largeFont}</span>
        </label>
      </div>
      <fieldset className="openings">
        <legend>{texts.openings.title}</legend>
        <button type="button" onClick={() => handset.openFromList()}>
          {texts.openings.list}
        </button>
        <button type="button" onClick={() => bench.openShareCard()}>
          {texts.openings.card}
        </button>
        <button type="button" onClick={() => bench.openBroken()}>
          {texts.openings.broken}
        </button>
      </fieldset>
    </>
  );
}
