import { App } from 'antd';
import { useState } from 'react';
import { useText } from '../language/language.js';
import { describeFailure } from './describe-failure.js';

/** Runs something that may fail, one at a time, and tells the operator when it did. */
export function useAction(): { readonly busy: boolean; readonly run: (action: () => Promise<void>) => void } {
  const { message } = App.useApp();
  const t = useText();
  const [busy, setBusy] = useState(false);
  const run = (action: () => Promise<void>) => {
    setBusy(true);
    action()
      .catch((error: unknown) => void message.error(describeFailure(error, t)))
      .finally(() => setBusy(false));
  };
  return { busy, run };
}
