import { App } from 'antd';
import { useState } from 'react';
import { useText } from '../language/language.js';
import { isOutcomeUnknown } from '../api/send-in-time.js';
import { reloadAll } from '../api/use-server.js';
import { describeFailure } from './describe-failure.js';

/** Runs an action that may fail, and reports how it ended. */
export interface ActionRunner {
  readonly busy: boolean;
  /** @param done reported when the action succeeded; absent where the screen itself shows that it did */
  readonly run: (action: () => Promise<void>, done?: string) => void;
}

/** How long a failure stays on the page, in seconds: it says what to do. */
const FAILURE_SECONDS = 10;

/**
 * Runs one action at a time and reports its failure, or its success, to the operator. What the screen shows is loaded
 * anew when it is unknown whether a change was made.
 */
export function useAction(): ActionRunner {
  const { message } = App.useApp();
  const t = useText();
  const [busy, setBusy] = useState(false);
  const run: ActionRunner['run'] = (action, done) => {
    setBusy(true);
    action()
      .then(() => done !== undefined && void message.success(done))
      .catch((error: unknown) => {
        void message.error(describeFailure(error, t), FAILURE_SECONDS);
        if (isOutcomeUnknown(error)) void reloadAll();
      })
      .finally(() => setBusy(false));
  };
  return { busy, run };
}
