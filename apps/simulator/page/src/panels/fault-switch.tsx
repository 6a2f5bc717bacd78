import { useEffect, useState } from 'react';
import type { FaultKind } from '../../../src/wechat/faults.js';
import { findFault, switchFault } from '../page-config.js';
import type { FaultTexts } from './fault-texts.js';

/** What goes wrong at WeChat's server, for every login until it is switched back. */
export function FaultSwitch({ texts }: { readonly texts: FaultTexts }) {
  const [chosen, setKind] = useState<FaultKind | ''>();
  useEffect(() => {
    // Another page, or a test, may have switched one on. Whoever chose in the meantime chose later.
    void findFault().then((found) => setKind((sooner) => sooner ?? found ?? ''));
  }, []);
  const kind = chosen ?? '';
  const choose = (next: FaultKind | '') => {
    setKind(next);
    void switchFault(next === '' ? undefined : next);
  };
  return (
    <label className="faults">
      <span>{texts.label}</span>
      <select
        value={kind}
        data-active={kind !== ''}
        onChange={(event) => choose(event.target.value as FaultKind | '')}
      >
        <option value="">{texts.none}</option>
        {Object.entries(texts.kinds).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
