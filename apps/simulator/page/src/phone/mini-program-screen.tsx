import { describeConsent, type ConsentAction, type ConsentView } from '@app2wxapp/consent';
import { useEffect, useRef, useState } from 'react';
import type { Language } from '@app2wxapp/core';
import type { Workbench } from '../workbench.js';
import { useObservable } from '../observable.js';
import type { PageTexts } from '../texts.js';
import { AvatarPrompt } from './avatar-prompt.js';
import { hasLostFocus } from './has-lost-focus.js';
import { ProfileFields } from './profile-fields.js';
import { WechatPrompt } from './wechat-prompt.js';

/** Length in characters of a title that takes more than two lines. */
const LONG_TITLE = 24;

interface MiniProgramScreenProps {
  readonly workbench: Workbench;
  readonly texts: PageTexts['phone'];
  readonly language: Language;
}

/** WeChat with the login mini program open: the mini program's own flow and words, in a skin for the browser. */
export function MiniProgramScreen({ workbench, texts, language }: MiniProgramScreenProps) {
  const { handset } = workbench;
  const view = describeConsent(useObservable(handset.consent), language);
  const owner = useObservable(handset.owner);
  const isLarge = useObservable(handset.largeFont);
  const isCovered = useObservable(handset.prompt) !== 'none';
  const heading = useRef<HTMLHeadingElement>(null);
  // The pressed button is gone with the old screen: screen readers must not miss the next one.
  useEffect(() => {
    if (!isCovered && hasLostFocus()) heading.current?.focus();
  }, [view.kind, isCovered]);
  return (
    <div className="mini-program" data-font={isLarge ? 'large' : 'normal'}>
      <div className="capsule-bar">
        <span>{texts.miniProgram}</span>
        <span className="capsule" aria-hidden="true">
          <i />
          <i />
          <i />
          <b />
        </span>
      </div>
      <div className="mini-page" data-kind={view.kind} inert={isCovered}>
        <Mark view={view} name={view.poolName || texts.miniProgram} />
        <h2 ref={heading} tabIndex={-1} data-long={view.title.length > LONG_TITLE}>
          {view.title}
        </h2>
        {view.text && <p className="mini-text">{view.text}</p>}
        {view.kind === 'asking' && <Shares view={view} nickname={owner.nickname} texts={texts} />}
        <ProfileFields handset={handset} view={view} />
        <p className="mini-notice" role="status">
          {view.notice}
        </p>
        <div className="mini-actions">
          {view.actions.map((action) => (
            <button
              key={action.type}
              type="button"
              className={action.primary ? 'mini-button primary' : 'mini-button'}
              onClick={() => act(workbench, action)}
            >
              {action.label}
            </button>
          ))}
        </div>
      </div>
      <WechatPrompt handset={handset} texts={texts} />
      <AvatarPrompt handset={handset} texts={texts} />
    </div>
  );
}

function act({ handset }: Workbench, action: ConsentAction): void {
  switch (action.type) {
    case 'agree':
      return handset.agree();
    case 'agree_with_phone':
      return handset.tapPhoneNumber();
    case 'refuse':
      return handset.refuse();
    case 'retry':
      return handset.retry();
    case 'launch_app':
      return handset.tapOpenApp();
  }
}

function Mark({ view, name }: { readonly view: ConsentView; readonly name: string }) {
  if (view.tone === 'busy') return <span className="mark spinner" aria-hidden="true" />;
  if (view.tone === 'plain' && view.logo) return <img className="mark logo" src={view.logo} alt="" />;
  const [initial] = name;
  const sign = { plain: initial, success: '✓', problem: '!' }[view.tone];
  return (
    <span className={`mark ${view.tone}`} aria-hidden="true">
      {sign}
    </span>
  );
}

interface SharesProps {
  readonly view: ConsentView;
  readonly nickname: string;
  readonly texts: PageTexts['phone'];
}

function Shares({ view, nickname, texts }: SharesProps) {
  const [open, setOpen] = useState(false);
  const [initial] = nickname;
  return (
    <>
      <ul className="shares">
        {view.shares.map((share) => (
          <li key={share}>{share}</li>
        ))}
      </ul>
      <p className="who">
        <span className="avatar small" aria-hidden="true">
          {initial}
        </span>
        {nickname}
      </p>
      {view.privacy && (
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {view.privacy}
        </button>
      )}
      {open && <p className="privacy">{texts.privacy}</p>}
    </>
  );
}
