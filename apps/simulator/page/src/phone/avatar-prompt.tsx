import { useEffect, useMemo, useRef } from 'react';
import { useObservable } from '../observable.js';
import type { PageTexts } from '../texts.js';
import { DRAWN_PICTURES, drawPicture, readPicture } from './drawn-pictures.js';
import type { Handset } from './handset.js';
import { hasLostFocus } from './has-lost-focus.js';

interface AvatarPromptProps {
  readonly handset: Handset;
  readonly texts: PageTexts['phone'];
}

/** WeChat's own sheet, shown when the user taps the row for a picture. */
export function AvatarPrompt({ handset, texts }: AvatarPromptProps) {
  const isOpen = useObservable(handset.prompt) === 'avatar';
  return isOpen ? <AvatarSheet handset={handset} texts={texts} /> : null;
}

function AvatarSheet({ handset, texts: { avatarPrompt: texts } }: AvatarPromptProps) {
  const pictures = useMemo(() => DRAWN_PICTURES.map((name) => ({ name, url: drawPicture(name) })), []);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (hasLostFocus()) first.current?.focus();
  }, []);
  const answer = (picture?: string) => handset.answerAvatar(picture);
  const readFile = (file: File | undefined) => {
    if (file) readPicture(file).then(answer, () => answer());
  };
  return (
    <div className="prompt-shade">
      <div
        className="prompt"
        role="dialog"
        aria-labelledby="avatar-prompt-title"
        onKeyDown={(event) => event.key === 'Escape' && answer()}
      >
        <p id="avatar-prompt-title" className="prompt-title">
          {texts.title}
        </p>
        <div className="picture-choice">
          {pictures.map(({ name, url }, index) => (
            <button key={name} ref={index === 0 ? first : null} type="button" onClick={() => answer(url)}>
              <img src={url} alt={texts.pictures[name]} />
            </button>
          ))}
        </div>
        <div className="prompt-actions">
          <button type="button" className="mini-button" onClick={() => answer()}>
            {texts.cancel}
          </button>
          <label className="mini-button file">
            {texts.file}
            <input
              type="file"
              accept="image/png,image/jpeg,image/webp"
              onChange={(event) => readFile(event.target.files?.[0])}
            />
          </label>
        </div>
      </div>
    </div>
  );
}
