import type { ErrorCode, PoolInfo } from '@app2wxapp/core';

/** Why a login failed, by the protocol's own names. */
export type ConsentProblem = Extract<
  ErrorCode,
  /** The app opened the mini program with a query that is not of this protocol, or the authority found it so. */
  | 'invalid_launch'
  | 'user_pool_not_found'
  /** The pool does not know the app that opened the mini program. */
  | 'app_not_allowed'
  | 'user_blocked'
  /** WeChat considers the account a risk. */
  | 'risky_user'
  /** The pool wants a phone number and WeChat gives none. */
  | 'phone_required'
  /** WeChat refused two fresh login codes in a row. */
  | 'invalid_login_code'
  /** WeChat gave no login code, or did not answer the authority. */
  | 'wechat_unavailable'
  /** No answer from the authority: no network, or not in time. */
  | 'network_error'
  | 'rate_limited'
  /** The user stayed too long. */
  | 'login_expired'
  /** The authority failed, or answered with something that is not of this protocol. */
  | 'internal'
>;

/** Why a call to the authority failed: problems that end the login, or that the user can fix by another tap. */
export type CallProblem = ConsentProblem | Extract<ErrorCode, 'invalid_phone_code' | 'phone_unavailable'>;

/** State of the phone number so far. */
export type PhoneNotice =
  /** The user said no to WeChat's prompt. */
  | 'phone_refused'
  /** The user did not agree to WeChat's privacy prompt; it comes again with the next tap. */
  | 'privacy_refused'
  /** WeChat gives no number: quota used up, or not declared or allowed for this mini program. */
  | 'phone_unavailable'
  /** The code for the number is no longer valid; another tap brings a new one. */
  | 'phone_expired'
  /** The pool insists on a number. */
  | 'phone_required';

/** Why the button back to the app did not open it. */
export type LaunchProblem =
  /** WeChat grants the way back only when an app opened the mini program. */
  | 'invalid_scene'
  /** Everything else: the user cancelled, the app is gone. */
  | 'not_opened';

/** Whether the page asks for a phone number; the user may skip `offered`. */
export type PhoneWish = 'unwanted' | 'offered' | 'required';

/** Members of an ending: the login has ended for now and the user may go back to the app. */
export interface WayBack {
  /** For `app-parameter` of the `launchApp` button: the encoded outcome. Never empty. */
  readonly appParameter: string;
  /** Set once the button has failed: the user has to switch by hand. */
  readonly launchProblem?: LaunchProblem;
}

/** State of a login. Everything that the page shows follows from it: see `describeConsent`. */
export type ConsentState =
  /** Nothing was opened yet. */
  | { readonly kind: 'idle' }
  /** Opened by hand, without a login: the page says what it is for. */
  | { readonly kind: 'explaining' }
  /** A login from elsewhere than an app, say a forged share card: the page says how to start, and offers none. */
  | { readonly kind: 'wrong_scene' }
  /** The pool is being read. */
  | { readonly kind: 'opening'; readonly slow: boolean }
  /** The user decides. */
  | {
      readonly kind: 'asking';
      readonly pool: PoolInfo;
      readonly phone: PhoneWish;
      readonly offline: boolean;
      /** The picture that the user chose, empty while there is none; absent where the page asks for none. */
      readonly avatar?: string;
      readonly notice?: PhoneNotice;
    }
  /** The ticket is being fetched. */
  | { readonly kind: 'working'; readonly pool: PoolInfo; readonly slow: boolean }
  /** There is a ticket; the picture that the user chose is on its way to the account. */
  | { readonly kind: 'saving'; readonly pool: PoolInfo; readonly slow: boolean }
  | ({
      readonly kind: 'succeeded';
      readonly pool: PoolInfo;
      /** The picture that the user chose did not reach the account. */
      readonly avatarLost?: boolean;
    } & WayBack)
  | ({ readonly kind: 'denied'; readonly pool: PoolInfo } & WayBack)
  | ({
      readonly kind: 'failed';
      readonly problem: ConsentProblem;
      /** Whether `retry()` does anything. */
      readonly canRetry: boolean;
      /** Absent when it failed before the pool was known. */
      readonly pool?: PoolInfo;
    } & WayBack);
