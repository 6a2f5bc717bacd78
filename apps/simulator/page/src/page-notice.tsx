import { useEffect } from 'react';
import { language } from './language.js';
import { useObservable } from './observable.js';
import { pageTexts } from './texts.js';

/** Shown in place of the page while its configuration is loaded, and when it cannot be. */
export function PageNotice({ kind }: { readonly kind: 'loading' | 'unreachable' }) {
  const current = useObservable(language);
  const texts = pageTexts[current];
  useEffect(() => {
    document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  }, [current]);
  return (
    <main className="page-notice" aria-busy={kind === 'loading'}>
      <h1>{texts.title}</h1>
      <p role="status">{texts[kind]}</p>
      {kind === 'unreachable' && (
        <button type="button" className="small-button" onClick={() => location.reload()}>
          {texts.reload}
        </button>
      )}
    </main>
  );
}
