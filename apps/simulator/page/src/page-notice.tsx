import { useEffect } from 'react';
import { DEADLINE_MS } from './fetch-in-time.js';
import { language } from './language.js';
import { useObservable } from './observable.js';
import { pageTexts } from './texts.js';

/** Notice in place of the page while its configuration is loaded, and when loading failed or took too long. */
export function PageNotice({ kind }: { readonly kind: 'loading' | 'unreachable' | 'silent' }) {
  const current = useObservable(language);
  const texts = pageTexts[current];
  useEffect(() => {
    document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  }, [current]);
  return (
    <main className="page-notice" aria-busy={kind === 'loading'}>
      <h1>{texts.title}</h1>
      <p role="status">{kind === 'silent' ? texts.silent(DEADLINE_MS / 1000) : texts[kind]}</p>
      {kind !== 'loading' && (
        <button type="button" className="small-button" onClick={() => location.reload()}>
          {texts.reload}
        </button>
      )}
    </main>
  );
}
