import { parseTicket, type IssuedTicket, type PoolInfo } from '@app2wxapp/core';
import { step } from '../src/consent-machine.js';
import { readOpening } from '../src/launch-context.js';
import type { ConsentContext, ConsentEvent } from '../src/consent-context.js';
import { FROM_APP, QUERY, TICKET } from './fake-surroundings.js';

export const T0 = 1_000_000;
const TIMES = { '': T0, '@due': T0 + 100_000, '@expired': T0 + 121_000, '@late': T0 + 700_000 };

const pool: PoolInfo = { name: 'Shop', logo: '', requirePhone: false, askProfile: false };
const ticket: IssuedTicket = {
  ticket: parseTicket(TICKET),
  expiresIn: 120,
  message: '授权成功',
  avatarTicket: '',
};
export const open = (query: unknown, { scene = 1069, takesAvatar = true } = {}): ConsentEvent => ({
  type: 'opened',
  opening: readOpening(query, { ...FROM_APP, scene }),
  takesAvatar,
});
const poolLoaded: ConsentEvent = { type: 'pool_loaded', pool };
const poolAsksProfile: ConsentEvent = { type: 'pool_loaded', pool: { ...pool, askProfile: true } };
const poolRequiresPhone: ConsentEvent = { type: 'pool_loaded', pool: { ...pool, requirePhone: true } };
const issued: ConsentEvent = { type: 'ticket_issued', ticket, expiresAt: T0 + 120_000 };
const unusable = { ...ticket, ticket: parseTicket('a&b') };
const failed = (problem: string, isSent = true) => ({ type: 'call_failed', problem, isSent }) as ConsentEvent;
const phone = (errMsg: string, errno?: number, code?: string): ConsentEvent => ({
  type: 'phone_answered',
  detail: { errMsg, ...(errno && { errno }), ...(code && { code }) },
  profile: {},
});
export const PICTURE = 'wxfile://tmp_picture.jpg';
const on = (type: string) => ({ type }) as ConsentEvent;

/** What can happen to a login, by a name. After `@` is when; otherwise it happens at once. */
export const EVENTS: Record<string, ConsentEvent> = {
  'open:launch': open(QUERY),
  'open:nothing': open({}, { scene: 1001 }),
  'open:card': open(QUERY, { scene: 1007 }),
  'open:garbage': open({ userPoolId: 'a&b', fromApp: '1' }),
  avatar: { type: 'avatar_chosen', avatar: PICTURE },
  'avatar:another': { type: 'avatar_chosen', avatar: 'wxfile://tmp_another.jpg' },
  'avatar:none': { type: 'avatar_chosen', avatar: '' },
  'avatar:saved': on('avatar_saved'),
  agree: { type: 'agreed', profile: {} },
  'phone:code': phone('getPhoneNumber:ok', undefined, 'PHONECODE'),
  'phone:deny': phone('getPhoneNumber:fail user deny'),
  'phone:privacy': phone('getPhoneNumber:fail privacy permission is not authorized', 104),
  'phone:quota': phone('getPhoneNumber:fail', 1400001),
  'phone:undeclared': phone('getPhoneNumber:fail api scope is not declared', 112),
  'phone:old library': phone('getPhoneNumber:ok'),
  'phone:odd code': phone('getPhoneNumber:ok', undefined, 'two words'),
  refuse: on('refused'),
  retry: on('retried'),
  launched: on('launched'),
  'launch fails:scene': { type: 'launch_failed', errMsg: 'launchApp:fail invalid scene' },
  'launch fails': { type: 'launch_failed', errMsg: 'launchApp:fail' },
  offline: { type: 'network_changed', online: false },
  online: { type: 'network_changed', online: true },
  hidden: on('hidden'),
  shown: on('shown'),
  'shown@due': on('shown'),
  'shown@expired': on('shown'),
  'shown@late': on('shown'),
  woken: on('woken'),
  'woken@due': on('woken'),
  'woken@expired': on('woken'),
  'woken@late': on('woken'),
  pool: poolLoaded,
  'pool:phone': poolRequiresPhone,
  'pool:profile': poolAsksProfile,
  ticket: issued,
  'ticket:avatar': { ...issued, ticket: { ...ticket, avatarTicket: 'AVATARTICKET' } },
  'ticket:unusable': { type: 'ticket_issued', ticket: unusable, expiresAt: T0 + 120_000 },
  'fails:network': failed('network_error'),
  'fails:not sent': failed('network_error', false),
  'fails:blocked': failed('user_blocked'),
  'fails:phone': failed('phone_required'),
  'fails:phone code': failed('invalid_phone_code'),
  'fails:no phone': failed('phone_unavailable'),
};

/** One move of the machine, at the time that the name of the event says. */
export function move(context: ConsentContext, name: string, event: ConsentEvent) {
  const time = /@\w+$/.exec(name)?.[0] ?? '';
  return step(context, event, { now: TIMES[time as keyof typeof TIMES], language: 'zh' });
}
