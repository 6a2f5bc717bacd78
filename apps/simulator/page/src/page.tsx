import { useEffect } from 'react';
import type { Bench } from './bench.js';
import { language, setLanguage } from './language.js';
import { useObservable } from './observable.js';
import { SituationsPanel } from './situations/situations-panel.js';
import { SetupPanel } from './panels/setup-panel.js';
import { PhoneFrame } from './phone/phone-frame.js';
import { pageTexts } from './texts.js';
import { WiresPanel } from './wires/wires-panel.js';

/** The whole page. */
export function Page({ bench }: { readonly bench: Bench }) {
  const current = useObservable(language);
  const texts = pageTexts[current];
  useEffect(() => {
    document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
    document.title = texts.title;
  }, [current, texts]);
  return (
    <div className="page">
      <header className="masthead">
        <div>
          <h1>{texts.title}</h1>
          <p>{texts.lede}</p>
        </div>
        <button
          type="button"
          className="language"
          lang={current === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLanguage(current === 'zh' ? 'en' : 'zh')}
        >
          {current === 'zh' ? 'English' : '中文'}
        </button>
      </header>
      <main className="workbench">
        <PhoneFrame bench={bench} texts={texts.phone} language={current} />
        <div className="panels">
          <SetupPanel bench={bench} texts={texts} />
          {bench.config.pools.length > 0 && (
            <SituationsPanel runner={bench.situations} texts={texts.situations} />
          )}
          <WiresPanel log={bench.log} texts={texts.wires} />
        </div>
      </main>
    </div>
  );
}
