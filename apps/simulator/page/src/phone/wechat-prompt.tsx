import { useEffect, useRef } from 'react';
import { useObservable } from '../observable.js';
import type { PageTexts } from '../texts.js';
import { hasLostFocus } from './has-lost-focus.js';
import type { Handset } from './handset.js';

interface WechatPromptProps {
  readonly handset: Handset;
  readonly texts: PageTexts['phone'];
}

/** Prompt of WeChat itself before it returns a phone number or opens an app. */
export function WechatPrompt({ handset, texts }: WechatPromptProps) {
  const prompt = useObservable(handset.prompt);
  const owner = useObservable(handset.owner);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (hasLostFocus()) first.current?.focus();
  }, [prompt]);
  if (prompt === 'none' || prompt === 'avatar') return null;
  const isPhone = prompt === 'phone-number';
  const words = isPhone ? texts.phonePrompt : texts.openPrompt;
  const answer = (allowed: boolean) =>
    isPhone ? void handset.answerPhoneNumber(allowed) : handset.answerOpenApp(allowed);
  return (
    <div className="prompt-shade">
      <div
        className="prompt"
        role="dialog"
        aria-labelledby="prompt-title"
        onKeyDown={(event) => event.key === 'Escape' && answer(false)}
      >
        <p id="prompt-title" className="prompt-title">
          {isPhone ? `${texts.miniProgram} ${words.title}` : words.title}
        </p>
        {isPhone && (
          <p className="prompt-number">
            <strong>{mask(owner.purePhoneNumber)}</strong>
            <span>{texts.phonePrompt.text}</span>
          </p>
        )}
        <div className="prompt-actions">
          <button type="button" className="mini-button" onClick={() => answer(false)}>
            {words.refuse}
          </button>
          <button ref={first} type="button" className="mini-button primary" onClick={() => answer(true)}>
            {words.allow}
          </button>
        </div>
      </div>
    </div>
  );
}

function mask(number: string): string {
  return `${number.slice(0, 3)}****${number.slice(-4)}`;
}
