import type { IssuedTicket, Language, PoolInfo } from '@app2wxapp/core';
import type { CallProblem, ConsentState, PhoneWish } from './consent-state.js';
import type { LaunchContext, Opening } from './launch-context.js';
import type { PhoneDetail } from './phone-answer.js';
import type { ConsentProfile, SharedByUser } from './shared-by-user.js';

/** Milliseconds after which the page reports that the network is slow. */
export const SLOW_AFTER_MS = 3_000;

/** State of the machine with its internal data. Immutable. */
export interface ConsentContext {
  /** State that the page shows. */
  readonly state: ConsentState;
  /** Launch by the app. */
  readonly launch?: LaunchContext;
  /** Pool of the launch. */
  readonly pool?: PoolInfo;
  /** Whether the page asks for a phone number. */
  readonly phone: PhoneWish;
  /** Whether the network is down. */
  readonly offline: boolean;
  /** Whether a picture can be chosen and sent here. */
  readonly takesAvatar: boolean;
  /** Chosen picture that was not sent yet; empty without one. */
  readonly avatar: string;
  /** Whether the chosen picture did not reach the account. */
  readonly avatarLost: boolean;
  /** Encoded outcome of the current ticket while the picture is sent or the ticket is replaced; else empty. */
  readonly appParameter: string;
  /** Call of this launch in progress; there is at most one. */
  readonly calling?: 'load_pool' | 'ask_ticket' | 'save_avatar' | undefined;
  /** Time of the next timer event, in milliseconds since 1970. */
  readonly wakeAt?: number | undefined;
  /** Time when the ticket in the way back expires, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** Time until which an expiring ticket is replaced without asking the user, in milliseconds since 1970. */
  readonly renewUntil: number;
  /** Whether the mini program is in the background. */
  readonly hidden: boolean;
  /** Whether WeChat reported that it opened the app; it also does when the user cancels its prompt. */
  readonly launched: boolean;
  /** Whether the user left after that, most likely to the app. */
  readonly left: boolean;
}

/** Next call that the machine requests; its result returns as an event. */
export type Call =
  | { readonly type: 'load_pool' }
  | { readonly type: 'ask_ticket'; readonly shared: SharedByUser }
  | { readonly type: 'save_avatar'; readonly avatar: string; readonly avatarTicket: string }
  | { readonly type: 'report_denial' };

/** Event: a tap, a notification of WeChat, the result of a call, or a timer. */
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
  | { readonly type: 'call_failed'; readonly problem: CallProblem; readonly isSent: boolean };

/** One transition of the machine. */
export interface Step {
  /** Context after the transition. */
  readonly context: ConsentContext;
  /** Call to perform, if there is one. */
  readonly call?: Call;
}

/** Input of a transition besides the context and the event. */
export interface Moment {
  /** Current time in milliseconds since 1970. */
  readonly now: number;
  /** Language of the messages to the app. */
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
