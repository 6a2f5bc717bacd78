import { describe, expect, test } from '@jest/globals';
import { START, type ConsentContext, type ConsentEvent } from '../src/consent-context.js';
import type { ConsentState } from '../src/index.js';
import { EVENTS, move, open, PICTURE } from './consent-events.js';
import { BOUND_QUERY, PHONE_QUERY, QUERY } from './fake-surroundings.js';

/** How each row's starting point is reached: the events, in order, each at its time. */
const REACHED: Record<string, readonly (string | ConsentEvent)[]> = {
  idle: [],
  explaining: ['open:nothing'],
  'wrong scene': ['open:card'],
  opening: ['open:launch'],
  asking: ['open:launch', 'pool'],
  'asking, bound': [open(BOUND_QUERY), 'pool'],
  'asking, phone offered': [open(PHONE_QUERY), 'pool'],
  'asking, phone required': ['open:launch', 'pool:phone'],
  'asking, offline': ['open:launch', 'pool', 'offline'],
  'asking, profile': ['open:launch', 'pool:profile'],
  'asking, profile, old library': [open(QUERY, { takesAvatar: false }), 'pool:profile'],
  'asking, avatar': ['open:launch', 'pool:profile', 'avatar'],
  working: ['open:launch', 'pool', 'agree'],
  'working, avatar': ['open:launch', 'pool:profile', 'avatar', 'agree'],
  saving: ['open:launch', 'pool:profile', 'avatar', 'agree', 'ticket:avatar'],
  succeeded: ['open:launch', 'pool', 'agree', 'ticket'],
  'succeeded, avatar lost': [
    ...['open:launch', 'pool:profile', 'avatar', 'agree', 'ticket:avatar'],
    'fails:network',
  ],
  'succeeded, hidden': ['open:launch', 'pool', 'agree', 'ticket', 'hidden'],
  'succeeded, left': ['open:launch', 'pool', 'agree', 'ticket', 'launched', 'hidden'],
  'succeeded, left, told late': ['open:launch', 'pool', 'agree', 'ticket', 'hidden', 'launched'],
  'succeeded, back': ['open:launch', 'pool', 'agree', 'ticket', 'launched', 'hidden', 'shown'],
  'succeeded, stayed': ['open:launch', 'pool', 'agree', 'ticket', 'launched', 'launch fails', 'hidden'],
  'succeeded, phone required': ['open:launch', 'pool:phone', 'phone:code', 'ticket'],
  renewing: ['open:launch', 'pool', 'agree', 'ticket', 'woken@due'],
  denied: ['open:launch', 'pool', 'refuse'],
  'failed, avatar': ['open:launch', 'pool:profile', 'avatar', 'agree', 'fails:network'],
  'failed, network': ['open:launch', 'pool', 'agree', 'fails:network'],
  'failed, left': ['open:launch', 'pool', 'agree', 'fails:network', 'launched', 'hidden'],
  'failed, hidden': ['open:launch', 'pool', 'agree', 'fails:network', 'hidden'],
  'failed, network, opening': ['open:launch', 'fails:network'],
  'failed, blocked': ['open:launch', 'pool', 'agree', 'fails:blocked'],
  'failed, invalid launch': ['open:garbage'],
};

function reach(name: string): ConsentContext {
  return (REACHED[name] ?? []).reduce<ConsentContext>((context, entry) => {
    if (typeof entry !== 'string') return move(context, '', entry).context;
    return move(context, entry, EVENTS[entry] as ConsentEvent).context;
  }, START);
}

/** A state in one word, and what distinguishes it. */
function label(state: ConsentState): string {
  const details = [
    'phone' in state && state.phone,
    'notice' in state && state.notice,
    'avatar' in state &&
      (state.avatar === '' ? 'no avatar' : state.avatar === PICTURE ? 'avatar' : 'another'),
    'avatarLost' in state && 'avatar lost',
    'offline' in state && state.offline && 'offline',
    'slow' in state && state.slow && 'slow',
    'problem' in state && state.problem,
    'canRetry' in state && (state.canRetry ? 'passing' : 'final'),
    'launchProblem' in state && state.launchProblem,
  ].filter(Boolean);
  return details.length > 0 ? `${state.kind}(${details.join(', ')})` : state.kind;
}

/** The state after the event, `·` when it is still the same, and the call that follows. */
function follow(from: string, name: string): string {
  const before = reach(from);
  const { context, call } = move(before, name, EVENTS[name] as ConsentEvent);
  const state = context.state === before.state ? '·' : label(context.state);
  return call ? `${state} → ${call.type}` : state;
}

/** Every move there is: where from, what happens, where to. What is not listed changes nothing and calls nobody. */
const MOVES: readonly (readonly [from: string, event: string, to: string])[] = [
  ['opening', 'woken', 'opening(slow)'],
  ['opening', 'woken@due', 'opening(slow)'],
  ['opening', 'woken@expired', 'opening(slow)'],
  ['opening', 'woken@late', 'opening(slow)'],
  ['opening', 'pool', 'asking(unwanted)'],
  ['opening', 'pool:phone', 'asking(required)'],
  ['opening', 'pool:profile', 'asking(unwanted, no avatar)'],
  ['opening', 'fails:network', 'failed(network_error, passing)'],
  ['opening', 'fails:not sent', 'failed(network_error, passing)'],
  ['opening', 'fails:blocked', 'failed(user_blocked, final)'],
  ['opening', 'fails:phone', 'failed(phone_required, passing)'],
  ['opening', 'fails:phone code', 'failed(internal, passing)'],
  ['opening', 'fails:no phone', 'failed(internal, passing)'],
  ['asking', 'agree', 'working → ask_ticket'],
  ['asking', 'refuse', 'denied'],
  ['asking', 'offline', 'asking(unwanted, offline)'],
  ['asking, bound', 'agree', 'working → ask_ticket'],
  ['asking, bound', 'refuse', 'denied → report_denial'],
  ['asking, bound', 'offline', 'asking(unwanted, offline)'],
  ['asking, phone offered', 'agree', 'working → ask_ticket'],
  ['asking, phone offered', 'phone:code', 'working → ask_ticket'],
  ['asking, phone offered', 'phone:deny', 'asking(offered, phone_refused)'],
  ['asking, phone offered', 'phone:privacy', 'asking(offered, privacy_refused)'],
  ['asking, phone offered', 'phone:quota', 'asking(unwanted, phone_unavailable)'],
  ['asking, phone offered', 'phone:undeclared', 'asking(unwanted, phone_unavailable)'],
  ['asking, phone offered', 'phone:old library', 'asking(unwanted, phone_unavailable)'],
  ['asking, phone offered', 'phone:odd code', 'asking(unwanted, phone_unavailable)'],
  ['asking, phone offered', 'refuse', 'denied'],
  ['asking, phone offered', 'offline', 'asking(offered, offline)'],
  ['asking, phone required', 'phone:code', 'working → ask_ticket'],
  ['asking, phone required', 'phone:deny', 'asking(required, phone_refused)'],
  ['asking, phone required', 'phone:privacy', 'asking(required, privacy_refused)'],
  ['asking, phone required', 'phone:quota', 'failed(phone_required, passing)'],
  ['asking, phone required', 'phone:undeclared', 'failed(phone_required, passing)'],
  ['asking, phone required', 'phone:old library', 'failed(phone_required, passing)'],
  ['asking, phone required', 'phone:odd code', 'failed(phone_required, passing)'],
  ['asking, phone required', 'refuse', 'denied'],
  ['asking, phone required', 'offline', 'asking(required, offline)'],
  ['asking, offline', 'agree', 'working → ask_ticket'],
  ['asking, offline', 'refuse', 'denied'],
  ['asking, offline', 'online', 'asking(unwanted)'],
  ['asking, profile', 'avatar', 'asking(unwanted, avatar)'],
  ['asking, profile', 'avatar:another', 'asking(unwanted, another)'],
  ['asking, profile', 'agree', 'working → ask_ticket'],
  ['asking, profile', 'refuse', 'denied'],
  ['asking, profile', 'offline', 'asking(unwanted, no avatar, offline)'],
  ['asking, profile, old library', 'agree', 'working → ask_ticket'],
  ['asking, profile, old library', 'refuse', 'denied'],
  ['asking, profile, old library', 'offline', 'asking(unwanted, offline)'],
  ['asking, avatar', 'avatar:another', 'asking(unwanted, another)'],
  ['asking, avatar', 'avatar:none', 'asking(unwanted, no avatar)'],
  ['asking, avatar', 'agree', 'working → ask_ticket'],
  ['asking, avatar', 'refuse', 'denied'],
  ['asking, avatar', 'offline', 'asking(unwanted, avatar, offline)'],
  ['working', 'woken', 'working(slow)'],
  ['working', 'woken@due', 'working(slow)'],
  ['working', 'woken@expired', 'working(slow)'],
  ['working', 'woken@late', 'working(slow)'],
  ['working', 'ticket', 'succeeded'],
  ['working', 'ticket:avatar', 'succeeded'],
  ['working', 'ticket:unusable', 'failed(internal, passing)'],
  ['working', 'fails:network', 'failed(network_error, passing)'],
  ['working', 'fails:not sent', 'failed(network_error, passing)'],
  ['working', 'fails:blocked', 'failed(user_blocked, final)'],
  ['working', 'fails:phone', 'asking(required, phone_required)'],
  ['working', 'fails:phone code', 'asking(unwanted, phone_expired)'],
  ['working', 'fails:no phone', 'asking(unwanted, phone_unavailable)'],
  ['working, avatar', 'woken', 'working(slow)'],
  ['working, avatar', 'woken@due', 'working(slow)'],
  ['working, avatar', 'woken@expired', 'working(slow)'],
  ['working, avatar', 'woken@late', 'working(slow)'],
  ['working, avatar', 'ticket', 'succeeded(avatar lost)'],
  ['working, avatar', 'ticket:avatar', 'saving → save_avatar'],
  ['working, avatar', 'ticket:unusable', 'failed(internal, passing)'],
  ['working, avatar', 'fails:network', 'failed(network_error, passing)'],
  ['working, avatar', 'fails:not sent', 'failed(network_error, passing)'],
  ['working, avatar', 'fails:blocked', 'failed(user_blocked, final)'],
  ['working, avatar', 'fails:phone', 'asking(required, phone_required, avatar)'],
  ['working, avatar', 'fails:phone code', 'asking(unwanted, phone_expired, avatar)'],
  ['working, avatar', 'fails:no phone', 'asking(unwanted, phone_unavailable, avatar)'],
  ['saving', 'woken', 'saving(slow)'],
  ['saving', 'woken@due', 'saving(slow)'],
  ['saving', 'woken@expired', 'saving(slow)'],
  ['saving', 'woken@late', 'saving(slow)'],
  ['saving', 'avatar:saved', 'succeeded'],
  ['saving', 'fails:network', 'succeeded(avatar lost)'],
  ['saving', 'fails:not sent', 'succeeded(avatar lost)'],
  ['saving', 'fails:blocked', 'succeeded(avatar lost)'],
  ['saving', 'fails:phone', 'succeeded(avatar lost)'],
  ['saving', 'fails:phone code', 'succeeded(avatar lost)'],
  ['saving', 'fails:no phone', 'succeeded(avatar lost)'],
  ['succeeded', 'launch fails:scene', 'succeeded(invalid_scene)'],
  ['succeeded', 'launch fails', 'succeeded(not_opened)'],
  ['succeeded', 'shown@due', 'working → ask_ticket'],
  ['succeeded', 'shown@expired', 'working → ask_ticket'],
  ['succeeded', 'shown@late', 'failed(login_expired, passing)'],
  ['succeeded', 'woken@due', 'working → ask_ticket'],
  ['succeeded', 'woken@expired', 'working → ask_ticket'],
  ['succeeded', 'woken@late', 'failed(login_expired, passing)'],
  ['succeeded, avatar lost', 'launch fails:scene', 'succeeded(avatar lost, invalid_scene)'],
  ['succeeded, avatar lost', 'launch fails', 'succeeded(avatar lost, not_opened)'],
  ['succeeded, avatar lost', 'shown@due', 'working → ask_ticket'],
  ['succeeded, avatar lost', 'shown@expired', 'working → ask_ticket'],
  ['succeeded, avatar lost', 'shown@late', 'failed(login_expired, passing)'],
  ['succeeded, avatar lost', 'woken@due', 'working → ask_ticket'],
  ['succeeded, avatar lost', 'woken@expired', 'working → ask_ticket'],
  ['succeeded, avatar lost', 'woken@late', 'failed(login_expired, passing)'],
  ['succeeded, hidden', 'launch fails:scene', 'succeeded(invalid_scene)'],
  ['succeeded, hidden', 'launch fails', 'succeeded(not_opened)'],
  ['succeeded, hidden', 'shown@due', 'working → ask_ticket'],
  ['succeeded, hidden', 'shown@expired', 'working → ask_ticket'],
  ['succeeded, hidden', 'shown@late', 'failed(login_expired, passing)'],
  ['succeeded, left', 'launch fails:scene', 'succeeded(invalid_scene)'],
  ['succeeded, left', 'launch fails', 'succeeded(not_opened)'],
  ['succeeded, left', 'shown@expired', 'failed(login_expired, final)'],
  ['succeeded, left', 'shown@late', 'failed(login_expired, final)'],
  ['succeeded, left, told late', 'launch fails:scene', 'succeeded(invalid_scene)'],
  ['succeeded, left, told late', 'launch fails', 'succeeded(not_opened)'],
  ['succeeded, left, told late', 'shown@expired', 'failed(login_expired, final)'],
  ['succeeded, left, told late', 'shown@late', 'failed(login_expired, final)'],
  ['succeeded, back', 'launch fails:scene', 'succeeded(invalid_scene)'],
  ['succeeded, back', 'launch fails', 'succeeded(not_opened)'],
  ['succeeded, back', 'shown@expired', 'failed(login_expired, final)'],
  ['succeeded, back', 'shown@late', 'failed(login_expired, final)'],
  ['succeeded, back', 'woken@expired', 'failed(login_expired, final)'],
  ['succeeded, back', 'woken@late', 'failed(login_expired, final)'],
  ['succeeded, stayed', 'launch fails:scene', 'succeeded(invalid_scene)'],
  ['succeeded, stayed', 'launch fails', 'succeeded(not_opened)'],
  ['succeeded, stayed', 'shown@due', 'working → ask_ticket'],
  ['succeeded, stayed', 'shown@expired', 'working → ask_ticket'],
  ['succeeded, stayed', 'shown@late', 'failed(login_expired, passing)'],
  ['succeeded, phone required', 'launch fails:scene', 'succeeded(invalid_scene)'],
  ['succeeded, phone required', 'launch fails', 'succeeded(not_opened)'],
  ['succeeded, phone required', 'shown@expired', 'failed(login_expired, passing)'],
  ['succeeded, phone required', 'shown@late', 'failed(login_expired, passing)'],
  ['succeeded, phone required', 'woken@expired', 'failed(login_expired, passing)'],
  ['succeeded, phone required', 'woken@late', 'failed(login_expired, passing)'],
  ['renewing', 'woken', 'working(slow)'],
  ['renewing', 'woken@due', 'working(slow)'],
  ['renewing', 'woken@expired', 'working(slow)'],
  ['renewing', 'woken@late', 'working(slow)'],
  ['renewing', 'ticket', 'succeeded'],
  ['renewing', 'ticket:avatar', 'succeeded'],
  ['renewing', 'ticket:unusable', 'failed(internal, passing)'],
  ['renewing', 'fails:network', 'failed(network_error, passing)'],
  ['renewing', 'fails:not sent', 'succeeded'],
  ['renewing', 'fails:blocked', 'succeeded'],
  ['renewing', 'fails:phone', 'succeeded'],
  ['renewing', 'fails:phone code', 'succeeded'],
  ['renewing', 'fails:no phone', 'succeeded'],
  ['denied', 'launch fails:scene', 'denied(invalid_scene)'],
  ['denied', 'launch fails', 'denied(not_opened)'],
  ['failed, avatar', 'retry', 'asking(unwanted, avatar)'],
  ['failed, avatar', 'launch fails:scene', 'failed(network_error, passing, invalid_scene)'],
  ['failed, avatar', 'launch fails', 'failed(network_error, passing, not_opened)'],
  ['failed, avatar', 'online', 'asking(unwanted, avatar)'],
  ['failed, avatar', 'shown', 'asking(unwanted, avatar)'],
  ['failed, avatar', 'shown@due', 'asking(unwanted, avatar)'],
  ['failed, avatar', 'shown@expired', 'asking(unwanted, avatar)'],
  ['failed, avatar', 'shown@late', 'asking(unwanted, avatar)'],
  ['failed, network', 'retry', 'asking(unwanted)'],
  ['failed, network', 'launch fails:scene', 'failed(network_error, passing, invalid_scene)'],
  ['failed, network', 'launch fails', 'failed(network_error, passing, not_opened)'],
  ['failed, network', 'online', 'asking(unwanted)'],
  ['failed, network', 'shown', 'asking(unwanted)'],
  ['failed, network', 'shown@due', 'asking(unwanted)'],
  ['failed, network', 'shown@expired', 'asking(unwanted)'],
  ['failed, network', 'shown@late', 'asking(unwanted)'],
  ['failed, hidden', 'retry', 'asking(unwanted)'],
  ['failed, hidden', 'launch fails:scene', 'failed(network_error, passing, invalid_scene)'],
  ['failed, hidden', 'launch fails', 'failed(network_error, passing, not_opened)'],
  ['failed, hidden', 'online', 'asking(unwanted)'],
  ['failed, hidden', 'shown', 'asking(unwanted)'],
  ['failed, hidden', 'shown@due', 'asking(unwanted)'],
  ['failed, hidden', 'shown@expired', 'asking(unwanted)'],
  ['failed, hidden', 'shown@late', 'asking(unwanted)'],
  ['failed, hidden', 'launched', 'failed(network_error, final)'],
  ['failed, left', 'launch fails:scene', 'failed(network_error, final, invalid_scene)'],
  ['failed, left', 'launch fails', 'failed(network_error, final, not_opened)'],
  ['failed, network, opening', 'retry', 'opening → load_pool'],
  ['failed, network, opening', 'launch fails:scene', 'failed(network_error, passing, invalid_scene)'],
  ['failed, network, opening', 'launch fails', 'failed(network_error, passing, not_opened)'],
  ['failed, network, opening', 'online', 'opening → load_pool'],
  ['failed, network, opening', 'shown', 'opening → load_pool'],
  ['failed, network, opening', 'shown@due', 'opening → load_pool'],
  ['failed, network, opening', 'shown@expired', 'opening → load_pool'],
  ['failed, network, opening', 'shown@late', 'opening → load_pool'],
  ['failed, blocked', 'launch fails:scene', 'failed(user_blocked, final, invalid_scene)'],
  ['failed, blocked', 'launch fails', 'failed(user_blocked, final, not_opened)'],
  ['failed, invalid launch', 'launch fails:scene', 'failed(invalid_launch, final, invalid_scene)'],
  ['failed, invalid launch', 'launch fails', 'failed(invalid_launch, final, not_opened)'],
];

const OPENINGS: Record<string, string> = {
  'open:launch': 'opening → load_pool',
  'open:nothing': 'explaining',
  'open:card': 'wrong_scene',
  'open:garbage': 'failed(invalid_launch, final)',
};

describe('the table of transitions', () => {
  test.each(MOVES)('from "%s" by "%s" to "%s"', (from, event, to) => {
    expect(follow(from, event)).toBe(to);
  });

  test.each(Object.keys(REACHED))('has every transition from "%s"', (from) => {
    const listed = MOVES.filter(([start]) => start === from).map(([, event]) => event);
    const others = Object.keys(EVENTS).filter((name) => !(name in OPENINGS) && !listed.includes(name));
    expect(others.filter((name) => follow(from, name) !== '·')).toEqual([]);
  });

  test.each(Object.keys(REACHED))('starts again from "%s" by every launch', (from) => {
    const followed = Object.keys(OPENINGS).map((name) => [name, follow(from, name)]);
    expect(Object.fromEntries(followed)).toEqual(OPENINGS);
  });

  test('names existing states and events only', () => {
    for (const [from, event] of MOVES) {
      expect(REACHED).toHaveProperty([from]);
      expect(EVENTS).toHaveProperty([event]);
    }
  });
});
