import type { IssuedTicket, PoolInfo } from '@app2wxapp/core';
import { encodeDenial, encodeFailure, encodeSuccess } from './app-parameter.js';
import type { ConsentProblem, ConsentState, PhoneNotice } from './consent-state.js';
import type { Opening } from './launch-context.js';
import { readPhoneAnswer, type PhoneDetail } from './phone-answer.js';
import { gatherShared, type ConsentProfile, type SharedByUser } from './shared-by-user.js';
import { START, type ConsentEvent, type Moment, type Situation, type Step } from './situation.js';

/** After this the page says that the network is slow. */
const SLOW_AFTER_MS = 3_000;
/** An expiring ticket is replaced this long before its end, or at half of its life if that is later. */
const RENEW_BEFORE_MS = 30_000;
/** For this long after the user's consent a ticket is replaced without asking again. */
const RENEW_FOR_MS = 10 * 60_000;

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

/**
 * The whole behaviour of the page: from where the login stands and what happened, to where it stands next and what
 * is to be done. Pure. An event that means nothing in a state leaves the state as it is, the same object.
 */
export function step(situation: Situation, event: ConsentEvent, moment: Moment): Step {
  switch (event.type) {
    case 'opened':
      return open({ ...START, offline: situation.offline }, event.opening, moment);
    case 'pool_loaded':
      return takePool(situation, event.pool);
    case 'agreed':
      return agree(situation, event.profile, moment);
    case 'phone_answered':
      return takePhone(situation, event, moment);
    case 'refused':
      return refuse(situation, moment);
    case 'retried':
      return retry(situation, moment);
    case 'ticket_issued':
      return takeTicket(situation, event, moment);
    case 'call_failed':
      return takeFailure(situation, event.problem, moment);
    case 'launched':
      return { situation: isEnding(situation.state) ? leave({ ...situation, launched: true }) : situation };
    case 'launch_failed':
      return noteLaunchProblem(situation, event.errMsg);
    case 'network_changed':
      return noteNetwork(situation, event.online, moment);
    case 'hidden':
      return { situation: leave({ ...situation, hidden: true }) };
    case 'shown':
      return show({ ...situation, hidden: false }, moment);
    case 'woken':
      return wake({ ...situation, wakeAt: undefined }, moment);
  }
}

function open(fresh: Situation, opening: Opening, moment: Moment): Step {
  if (opening.kind === 'invalid_launch') return fail(fresh, opening.kind, moment);
  if (opening.kind !== 'launch') return { situation: { ...fresh, state: { kind: opening.kind } } };
  const { launch } = opening;
  return loadPool({ ...fresh, launch, phone: launch.params.getPhone ? 'offered' : 'unwanted' }, moment);
}

function loadPool(situation: Situation, { now }: Moment): Step {
  const state: ConsentState = { kind: 'opening', slow: false };
  const call = { type: 'load_pool' } as const;
  return { situation: { ...situation, state, calling: call.type, wakeAt: now + SLOW_AFTER_MS }, call };
}

function takePool(situation: Situation, pool: PoolInfo): Step {
  if (situation.calling !== 'load_pool') return { situation };
  const phone = pool.requirePhone ? 'required' : situation.phone;
  return ask({ ...situation, calling: undefined, pool, phone });
}

function ask(situation: Situation, notice?: PhoneNotice): Step {
  const { phone, offline, pool } = situation;
  if (pool === undefined) return { situation };
  const state: ConsentState = { kind: 'asking', pool, phone, offline, ...(notice && { notice }) };
  return { situation: { ...situation, state, wakeAt: undefined, launched: false } };
}

function agree(situation: Situation, profile: ConsentProfile, moment: Moment): Step {
  const { state } = situation;
  if (state.kind !== 'asking' || state.phone === 'required') return { situation };
  return work(situation, gatherShared(profile), moment);
}

function takePhone(
  situation: Situation,
  { detail, profile }: { readonly detail: PhoneDetail; readonly profile: ConsentProfile },
  moment: Moment,
): Step {
  const { state } = situation;
  if (state.kind !== 'asking' || state.phone === 'unwanted') return { situation };
  const answer = readPhoneAnswer(detail);
  if ('phoneCode' in answer) return work(situation, gatherShared(profile, answer.phoneCode), moment);
  if (answer.notice !== 'phone_unavailable') return ask(situation, answer.notice);
  if (state.phone === 'required') return fail(situation, 'phone_required', moment);
  return ask({ ...situation, phone: 'unwanted' }, answer.notice);
}

function work(situation: Situation, shared: SharedByUser, { now }: Moment): Step {
  const renewUntil = now + RENEW_FOR_MS;
  const call = { type: 'ask_ticket', shared } as const;
  return { situation: { ...waitForTicket(situation, now), calling: call.type, renewUntil }, call };
}

function waitForTicket(situation: Situation, now: number): Situation {
  const { pool } = situation;
  if (pool === undefined) return situation;
  const state: ConsentState = { kind: 'working', pool, slow: false };
  return { ...situation, state, wakeAt: now + SLOW_AFTER_MS, launched: false };
}

function refuse(situation: Situation, { language }: Moment): Step {
  const { state, launch } = situation;
  if (state.kind !== 'asking') return { situation };
  const bound = launch?.params.state;
  const appParameter = encodeDenial({ language, state: bound });
  const denied: Situation = { ...situation, state: { kind: 'denied', pool: state.pool, appParameter } };
  return bound === undefined ? { situation: denied } : { situation: denied, call: { type: 'report_denial' } };
}

function retry(situation: Situation, moment: Moment): Step {
  const { state, pool } = situation;
  if (state.kind !== 'failed' || !state.canRetry) return { situation };
  return pool === undefined ? loadPool(situation, moment) : ask(situation);
}

function takeTicket(
  situation: Situation,
  { ticket, expiresAt }: { readonly ticket: IssuedTicket; readonly expiresAt: number },
  moment: Moment,
): Step {
  if (situation.calling !== 'ask_ticket') return { situation };
  const { pool, state: before } = situation;
  const idle = { ...situation, calling: undefined };
  const awaited = before.kind === 'working' || (before.kind === 'succeeded' && !situation.left);
  if (pool === undefined || !awaited) return { situation: idle };
  const whose = { language: moment.language, state: situation.launch?.params.state };
  try {
    const appParameter = encodeSuccess(ticket, whose);
    const lifeMs = Math.max(0, expiresAt - moment.now);
    const wakeAt = expiresAt - Math.min(RENEW_BEFORE_MS, lifeMs / 2);
    const state: ConsentState = { kind: 'succeeded', pool, appParameter };
    return { situation: { ...idle, state, expiresAt, wakeAt } };
  } catch {
    return fail(idle, 'internal', moment); // a ticket that extMsg cannot carry
  }
}

function takeFailure(situation: Situation, problem: ConsentProblem, moment: Moment): Step {
  if (situation.calling === undefined) return { situation };
  const idle = { ...situation, calling: undefined };
  const { kind } = situation.state;
  // The ticket at hand still works: try again when it does not.
  if (kind === 'succeeded') return { situation: { ...idle, wakeAt: situation.expiresAt } };
  if (kind === 'opening') return fail(idle, problem, moment);
  if (kind !== 'working') return { situation: idle };
  if (problem === 'phone_required') return ask({ ...idle, phone: 'required' }, problem);
  return fail(idle, problem, moment);
}

function fail(situation: Situation, problem: ConsentProblem, { language }: Moment, canRetry = true): Step {
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

function noteLaunchProblem(situation: Situation, errMsg: string): Step {
  const { state } = situation;
  if (!isEnding(state)) return { situation };
  const launchProblem = /invalid scene/i.test(errMsg) ? 'invalid_scene' : 'not_opened';
  return { situation: { ...situation, launched: false, state: { ...state, launchProblem } } };
}

function noteNetwork(situation: Situation, online: boolean, moment: Moment): Step {
  const offline = !online;
  const noted = { ...situation, offline };
  const { state } = noted;
  if (state.kind === 'asking' && state.offline !== offline) {
    return { situation: { ...noted, state: { ...state, offline } } };
  }
  return online ? retryNetwork(noted, moment) : { situation: noted };
}

/** WeChat reports the launch and the mini program's way to the background in either order. */
function leave(situation: Situation): Situation {
  const { state, left, launched, hidden } = situation;
  if (left || !launched || !hidden) return situation;
  // The app has its answer: nothing may turn it into another one.
  const final = state.kind === 'failed' && state.canRetry;
  return { ...situation, left: true, ...(final && { state: { ...state, canRetry: false } }) };
}

function show(situation: Situation, moment: Moment): Step {
  return situation.state.kind === 'succeeded' ? renew(situation, moment) : retryNetwork(situation, moment);
}

function retryNetwork(situation: Situation, moment: Moment): Step {
  const { state } = situation;
  const failed = state.kind === 'failed' && state.problem === 'network_error';
  return failed ? retry(situation, moment) : { situation };
}

function wake(situation: Situation, moment: Moment): Step {
  const { state } = situation;
  if (state.kind === 'opening' || state.kind === 'working') {
    return { situation: { ...situation, state: { ...state, slow: true } } };
  }
  return state.kind === 'succeeded' && !situation.hidden ? renew(situation, moment) : { situation };
}

/** Replaces a ticket that is about to expire, or ends the login when nobody seems to wait for it any more. */
function renew(situation: Situation, moment: Moment): Step {
  const { calling, left, phone, expiresAt, renewUntil } = situation;
  const { now } = moment;
  const expired = now >= expiresAt;
  // Once the app may have used the ticket it gets no second one. A phone number needs the user's tap each time.
  if (left || phone === 'required') {
    if (expired) return fail(situation, 'login_expired', moment, !left);
    return { situation: { ...situation, wakeAt: expiresAt } };
  }
  if (calling) return { situation: expired ? waitForTicket(situation, now) : situation };
  if (now < expiresAt - RENEW_BEFORE_MS) return { situation };
  if (now >= renewUntil) return fail(situation, 'login_expired', moment);
  const call = { type: 'ask_ticket', shared: {} } as const;
  const renewing: Situation = { ...situation, calling: call.type, wakeAt: expiresAt };
  return { situation: expired ? waitForTicket(renewing, now) : renewing, call };
}

function isEnding(state: ConsentState): state is Extract<ConsentState, { readonly appParameter: string }> {
  return 'appParameter' in state;
}
