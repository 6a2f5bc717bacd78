import { encodeFailure } from './app-parameter.js';
import type { ConsentProblem, ConsentState } from './consent-state.js';
import type { Moment, Situation, Step } from './situation.js';

/** An expiring ticket is replaced this long before its end, or at half of its life if that is later. */
export const RENEW_BEFORE_MS = 30_000;

/** What may be tried again by the same page; the rest needs a new launch by the app. */
const PASSING: readonly ConsentProblem[] = [
  'phone_required',
  'invalid_login_code',
  'wechat_unavailable',
  'network_error',
  'rate_limited',
  'login_expired',
  'internal',
];

/** Ends the launch with the ticket that is at hand, until that has to be replaced. */
export function succeed(situation: Situation, appParameter: string, { now }: Moment): Step {
  const { pool, expiresAt, avatarLost } = situation;
  if (pool === undefined) return { situation };
  const lifeMs = Math.max(0, expiresAt - now);
  const wakeAt = expiresAt - Math.min(RENEW_BEFORE_MS, lifeMs / 2);
  const state: ConsentState = { kind: 'succeeded', pool, appParameter, ...(avatarLost && { avatarLost }) };
  return { situation: { ...situation, state, wakeAt } };
}

/** Ends the launch with a problem. @param canRetry `false` where even a problem that passes ends it for good */
export function fail(
  situation: Situation,
  problem: ConsentProblem,
  { language }: Moment,
  canRetry = true,
): Step {
  const { launch, pool } = situation;
  const state: ConsentState = {
    kind: 'failed',
    problem,
    canRetry: canRetry && PASSING.includes(problem),
    appParameter: encodeFailure(problem, { language, state: launch?.params.state }),
    ...(pool && { pool }),
  };
  return { situation: { ...situation, state, wakeAt: undefined } };
}

/** Takes note that the button back to the app failed. */
export function noteLaunchProblem(situation: Situation, errMsg: string): Step {
  const { state } = situation;
  if (!isEnding(state)) return { situation };
  const launchProblem = /invalid scene/i.test(errMsg) ? 'invalid_scene' : 'not_opened';
  return { situation: { ...situation, launched: false, state: { ...state, launchProblem } } };
}

/** WeChat reports the launch and the mini program's way to the background in either order. */
export function leave(situation: Situation): Situation {
  const { state, left, launched, hidden } = situation;
  if (left || !launched || !hidden) return situation;
  // The app has its answer: nothing may turn it into another one.
  const final = state.kind === 'failed' && state.canRetry;
  return { ...situation, left: true, ...(final && { state: { ...state, canRetry: false } }) };
}

/** Whether the user can go back to the app from here. */
export function isEnding(
  state: ConsentState,
): state is Extract<ConsentState, { readonly appParameter: string }> {
  return 'appParameter' in state;
}
