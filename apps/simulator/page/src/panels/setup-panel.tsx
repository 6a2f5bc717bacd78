import type { Bench } from '../bench.js';
import { useObservable } from '../observable.js';
import type { PageTexts } from '../texts.js';

/** How the next login goes: which pool, with a phone number or without, and who has the phone. */
export function SetupPanel({ bench, texts }: { readonly bench: Bench; readonly texts: PageTexts['setup'] }) {
  const setup = useObservable(bench.setup);
  const owner = useObservable(bench.handset.owner);
  const users = useObservable(bench.users);
  const change = (part: Partial<typeof setup>) => bench.setup.set({ ...setup, ...part });
  const kind = bench.config.pools.find(({ userPoolId }) => userPoolId === setup.userPoolId)?.direct
    ? 'direct'
    : 'secret';
  if (bench.config.pools.length === 0) return <p className="card">{texts.noPools}</p>;
  return (
    <section className="card setup" aria-labelledby="setup-title">
      <h2 id="setup-title">{texts.title}</h2>
      <fieldset>
        <legend>{texts.pool}</legend>
        <div className="segments">
          {bench.config.pools.map(({ userPoolId, direct }) => (
            <label key={userPoolId}>
              <input
                type="radio"
                name="pool"
                checked={userPoolId === setup.userPoolId}
                onChange={() => change({ userPoolId })}
              />
              <span>{direct ? texts.pools.direct : texts.pools.secret}</span>
            </label>
          ))}
        </div>
        <p className="note">{texts.poolNotes[kind]}</p>
      </fieldset>
      <fieldset>
        <legend>{texts.owner}</legend>
        <div className="segments">
          {users.map((user) => (
            <label key={user.id}>
              <input
                type="radio"
                name="owner"
                checked={user.id === owner.id}
                onChange={() => bench.handset.owner.set(user)}
              />
              <span>{user.nickname}</span>
            </label>
          ))}
        </div>
        <button type="button" className="link" onClick={() => void bench.addOwner()}>
          {texts.newOwner}
        </button>
      </fieldset>
      <label className="switch">
        <input
          type="checkbox"
          checked={setup.getPhone}
          onChange={(event) => change({ getPhone: event.target.checked })}
        />
        <span>{texts.phone}</span>
      </label>
      <label className="switch">
        <input
          type="checkbox"
          checked={setup.bound}
          onChange={(event) => change({ bound: event.target.checked })}
        />
        <span>{texts.bound}</span>
      </label>
    </section>
  );
}
