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
  type ConsentContext,
  type Step,
} from './consent-context.js';

/** Milliseconds after the user's consent in which a ticket is replaced without asking again. */
const RENEW_FOR_MS = 10 * 60_000;

/**
 * Computes the next state of the page and its effects from the state and an event. Pure. An event without a meaning
 * in a state returns the same state object.
 */
export function step(context: ConsentContext, event: ConsentEvent, moment: Moment): Step {
  switch (event.type) {
    case 'opened':
      return open(
        { ...START, offline: context.offline, takesAvatar: event.takesAvatar },
        event.opening,
        moment,
      );
    case 'pool_loaded':
      return takePool(context, event.pool);
    case 'avatar_chosen':
      return chooseAvatar(context, event.avatar);
    case 'agreed':
      return agree(context, event.profile, moment);
    case 'phone_answered':
      return takePhone(context, event, moment);
    case 'refused':
      return refuse(context, moment);
    case 'retried':
      return retry(context, moment);
    case 'ticket_issued':
      return takeTicket(context, event, moment);
    case 'avatar_saved':
      return finishAvatar(context, true, moment);
    case 'call_failed':
      return takeFailure(context, event, moment);
    case 'launched':
      return { context: isEnding(context.state) ? leave({ ...context, launched: true }) : context };
    case 'launch_failed':
      return noteLaunchProblem(context, event.errMsg);
    case 'network_changed':
      return noteNetwork(context, event.online, moment);
    case 'hidden':
      return { context: leave({ ...context, hidden: true }) };
    case 'shown':
      return show({ ...context, hidden: false }, moment);
    case 'woken':
      return wake({ ...context, wakeAt: undefined }, moment);
  }
}

function open(fresh: ConsentContext, opening: Opening, moment: Moment): Step {
  if (opening.kind === 'invalid_launch') return fail(fresh, opening.kind, moment);
  if (opening.kind !== 'launch') return { context: { ...fresh, state: { kind: opening.kind } } };
  const { launch } = opening;
  return loadPool({ ...fresh, launch, phone: launch.params.getPhone ? 'offered' : 'unwanted' }, moment);
}

function loadPool(context: ConsentContext, { now }: Moment): Step {
  const state: ConsentState = { kind: 'opening', slow: false };
  const call = { type: 'load_pool' } as const;
  return { context: { ...context, state, calling: call.type, wakeAt: now + SLOW_AFTER_MS }, call };
}

function takePool(context: ConsentContext, pool: PoolInfo): Step {
  if (context.calling !== 'load_pool') return { context };
  const phone = pool.requirePhone ? 'required' : context.phone;
  return ask({ ...context, calling: undefined, pool, phone });
}

function ask(context: ConsentContext, notice?: PhoneNotice): Step {
  const { phone, offline, pool, avatar, takesAvatar } = context;
  if (pool === undefined) return { context };
  const state: ConsentState = {
    kind: 'asking',
    pool,
    phone,
    offline,
    ...(pool.askProfile && takesAvatar && { avatar }),
    ...(notice && { notice }),
  };
  return { context: { ...context, state, wakeAt: undefined, launched: false, avatarLost: false } };
}

function agree(context: ConsentContext, profile: ConsentProfile, moment: Moment): Step {
  const { state } = context;
  if (state.kind !== 'asking' || state.phone === 'required') return { context };
  return work(context, gatherShared(profile), moment);
}

function takePhone(
  context: ConsentContext,
  { detail, profile }: { readonly detail: PhoneDetail; readonly profile: ConsentProfile },
  moment: Moment,
): Step {
  const { state } = context;
  if (state.kind !== 'asking' || state.phone === 'unwanted') return { context };
  const answer = readPhoneAnswer(detail);
  if ('phoneCode' in answer) return work(context, gatherShared(profile, answer.phoneCode), moment);
  if (answer.notice !== 'phone_unavailable') return ask(context, answer.notice);
  if (state.phone === 'required') return fail(context, 'phone_required', moment);
  return ask({ ...context, phone: 'unwanted' }, answer.notice);
}

function work(context: ConsentContext, shared: SharedByUser, { now }: Moment): Step {
  const renewUntil = now + RENEW_FOR_MS;
  const call = { type: 'ask_ticket', shared } as const;
  return { context: { ...waitForTicket(context, now), calling: call.type, renewUntil }, call };
}

function waitForTicket(context: ConsentContext, now: number): ConsentContext {
  const { pool } = context;
  if (pool === undefined) return context;
  const state: ConsentState = { kind: 'working', pool, slow: false };
  return { ...context, state, wakeAt: now + SLOW_AFTER_MS, launched: false };
}

function refuse(context: ConsentContext, { language }: Moment): Step {
  const { state, launch } = context;
  if (state.kind !== 'asking') return { context };
  const bound = launch?.params.state;
  const appParameter = encodeDenial({ language, state: bound });
  const denied: ConsentContext = { ...context, state: { kind: 'denied', pool: state.pool, appParameter } };
  return bound === undefined ? { context: denied } : { context: denied, call: { type: 'report_denial' } };
}

function retry(context: ConsentContext, moment: Moment): Step {
  const { state, pool } = context;
  if (state.kind !== 'failed' || !state.canRetry) return { context };
  return pool === undefined ? loadPool(context, moment) : ask(context);
}

function takeTicket(
  context: ConsentContext,
  { ticket, expiresAt }: { readonly ticket: IssuedTicket; readonly expiresAt: number },
  moment: Moment,
): Step {
  if (context.calling !== 'ask_ticket') return { context };
  const { avatar } = context;
  const idle: ConsentContext = { ...context, calling: undefined, appParameter: '' };
  const whose = { language: moment.language, state: context.launch?.params.state };
  try {
    const appParameter = encodeSuccess(ticket, whose);
    const { avatarTicket } = ticket;
    const holding: ConsentContext = { ...idle, expiresAt };
    if (avatar !== '' && avatarTicket !== '')
      return saveAvatar(holding, { appParameter, avatarTicket }, moment);
    return succeed(
      avatar === '' ? holding : { ...holding, avatar: '', avatarLost: true },
      appParameter,
      moment,
    );
  } catch {
    return fail(idle, 'internal', moment); // extMsg cannot carry this ticket
  }
}

type CallFailure = Extract<ConsentEvent, { readonly type: 'call_failed' }>;

function takeFailure(context: ConsentContext, { problem, isSent }: CallFailure, moment: Moment): Step {
  if (context.calling === undefined) return { context };
  const { state, appParameter, expiresAt, phone } = context;
  if (state.kind === 'saving') return finishAvatar(context, false, moment);
  const idle: ConsentContext = { ...context, calling: undefined, appParameter: '' };
  if (state.kind === 'opening') return fail(idle, endsTheLogin(problem) ? problem : 'internal', moment);
  if (state.kind !== 'working') return { context: idle };
  // The authority refused to replace the ticket or received no request, so the current one is still valid. After a lost
  // response that is unknown.
  const mayBeReplaced = problem === 'network_error' && isSent;
  if (appParameter !== '' && !mayBeReplaced && moment.now < expiresAt) {
    return { context: { ...succeed(idle, appParameter, moment).context, wakeAt: expiresAt } };
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

function noteNetwork(context: ConsentContext, online: boolean, moment: Moment): Step {
  const offline = !online;
  const noted = { ...context, offline };
  const { state } = noted;
  if (state.kind === 'asking' && state.offline !== offline) {
    return { context: { ...noted, state: { ...state, offline } } };
  }
  return online ? retryNetwork(noted, moment) : { context: noted };
}

function show(context: ConsentContext, moment: Moment): Step {
  return context.state.kind === 'succeeded' ? renew(context, moment) : retryNetwork(context, moment);
}

function retryNetwork(context: ConsentContext, moment: Moment): Step {
  const { state } = context;
  const failed = state.kind === 'failed' && state.problem === 'network_error';
  return failed ? retry(context, moment) : { context };
}

function wake(context: ConsentContext, moment: Moment): Step {
  const { state } = context;
  if (state.kind === 'opening' || state.kind === 'working' || state.kind === 'saving') {
    return { context: { ...context, state: { ...state, slow: true } } };
  }
  return state.kind === 'succeeded' && !context.hidden ? renew(context, moment) : { context };
}

/** Replaces a ticket that is about to expire, or ends the login when the user seems to have left. */
function renew(context: ConsentContext, moment: Moment): Step {
  const { state, left, phone, expiresAt, renewUntil } = context;
  if (state.kind !== 'succeeded') return { context };
  const { now } = moment;
  const expired = now >= expiresAt;
  // Once the app may have used the ticket it gets no second one. A phone number requires the user's tap each time.
  if (left || phone === 'required') {
    if (expired) return fail(context, 'login_expired', moment, !left);
    return { context: { ...context, wakeAt: expiresAt } };
  }
  if (now < expiresAt - RENEW_BEFORE_MS) return { context };
  if (now >= renewUntil) return fail(context, 'login_expired', moment);
  const call = { type: 'ask_ticket', shared: {} } as const;
  const { appParameter } = state;
  // A new ticket invalidates the current one, so its button is removed first.
  return { context: { ...waitForTicket(context, now), calling: call.type, appParameter }, call };
}
