import { useEffect } from 'react';
import { language, setLanguage } from './language.js';
import { useObservable } from './observable.js';
import { SettingsFold } from './panels/settings-fold.js';
import { TimeMachine } from './panels/time-machine.js';
import { TroublesFold } from './panels/troubles-fold.js';
import { PhoneFrame } from './phone/phone-frame.js';
import type { ScenarioRunner } from './scenarios/scenario-runner.js';
import { ScenariosPanel } from './scenarios/scenarios-panel.js';
import { pageTexts, type PageTexts } from './texts.js';
import { WiresPanel } from './wires/wires-panel.js';
import type { Workbench } from './workbench.js';

interface PageProps {
  readonly workbench: Workbench;
  readonly runner: ScenarioRunner;
}

/** The whole page: the phone, beside it what is played and each message; below, what may be changed. */
export function Page({ workbench, runner }: PageProps) {
  const current = useObservable(language);
  const texts = pageTexts[current];
  useEffect(() => {
    document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
    document.title = texts.title;
  }, [current, texts]);
  const hasPools = workbench.config.pools.length > 0;
  return (
    <div className="page">
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
      <SimulatorProblem workbench={workbench} texts={texts} />
      <main className="workbench">
        <PhoneFrame workbench={workbench} texts={texts.phone} language={current} />
        <div className="stage">
          {hasPools ? (
            <ScenariosPanel runner={runner} texts={texts.scenarios} />
          ) : (
            <p className="card">{texts.setup.noPools}</p>
          )}
          <WiresPanel log={workbench.log} origins={workbench.origins} texts={texts.wires} />
        </div>
        {hasPools && (
          <div className="folds">
            <SettingsFold workbench={workbench} texts={texts.setup} />
            <TroublesFold workbench={workbench} />
          </div>
        )}
      </main>
    </div>
  );
}

/** Says that the simulator's server did not do what was asked, and repeats it. */
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
