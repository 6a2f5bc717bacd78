import { useEffect, useLayoutEffect, useRef } from 'react';
import { language, setLanguage } from './language.js';
import { useObservable } from './observable.js';
import { SettingsFold } from './panels/settings-fold.js';
import { describeOwnAppProblem } from './own-app/own-app-texts.js';
import { TimeMachine } from './panels/time-machine.js';
import { TroublesFold } from './panels/troubles-fold.js';
import { PhoneFrame } from './phone/phone-frame.js';
import { RelatedPages } from './related-pages.js';
import type { ScenarioRunner } from './scenarios/scenario-runner.js';
import { scenarioTexts } from './scenarios/scenario-texts.js';
import { ScenariosPanel } from './scenarios/scenarios-panel.js';
import { pageTexts, type PageTexts } from './texts.js';
import { wireTexts } from './wires/wire-texts.js';
import { WiresPanel } from './wires/wires-panel.js';
import type { Workbench } from './workbench.js';

interface PageProps {
  readonly workbench: Workbench;
  readonly runner: ScenarioRunner;
}

/** Root component: the phone, beside it problems, scenarios and messages; below, the settings. */
export function Page({ workbench, runner }: PageProps) {
  const current = useObservable(language);
  const texts = pageTexts[current];
  useEffect(() => {
    document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
    document.title = texts.title;
  }, [current, texts]);
  const hasPools = workbench.pools.length > 0;
  const head = useHeadHeight();
  // They use the demo's pools.
  const hasDrills = workbench.config.pools.length > 0;
  return (
    <div className="page">
      <div className="page-head" ref={head}>
        <header className="masthead">
          <div>
            <h1>{texts.title}</h1>
            <p>{texts.lede}</p>
          </div>
          <TimeMachine workbench={workbench} />
          <button
            type="button"
            className="language"
            lang={current === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => setLanguage(current === 'zh' ? 'en' : 'zh')}
          >
            {current === 'zh' ? 'English' : '中文'}
          </button>
        </header>
      </div>
      <main className="workbench">
        <Problems workbench={workbench} texts={texts} />
        <PhoneFrame workbench={workbench} texts={texts.phone} language={current} />
        <div className="stage">
          {hasDrills && <ScenariosPanel runner={runner} texts={scenarioTexts[current]} />}
          {!hasPools && <p className="card">{texts.setup.noPools}</p>}
          <WiresPanel log={workbench.log} origins={workbench.origins} texts={wireTexts[current]} />
        </div>
        {hasPools && (
          <div className="folds">
            <SettingsFold workbench={workbench} texts={texts.setup} />
            <TroublesFold workbench={workbench} />
          </div>
        )}
      </main>
      <RelatedPages config={workbench.config} language={current} />
    </div>
  );
}

/** Sets the height of the head for the style sheet: the phone fits the rest of the window. */
function useHeadHeight() {
  const head = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = head.current;
    if (!element) return undefined;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() =>
      style.setProperty('--head-height', `${element.offsetHeight}px`),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return head;
}

/** Problems beside the phone, which keeps its height. */
function Problems(props: { readonly workbench: Workbench; readonly texts: PageTexts }) {
  return (
    <div className="problems">
      <OwnProblem {...props} />
      <SimulatorProblem {...props} />
    </div>
  );
}

/** Notice that the simulator's server did not do what was requested, with a retry. */
function SimulatorProblem({
  workbench,
  texts,
}: {
  readonly workbench: Workbench;
  readonly texts: PageTexts;
}) {
  const repeat = useObservable(workbench.repeat);
  return (
    <div role="alert">
      {repeat && (
        <p className="page-problem">
          {texts.simulatorSilent}
          <button type="button" className="small-button" onClick={repeat}>
            {texts.repeat}
          </button>
        </p>
      )}
    </div>
  );
}

/** Notice about the app that the address names, with a retry. */
function OwnProblem({ workbench, texts }: { readonly workbench: Workbench; readonly texts: PageTexts }) {
  const describe = describeOwnAppProblem[useObservable(language)];
  const { problem } = workbench.prepared;
  if (problem === undefined) return null;
  const origins = { authority: workbench.config.authority, page: location.origin };
  return (
    <p className="page-problem" role="alert">
      {describe(problem, origins)}
      <button type="button" className="small-button" onClick={() => location.reload()}>
        {texts.repeat}
      </button>
    </p>
  );
}
