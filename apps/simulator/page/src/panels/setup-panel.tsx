import type { Bench } from '../bench.js';
import { language } from '../language.js';
import { useObservable } from '../observable.js';
import type { PageTexts } from '../texts.js';
import { FaultSwitch } from './fault-switch.js';
import { phoneControlTexts } from './phone-control-texts.js';
import { Openings, TroubleSwitch } from './phone-controls.js';
import { Segments } from './segments.js';
import { kindOf } from '../situations/stage.js';

interface SetupPanelProps {
  readonly bench: Bench;
  readonly texts: PageTexts;
}

/** How the next login goes: which pool, whose phone, what is asked for, and what goes wrong at WeChat. */
export function SetupPanel({ bench, texts: { setup: texts, faults } }: SetupPanelProps) {
  const { handset } = bench;
  const controls = phoneControlTexts[useObservable(language)];
  const isLarge = useObservable(handset.largeFont);
  const setup = useObservable(bench.setup);
  const owner = useObservable(handset.owner);
  const users = useObservable(bench.users);
  const { pools } = bench.config;
  const change = (part: Partial<typeof setup>) => bench.setup.set({ ...setup, ...part });
  if (pools.length === 0) return <p className="card">{texts.noPools}</p>;
  const pool = pools.find(({ userPoolId }) => userPoolId === setup.userPoolId);
  return (
    <section className="card setup" aria-labelledby="setup-title">
      <h2 id="setup-title">{texts.title}</h2>
      <Segments
        legend={texts.pool}
        options={pools.map((one) => ({ value: one.userPoolId, label: texts.pools[kindOf(one)] }))}
        chosen={setup.userPoolId}
        onChoose={(userPoolId) => change({ userPoolId })}
      >
        <p className="note">{pool && texts.poolNotes[kindOf(pool)]}</p>
      </Segments>
      <Segments
        legend={texts.owner}
        options={users.map(({ id, nickname }) => ({ value: id, label: nickname }))}
        chosen={owner.id}
        onChoose={(id) => handset.owner.set(users.find((user) => user.id === id) ?? owner)}
      >
        <button type="button" className="link" onClick={() => void bench.addOwner()}>
          {texts.newOwner}
        </button>
      </Segments>
      <div>
        <Check label={texts.phone} checked={setup.getPhone} onChange={(getPhone) => change({ getPhone })} />
        <Check label={texts.bound} checked={setup.bound} onChange={(bound) => change({ bound })} />
        <Check
          label={controls.largeFont}
          checked={isLarge}
          onChange={(isWanted) => handset.largeFont.set(isWanted)}
        />
      </div>
      <div className="troubles">
        <FaultSwitch texts={faults} />
        <TroubleSwitch handset={handset} texts={controls} />
      </div>
      <Openings bench={bench} texts={controls.openings} />
    </section>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="switch">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
