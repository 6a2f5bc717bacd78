import type { IssuedTicket, Language, PoolInfo } from '@app2wxapp/core';
import type { CallProblem, ConsentState, PhoneWish } from './consent-state.js';
import type { LaunchContext, Opening } from './launch-context.js';
import type { PhoneDetail } from './phone-answer.js';
import type { ConsentProfile, SharedByUser } from './shared-by-user.js';

/** Milliseconds after which the page says that the network is slow. */
export const SLOW_AFTER_MS = 3_000;

/** State of the machine with its internal data. Immutable. */
export interface ConsentContext {
  readonly state: ConsentState;
  readonly launch?: LaunchContext;
  readonly pool?: PoolInfo;
  readonly phone: PhoneWish;
  readonly offline: boolean;
  /** Whether a picture can be chosen and sent here. */
  readonly takesAvatar: boolean;
  /** The picture that the user chose and that was not sent yet; empty for none. */
  readonly avatar: string;
  /** The picture that the user chose did not reach the account. */
  readonly avatarLost: boolean;
  /** Encoded outcome of the ticket at hand while the picture is being sent or the ticket replaced; else empty. */
  readonly appParameter: string;
  /** The call of this launch that is under way; there is never a second one. */
  readonly calling?: 'load_pool' | 'ask_ticket' | 'save_avatar' | undefined;
  /** When the machine wants to be woken, in milliseconds since 1970. */
  readonly wakeAt?: number | undefined;
  /** When the ticket in the way back stops working. */
  readonly expiresAt: number;
  /** Until when an expiring ticket is replaced without asking the user. */
  readonly renewUntil: number;
  /** The mini program is in the background. */
  readonly hidden: boolean;
  /** WeChat said that it opened the app; it also says so when the user cancels its prompt. */
  readonly launched: boolean;
  /** The user went away after that, most likely to the app. */
  readonly left: boolean;
}

/** The next call that the machine asks for; its result comes back as an event. */
export type Call =
  | { readonly type: 'load_pool' }
  | { readonly type: 'ask_ticket'; readonly shared: SharedByUser }
  | { readonly type: 'save_avatar'; readonly avatar: string; readonly avatarTicket: string }
  | { readonly type: 'report_denial' };

/** An event: a tap, a sign from WeChat, the result of a call, or the clock. */
export type ConsentEvent =
  | { readonly type: 'opened'; readonly opening: Opening; readonly takesAvatar: boolean }
  | { readonly type: 'avatar_chosen'; readonly avatar: string }
  | { readonly type: 'refused' | 'retried' }
  | { readonly type: 'agreed'; readonly profile: ConsentProfile }
  | { readonly type: 'phone_answered'; readonly detail: PhoneDetail; readonly profile: ConsentProfile }
  | { readonly type: 'launched' | 'hidden' | 'shown' | 'woken' }
  | { readonly type: 'launch_failed'; readonly errMsg: string }
  | { readonly type: 'network_changed'; readonly online: boolean }
  | { readonly type: 'pool_loaded'; readonly pool: PoolInfo }
  | { readonly type: 'ticket_issued'; readonly ticket: IssuedTicket; readonly expiresAt: number }
  | { readonly type: 'avatar_saved' }
  | { readonly type: 'call_failed'; readonly problem: CallProblem };

/** One move of the machine. */
export interface Step {
  readonly context: ConsentContext;
  readonly call?: Call;
}

/** Input of a move beside the context and the event. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly language: Language;
}

/** Context before the first launch. */
export const START: ConsentContext = {
  state: { kind: 'idle' },
  phone: 'unwanted',
  offline: false,
  takesAvatar: false,
  avatar: '',
  avatarLost: false,
  appParameter: '',
  expiresAt: 0,
  renewUntil: 0,
  hidden: false,
  launched: false,
  left: false,
};
