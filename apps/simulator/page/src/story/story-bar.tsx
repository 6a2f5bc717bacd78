import { useEffect, useId } from 'react';
import { NARROW } from '../narrow.js';
import { language } from '../language.js';
import { useObservable } from '../observable.js';
import { nameWire } from '../wires/name-wire.js';
import { sentences } from './sentences.js';
import { PACES, type Story } from './story.js';
import { storyTexts } from './story-texts.js';

/** Choice of the pace of a login. */
export function PaceChoice({ story }: { readonly story: Story }) {
  const texts = storyTexts[useObservable(language)];
  const pace = useObservable(story.pace);
  const name = useId();
  return (
    <div className="segments pace" role="radiogroup" aria-label={texts.title}>
      {PACES.map((one) => (
        <label key={one} title={texts.effects[one]}>
          <input type="radio" name={name} checked={one === pace} onChange={() => story.setPace(one)} />
          <span>{texts.paces[one]}</span>
        </label>
      ))}
    </div>
  );
}

/** Text of the held arrow, and the button to continue. */
export function StoryCaption({ story }: { readonly story: Story }) {
  const current = useObservable(language);
  const texts = storyTexts[current];
  const [held] = useObservable(story.waiting);
  const pace = useObservable(story.pace);
  const isPaused = useObservable(story.isPaused);
  const heldId = held?.id;
  useEffect(() => {
    // Where the phone is above, the user needs either the held request or the phone next.
    if (!matchMedia(NARROW).matches || pace === 'live') return;
    document.querySelector(heldId === undefined ? '.phone' : '.wires')?.scrollIntoView();
  }, [heldId, pace]);
  if (pace === 'live') return null;
  return (
    <div className="story-caption">
      <p role="status">{held ? sentences[current][nameWire(held)] : texts.idle}</p>
      <div className="story-actions">
        {pace === 'slow' && (
          <button type="button" className="small-button" onClick={() => story.setPaused(!isPaused)}>
            {isPaused ? texts.resume : texts.pause}
          </button>
        )}
        <button
          type="button"
          className="small-button next"
          aria-disabled={held === undefined}
          onClick={() => story.next()}
        >
          {texts.next}
        </button>
      </div>
    </div>
  );
}
