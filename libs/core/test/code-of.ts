import { isApp2WxappError } from '../src/index.js';

/** The code of the error that `run` throws; `undefined` when it throws none, and what is not ours goes on. */
export function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (isApp2WxappError(error)) return error.code;
    throw error;
  }
}
