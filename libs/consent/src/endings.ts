import { encodeFailure } from './app-parameter.js';
import type { ConsentProblem, ConsentState } from './consent-state.js';
import type { Moment, ConsentContext, Step } from './consent-context.js';

/** Milliseconds before its expiry when a ticket is replaced, or at half of its lifetime if that is later. */
export const RENEW_BEFORE_MS = 30_000;

/** Codes after which the same page may retry; the others require a new launch by the app. */
const PASSING: readonly ConsentProblem[] = [
  'phone_required',
  'invalid_login_code',
  'wechat_unavailable',
  'network_error',
  'rate_limited',
  'login_expired',
  'internal',
];

/** Ends the launch with its ticket, until the ticket must be renewed. */
export function succeed(context: ConsentContext, appParameter: string, { now }: Moment): Step {
  const { pool, expiresAt, avatarLost } = context;
  if (pool === undefined) return { context };
  const lifeMs = Math.max(0, expiresAt - now);
  const wakeAt = expiresAt - Math.min(RENEW_BEFORE_MS, lifeMs / 2);
  const state: ConsentState = { kind: 'succeeded', pool, appParameter, ...(avatarLost && { avatarLost }) };
  return { context: { ...context, state, wakeAt } };
}

/** Ends the launch with a problem. @param canRetry `false` where even a temporary problem is final */
export function fail(
  context: ConsentContext,
  problem: ConsentProblem,
  { language }: Moment,
  canRetry = true,
): Step {
  const { launch, pool } = context;
  const state: ConsentState = {
    kind: 'failed',
    problem,
    canRetry: canRetry && PASSING.includes(problem),
    appParameter: encodeFailure(problem, { language, state: launch?.params.state }),
    ...(pool && { pool }),
  };
  return { context: { ...context, state, wakeAt: undefined } };
}

/** Records that the button back to the app failed. */
export function noteLaunchProblem(context: ConsentContext, errMsg: string): Step {
  const { state } = context;
  if (!isEnding(state)) return { context };
  const launchProblem = /invalid scene/i.test(errMsg) ? 'invalid_scene' : 'not_opened';
  return { context: { ...context, launched: false, state: { ...state, launchProblem } } };
}

/**
 * Records that the user left: WeChat reports the launch and the mini program's change to the background in either
 * order.
 */
export function leave(context: ConsentContext): ConsentContext {
  const { state, left, launched, hidden } = context;
  if (left || !launched || !hidden) return context;
  // The app has its outcome, which must not change any more.
  const final = state.kind === 'failed' && state.canRetry;
  return { ...context, left: true, ...(final && { state: { ...state, canRetry: false } }) };
}

/** Whether the user can return to the app from this state. */
export function isEnding(
  state: ConsentState,
): state is Extract<ConsentState, { readonly appParameter: string }> {
  return 'appParameter' in state;
}
