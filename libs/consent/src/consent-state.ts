import type { ErrorCode, PoolInfo } from '@app2wxapp/core';

/** Reason of a failed login, by the protocol's own names. */
export type ConsentProblem = Extract<
  ErrorCode,
  /** The app opened the mini program with a query that is not of this protocol, or that the authority rejected. */
  | 'invalid_launch'
  | 'user_pool_not_found'
  /** The pool's settings do not list the app that opened the mini program. */
  | 'app_not_allowed'
  | 'user_blocked'
  /** WeChat considers the account a risk. */
  | 'risky_user'
  /** The pool requires a phone number and WeChat returned none. */
  | 'phone_required'
  /** WeChat rejected two fresh login codes in a row. */
  | 'invalid_login_code'
  /** WeChat responded without a login code, or did not respond to the authority. */
  | 'wechat_unavailable'
  /** The authority, or WeChat to `wx.login`, sent no response: no network, or not in time. */
  | 'network_error'
  | 'rate_limited'
  /** The user took too long. */
  | 'login_expired'
  /** The authority failed, or its response is not of this protocol. */
  | 'internal'
>;

/**
 * Reason of a failed call to the authority: a problem that ends the login, or that the user can resolve by another
 * tap.
 */
export type CallProblem = ConsentProblem | Extract<ErrorCode, 'invalid_phone_code' | 'phone_unavailable'>;

/** State of the phone number so far. */
export type PhoneNotice =
  /** The user declined WeChat's prompt. */
  | 'phone_refused'
  /** The user declined WeChat's privacy prompt; it appears again with the next tap. */
  | 'privacy_refused'
  /** WeChat returns no number: the quota is consumed, or it is not declared or allowed for this mini program. */
  | 'phone_unavailable'
  /** The code for the number is no longer valid; another tap creates a new one. */
  | 'phone_expired'
  /** The pool requires a number. */
  | 'phone_required';

/** Reason why the button back to the app did not open it. */
export type LaunchProblem =
  /** WeChat allows the way back only when an app opened the mini program. */
  | 'invalid_scene'
  /** The app did not open for another reason: the user cancelled, or the app is gone. */
  | 'not_opened';

/** Whether the page asks for a phone number; the user may skip `offered`. */
export type PhoneWish = 'unwanted' | 'offered' | 'required';

/** Members of an ending: the login has ended for now and the user may return to the app. */
export interface WayBack {
  /** Value for `app-parameter` of the `launchApp` button: the encoded outcome. Never empty. */
  readonly appParameter: string;
  /** Problem of the button, set once it failed: the user has to switch by hand. */
  readonly launchProblem?: LaunchProblem;
}

/** State of a login. Everything that the page shows follows from it: see `describeConsent`. */
export type ConsentState =
  /** No launch was opened yet. */
  | { readonly kind: 'idle' }
  /** The mini program was opened by hand, without a login: the page explains what it is for. */
  | { readonly kind: 'explaining' }
  /**
   * The login was not opened by an app, for example by a forged share card: the page explains how to start, and
   * offers no login.
   */
  | { readonly kind: 'wrong_scene' }
  /** The page loads the pool. */
  | { readonly kind: 'opening'; readonly slow: boolean }
  /** The page waits for the user's decision. */
  | {
      readonly kind: 'asking';
      readonly pool: PoolInfo;
      readonly phone: PhoneWish;
      readonly offline: boolean;
      /** Picture that the user chose, empty without one; absent where the page asks for none. */
      readonly avatar?: string;
      readonly notice?: PhoneNotice;
    }
  /** The page requests the ticket. */
  | { readonly kind: 'working'; readonly pool: PoolInfo; readonly slow: boolean }
  /** The ticket was issued; the chosen picture is being sent to the account. */
  | { readonly kind: 'saving'; readonly pool: PoolInfo; readonly slow: boolean }
  | ({
      readonly kind: 'succeeded';
      readonly pool: PoolInfo;
      /** Whether the chosen picture did not reach the account. */
      readonly avatarLost?: boolean;
    } & WayBack)
  | ({ readonly kind: 'denied'; readonly pool: PoolInfo } & WayBack)
  | ({
      readonly kind: 'failed';
      readonly problem: ConsentProblem;
      /** Whether `retry()` has an effect. */
      readonly canRetry: boolean;
      /** Pool of the launch; absent when the login failed before it was loaded. */
      readonly pool?: PoolInfo;
    } & WayBack);
