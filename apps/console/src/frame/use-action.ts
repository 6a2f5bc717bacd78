import { App } from 'antd';
import { useText } from '../language/language.js';
import { reloadAll } from '../api/use-server.js';
import { describeFailure, isOutdated } from './describe-failure.js';
import { useLock } from './use-lock.js';

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
 * anew when it is unknown whether a change was made, and when the failure says that the screen is not up to date.
 */
export function useAction(): ActionRunner {
  const { message } = App.useApp();
  const t = useText();
  const { busy, hold } = useLock();
  const run: ActionRunner['run'] = (action, done) =>
    void hold(async () => {
      try {
        await action();
        if (done !== undefined) void message.success(done);
      } catch (error) {
        void message.error(describeFailure(error, t), FAILURE_SECONDS);
        if (isOutdated(error)) void reloadAll();
      }
    });
  return { busy, run };
}
