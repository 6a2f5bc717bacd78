import { useState, type ReactNode } from 'react';
import type { Account } from '../app/account.js';
import { ACCOUNT_NOTICES, type Notice } from '../app/demo-app.js';
import type { Workbench } from '../workbench.js';
import { useObservable } from '../observable.js';
import type { PageTexts } from '../texts.js';
import { Mountains } from './mountains.js';

interface AppScreenProps {
  readonly workbench: Workbench;
  readonly texts: PageTexts['phone'];
}

/** Demo app: a welcome with one button, and the user's own page. */
export function AppScreen({ workbench, texts }: AppScreenProps) {
  const state = useObservable(workbench.app.state);
  if (state.kind === 'home') {
    const answerTitle = state.account.source === 'backend' ? texts.facts.me : texts.facts.user;
    return (
      <Home
        isOwnPicture={state.account.photo.startsWith(`${workbench.config.authority}/`)}
        account={state.account}
        isFailed={state.notice !== 'token_refreshed'}
        notice={<NoticeText notice={state.notice} workbench={workbench} texts={texts} />}
        texts={texts}
        answerTitle={answerTitle}
        onLogOut={() => void workbench.app.logOut()}
        onDelete={state.canDelete ? () => void workbench.app.deleteAccount() : undefined}
      />
    );
  }
  const busy = state.kind !== 'welcome';
  const notice = state.kind === 'welcome' ? state.notice : undefined;
  return (
    <div className="app-screen welcome">
      <Mountains />
      <div className="welcome-text">
        <h2>{texts.appName}</h2>
        <p>{texts.slogan}</p>
      </div>
      <div className="welcome-actions">
        <p className="app-notice" role="status">
          <NoticeText notice={notice} workbench={workbench} texts={texts} />
        </p>
        <button
          type="button"
          className="wechat-button"
          disabled={busy || workbench.pools.length === 0}
          onClick={() => workbench.logIn()}
        >
          <WechatMark />
          {state.kind === 'entering' ? texts.entering : state.kind === 'away' ? texts.waiting : texts.login}
        </button>
      </div>
    </div>
  );
}

/** Sentence for the app's user, and the code for its developer where the protocol has one. */
function NoticeText({ notice, workbench, texts }: AppScreenProps & { readonly notice: Notice | undefined }) {
  if (notice === undefined) return null;
  if (notice === 'server_silent') return texts.serverSilent(workbench.app.server);
  const hasCode = !(ACCOUNT_NOTICES as readonly Notice[]).includes(notice);
  return (
    <>
      {texts.notices[notice]} {hasCode && <code className="code">{notice}</code>}
    </>
  );
}

/** Nickname of a user who entered none, as at WeChat. */
const NO_NICKNAME = '微信用户';

interface HomeProps {
  /** Whether the user chose the picture, which WeChat's placeholder is not. */
  readonly isOwnPicture: boolean;
  readonly account: Account;
  /** Notice about the last request, if it had an unexpected result. */
  readonly notice: ReactNode;
  /** Whether the notice is about a failure. */
  readonly isFailed: boolean;
  readonly texts: PageTexts['phone'];
  readonly answerTitle: string;
  readonly onLogOut: () => void;
  /** Absent where the app cannot delete the account. */
  readonly onDelete: (() => void) | undefined;
}

function Home({
  isOwnPicture,
  account,
  notice,
  isFailed,
  texts,
  answerTitle,
  onLogOut,
  onDelete,
}: HomeProps) {
  const [initial] = account.nickname;
  return (
    <div className="app-screen home">
      <Mountains />
      <div className="home-sheet">
        {isOwnPicture ? (
          <img className="avatar" src={account.photo} alt="" />
        ) : (
          <span className="avatar" aria-hidden="true">
            {initial}
          </span>
        )}
        <h2>{texts.hello(account.nickname)}</h2>
        {account.nickname === NO_NICKNAME && <p className="why">{texts.noNickname}</p>}
        <dl>
          <dt>{texts.facts.id}</dt>
          <dd className="code">{account.id}</dd>
          <dt>{texts.facts.phone}</dt>
          <dd className="code">{account.phone ?? texts.noPhone}</dd>
        </dl>
        <h3>{answerTitle}</h3>
        <pre className="code" tabIndex={0} role="region" aria-label={answerTitle}>
          {format(account.answer)}
        </pre>
        <p className="home-notice" role="status" data-alarming={isFailed}>
          {notice}
        </p>
        <div className="home-actions">
          <button type="button" className="quiet-button" onClick={onLogOut}>
            {texts.logOut}
          </button>
          {onDelete && <DeleteButton texts={texts} onDelete={onDelete} />}
        </div>
      </div>
    </div>
  );
}

/** Button that deletes at the second tap, since it cannot be undone. */
function DeleteButton({
  texts,
  onDelete,
}: {
  readonly texts: PageTexts['phone'];
  readonly onDelete: () => void;
}) {
  const [isArmed, setIsArmed] = useState(false);
  return (
    <button type="button" className="quiet-button" onClick={isArmed ? onDelete : () => setIsArmed(true)}>
      {isArmed ? texts.deleteForGood : texts.deleteAccount}
    </button>
  );
}

function format(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2);
}

function WechatMark() {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="currentColor">
      <path d="M9.4 4C5.3 4 2 6.8 2 10.2c0 1.9 1 3.6 2.7 4.8l-.7 2.2 2.5-1.3c.9.3 1.9.4 2.9.4h.4a5.2 5.2 0 0 1-.2-1.5c0-3.2 3-5.7 6.7-5.7h.5C16.2 6.2 13.1 4 9.4 4Z" />
      <path d="M22 14.7c0-2.7-2.6-4.9-5.8-4.9s-5.8 2.2-5.8 4.9 2.6 4.9 5.8 4.9c.8 0 1.5-.1 2.2-.3l2 1-.5-1.8c1.3-.9 2.1-2.3 2.1-3.8Z" />
    </svg>
  );
}
