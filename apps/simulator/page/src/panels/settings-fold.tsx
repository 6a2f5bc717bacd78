import { language } from '../language.js';
import { useObservable } from '../observable.js';
import { kindOf, type PagePool, type WechatUser } from '../page-config.js';
import type { PageTexts } from '../texts.js';
import type { Workbench } from '../workbench.js';
import { Choice } from './choice.js';
import { Fold } from './fold.js';
import { phoneControlTexts } from './phone-control-texts.js';
import { Segments } from './segments.js';

interface SettingsFoldProps {
  readonly workbench: Workbench;
  readonly texts: PageTexts['setup'];
}

/** Settings of the next login: its pool, its WeChat user, and its options. */
export function SettingsFold({ workbench, texts }: SettingsFoldProps) {
  const { handset } = workbench;
  const controls = phoneControlTexts[useObservable(language)];
  const isLarge = useObservable(handset.largeFont);
  const setup = useObservable(workbench.setup);
  const owner = useObservable(handset.owner);
  const users = useObservable(workbench.users);
  const { pools } = workbench;
  const change = (part: Partial<typeof setup>) => workbench.setup.set({ ...setup, ...part });
  const addOwner = () => void workbench.ask(() => workbench.addOwner());
  const pool = pools.find(({ userPoolId }) => userPoolId === setup.userPoolId);
  const kind = pool && kindOf(pool);
  return (
    <Fold
      title={texts.title}
      summary={[kind && texts.pools[kind], owner.nickname].filter(Boolean).join(' · ')}
    >
      <div className="setup">
        <Segments
          legend={texts.pool}
          options={listChoices(pools, texts)}
          chosen={setup.userPoolId}
          onChoose={(userPoolId) => change({ userPoolId })}
        >
          <p className="note">{kind && texts.poolNotes[kind]}</p>
        </Segments>
        <div className="with-button">
          <Choice
            label={texts.owner}
            value={owner.id}
            options={users.map((user) => [user.id, describeUser(user)] as const)}
            onChoose={(id) => handset.owner.set(users.find((user) => user.id === id) ?? owner)}
          />
          <button type="button" className="small-button" onClick={addOwner}>
            {texts.newOwner}
          </button>
        </div>
        <div>
          <Check label={texts.phone} checked={setup.getPhone} onChange={(getPhone) => change({ getPhone })} />
          <Check label={texts.bound} checked={setup.bound} onChange={(bound) => change({ bound })} />
          <Check
            label={controls.largeFont}
            checked={isLarge}
            onChange={(isWanted) => handset.largeFont.set(isWanted)}
          />
        </div>
      </div>
    </Fold>
  );
}

/** Lists the choices. The own pool may be one of the demo's: it is offered once. */
function listChoices(pools: readonly PagePool[], texts: PageTexts['setup']) {
  const first = new Map([...pools].reverse().map((one) => [one.userPoolId, one]));
  return pools
    .filter((one) => first.get(one.userPoolId) === one)
    .map((one) => ({ value: one.userPoolId, label: one.own?.name || texts.pools[kindOf(one)] }));
}

/** Describes a user, since two may have one name. */
function describeUser({ nickname, purePhoneNumber }: WechatUser): string {
  return `${nickname} · ${purePhoneNumber.slice(0, 3)}****${purePhoneNumber.slice(-4)}`;
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
