import type { IssuedTicket, PoolInfo } from '@app2wxapp/core';
import { encodeDenial, encodeSuccess } from './app-parameter.js';
import { chooseAvatar, finishAvatar, saveAvatar } from './avatar-moves.js';
import type { CallProblem, ConsentProblem, ConsentState, PhoneNotice } from './consent-state.js';
import { fail, isEnding, leave, noteLaunchProblem, RENEW_BEFORE_MS, succeed } from './endings.js';
import type { Opening } from './launch-context.js';
import { readPhoneAnswer, type PhoneDetail } from './phone-answer.js';
import { gatherShared, type ConsentProfile, type SharedByUser } from './shared-by-user.js';
import {
  SLOW_AFTER_MS,
  START,
  type ConsentEvent,
  type Moment,
  type Situation,
  type Step,
} from './situation.js';

/** For this long after the user's consent a ticket is replaced without asking again. */
const RENEW_FOR_MS = 10 * 60_000;

/**
 * The whole behaviour of the page: from where the login stands and what happened, to where it stands next and what
 * is to be done. Pure. An event that means nothing in a state leaves the state as it is, the same object.
 */
export function step(situation: Situation, event: ConsentEvent, moment: Moment): Step {
  switch (event.type) {
    case 'opened':
      return open(
        { ...START, offline: situation.offline, takesAvatar: event.takesAvatar },
        event.opening,
        moment,
      );
    case 'pool_loaded':
      return takePool(situation, event.pool);
    case 'avatar_chosen':
      return chooseAvatar(situation, event.avatar);
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
    case 'avatar_saved':
      return finishAvatar(situation, true, moment);
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
  const { phone, offline, pool, avatar, takesAvatar } = situation;
  if (pool === undefined) return { situation };
  const state: ConsentState = {
    kind: 'asking',
    pool,
    phone,
    offline,
    ...(pool.askProfile && takesAvatar && { avatar }),
    ...(notice && { notice }),
  };
  return { situation: { ...situation, state, wakeAt: undefined, launched: false, avatarLost: false } };
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
  const { avatar } = situation;
  const idle: Situation = { ...situation, calling: undefined, appParameter: '' };
  const whose = { language: moment.language, state: situation.launch?.params.state };
  try {
    const appParameter = encodeSuccess(ticket, whose);
    const { avatarTicket } = ticket;
    const holding: Situation = { ...idle, expiresAt };
    if (avatar !== '' && avatarTicket !== '')
      return saveAvatar(holding, { appParameter, avatarTicket }, moment);
    return succeed(
      avatar === '' ? holding : { ...holding, avatar: '', avatarLost: true },
      appParameter,
      moment,
    );
  } catch {
    return fail(idle, 'internal', moment); // a ticket that extMsg cannot carry
  }
}

function takeFailure(situation: Situation, problem: CallProblem, moment: Moment): Step {
  if (situation.calling === undefined) return { situation };
  const { state, appParameter, expiresAt, phone } = situation;
  if (state.kind === 'saving') return finishAvatar(situation, false, moment);
  const idle: Situation = { ...situation, calling: undefined, appParameter: '' };
  if (state.kind === 'opening') return fail(idle, endsTheLogin(problem) ? problem : 'internal', moment);
  if (state.kind !== 'working') return { situation: idle };
  // The authority refused to replace the ticket, so the one at hand is still valid. A lost answer leaves that open.
  if (appParameter !== '' && problem !== 'network_error' && moment.now < expiresAt) {
    return { situation: { ...succeed(idle, appParameter, moment).situation, wakeAt: expiresAt } };
  }
  switch (problem) {
    case 'phone_required':
      return ask({ ...idle, phone: 'required' }, problem);
    case 'invalid_phone_code':
      return ask(idle, 'phone_expired');
    case 'phone_unavailable':
      return phone === 'required'
        ? fail(idle, 'phone_required', moment)
        : ask({ ...idle, phone: 'unwanted' }, problem);
    default:
      return fail(idle, problem, moment);
  }
}

function endsTheLogin(problem: CallProblem): problem is ConsentProblem {
  return problem !== 'invalid_phone_code' && problem !== 'phone_unavailable';
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
  if (state.kind === 'opening' || state.kind === 'working' || state.kind === 'saving') {
    return { situation: { ...situation, state: { ...state, slow: true } } };
  }
  return state.kind === 'succeeded' && !situation.hidden ? renew(situation, moment) : { situation };
}

/** Replaces a ticket that is about to expire, or ends the login when nobody seems to wait for it any more. */
function renew(situation: Situation, moment: Moment): Step {
  const { state, left, phone, expiresAt, renewUntil } = situation;
  if (state.kind !== 'succeeded') return { situation };
  const { now } = moment;
  const expired = now >= expiresAt;
  // Once the app may have used the ticket it gets no second one. A phone number needs the user's tap each time.
  if (left || phone === 'required') {
    if (expired) return fail(situation, 'login_expired', moment, !left);
    return { situation: { ...situation, wakeAt: expiresAt } };
  }
  if (now < expiresAt - RENEW_BEFORE_MS) return { situation };
  if (now >= renewUntil) return fail(situation, 'login_expired', moment);
  const call = { type: 'ask_ticket', shared: {} } as const;
  const { appParameter } = state;
  // A new ticket makes the one at hand worthless, so its button is taken away first.
  return { situation: { ...waitForTicket(situation, now), calling: call.type, appParameter }, call };
}
