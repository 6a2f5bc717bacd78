import { useEffect, useRef, type MouseEvent } from 'react';
import type { Language } from '@app2wxapp/core';
import type { Workbench } from '../workbench.js';
import { useObservable } from '../observable.js';
import type { PageTexts } from '../texts.js';
import { AppScreen } from './app-screen.js';
import { hasLostFocus } from './has-lost-focus.js';
import { MiniProgramScreen } from './mini-program-screen.js';

interface PhoneFrameProps {
  readonly workbench: Workbench;
  readonly texts: PageTexts['phone'];
  readonly language: Language;
}

/** The phone: a status bar, and the app or WeChat below it. */
export function PhoneFrame({ workbench, texts, language }: PhoneFrameProps) {
  const screen = useObservable(workbench.handset.screen);
  const isPlaying = useObservable(workbench.isPlaying);
  const inWechat = screen === 'mini-program';
  const glass = useRef<HTMLDivElement>(null);
  const wasInWechat = useRef(false);
  useEffect(() => {
    // The pressed button is gone with WeChat: reading and typing continue in the app.
    if (wasInWechat.current && !inWechat && hasLostFocus()) glass.current?.focus();
    wasInWechat.current = inWechat;
  }, [inWechat]);
  return (
    <section
      className="phone"
      aria-label={texts.label}
      data-screen={screen}
      inert={isPlaying}
      onClickCapture={ignoreSecondClick}
    >
      <div className="glass" ref={glass} tabIndex={-1}>
        <div className="status-bar">
          {inWechat ? (
            <button type="button" className="breadcrumb" onClick={() => workbench.handset.goBack()}>
              <span aria-hidden="true">◀</span> {texts.back} {texts.appName}
            </button>
          ) : (
            <span>9:41</span>
          )}
          <span className="signal" aria-hidden="true">
            <i />
            <i />
            <i />
            <b />
          </span>
        </div>
        {inWechat ? (
          <MiniProgramScreen workbench={workbench} texts={texts} language={language} />
        ) : (
          <AppScreen workbench={workbench} texts={texts} />
        )}
        <div className="home-indicator" aria-hidden="true" />
      </div>
    </section>
  );
}

/** Ignores the second click of a double click: the first has put another button under the pointer. */
function ignoreSecondClick(event: MouseEvent): void {
  if (event.detail < 2) return;
  event.stopPropagation();
  event.preventDefault();
}
