import { useText } from '../language/language.js';
import { reloadAll } from '../api/use-server.js';
import { describeFailure, isOutdated } from './describe-failure.js';
import { useLock } from './use-lock.js';
import { useMessages } from './use-messages.js';

/** Runs an action that may fail, and reports its outcome. */
export interface ActionRunner {
  /** Whether an action runs. */
  readonly busy: boolean;
  /** Runs an action. @param done message after a success; absent where the screen itself shows it */
  readonly run: (action: () => Promise<void>, done?: string | (() => string)) => void;
}

/**
 * Runs one action at a time and reports its failure, or its success, to the operator. The data of the screen is
 * loaded again when the outcome of a change is unknown, and when the failure says that the screen is outdated.
 */
export function useAction(): ActionRunner {
  const { succeed, fail, forgetFailure } = useMessages();
  const t = useText();
  const { busy, hold } = useLock();
  const run: ActionRunner['run'] = (action, done) =>
    void hold(async () => {
      forgetFailure();
      try {
        await action();
        if (done !== undefined) succeed(typeof done === 'string' ? done : done());
      } catch (error) {
        fail(describeFailure(error, t));
        if (isOutdated(error)) void reloadAll();
      }
    });
  return { busy, run };
}
