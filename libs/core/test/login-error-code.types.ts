import {
  isApp2WxappError,
  type App2WxappError,
  type ErrorCode,
  type LoginErrorCode,
  type OperatorErrorCode,
} from '../src/index.js';

/** Compiled by `nx typecheck`, never run: each line that must not compile says so. */
type Names<TCode extends string> = Readonly<Record<TCode, string>>;

declare const texts: Names<LoginErrorCode>;

/** A table of all codes that an app can see is complete: no operator's code is asked for. */
export function explain(error: unknown): string {
  return isApp2WxappError(error) ? texts[error.code] : '';
}

export const everyCode: readonly ErrorCode[] = ['timeout', 'invalid_operator'];
export const one: App2WxappError = undefined as unknown as App2WxappError<'timeout'>;

// @ts-expect-error an app sees no operator's code
export const none: LoginErrorCode = 'invalid_operator' satisfies OperatorErrorCode;

export function narrow(error: unknown): 'timeout' | undefined {
  return isApp2WxappError(error, 'timeout') ? error.code : undefined;
}
