import { useId } from 'react';
import { App } from 'antd';
import { useText } from '../language/language.js';
import { reloadAll } from '../api/use-server.js';
import { describeFailure, isOutdated } from './describe-failure.js';
import { useLock } from './use-lock.js';

/** Runs an action that may fail, and reports its outcome. */
export interface ActionRunner {
  /** Whether an action runs. */
  readonly busy: boolean;
  /** Runs an action. @param done message after a success; absent where the screen itself shows it */
  readonly run: (action: () => Promise<void>, done?: string | (() => string)) => void;
}

/** Seconds for which a failure stays on the page, since it says what to do. */
export const FAILURE_SECONDS = 10;

/**
 * Runs one action at a time and reports its failure, or its success, to the operator. The data of the screen is
 * loaded again when the outcome of a change is unknown, and when the failure says that the screen is outdated.
 */
export function useAction(): ActionRunner {
  const { message } = App.useApp();
  const t = useText();
  const { busy, hold } = useLock();
  const key = useId();
  const run: ActionRunner['run'] = (action, done) =>
    void hold(async () => {
      // Its failure, if still shown, would contradict the outcome of this attempt.
      message.destroy(key);
      try {
        await action();
        if (done !== undefined) void message.success(typeof done === 'string' ? done : done());
      } catch (error) {
        void message.error({ key, content: describeFailure(error, t), duration: FAILURE_SECONDS });
        if (isOutdated(error)) void reloadAll();
      }
    });
  return { busy, run };
}
