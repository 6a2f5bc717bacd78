import type { LoginCode, PhoneCode } from '@app2wxapp/core';
import type { VerifiedPhone } from './account.js';

/** A mini program at WeChat, with what its server calls need. */
export interface MiniProgram {
  readonly appId: string;
  /** A credential: never log it. */
  readonly appSecret: string;
}

/** A mini program and the deadline of its calls. */
export interface WechatCaller extends MiniProgram {
  /** Ends the calls, also the waits between them, with `wechat_unavailable` or `phone_unavailable`. @default no end but each call's own */
  readonly signal?: AbortSignal | undefined;
}

/** Verdict of WeChat's content check on a text: `review` means that a person should check it. */
export type NicknameVerdict = 'pass' | 'review' | 'risky';

/** The calls to WeChat's server API. */
export interface WechatClient {
  /**
   * Turns a login code into the WeChat user. The code is consumed whatever comes back, so it is never sent twice
   * unless WeChat said that it was too busy to look at it.
   *
   * @throws {App2WxappError} `invalid_login_code`, `risky_user`, `rate_limited`, `wechat_unavailable`
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
   */
  resolveLoginCode(
    caller: WechatCaller,
    loginCode: LoginCode,
  ): Promise<{ readonly openid: string; readonly unionid: string | null }>;
  /**
   * Turns a phone code into the phone number of the user `openid`.
   *
   * @throws {App2WxappError} `invalid_phone_code`, `phone_unavailable`, `rate_limited`
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
   */
  resolvePhoneCode(caller: WechatCaller, phoneCode: PhoneCode, openid: string): Promise<VerifiedPhone>;
  /**
   * Asks whether a nickname may be shown to others (`msg_sec_check`, version 2, scene 1). WeChat answers for a user who
   * was in the mini program within two hours.
   *
   * @throws {App2WxappError} `wechat_unavailable`, `rate_limited`
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html
   */
  checkNickname(caller: WechatCaller, nickname: string, openid: string): Promise<NicknameVerdict>;
}

/** Finds the mini program that a login comes from. */
export interface MiniPrograms {
  /**
   * @param userPoolId the pool whose own mini program is meant; `undefined` = the authority's
   * @returns `undefined` when none is configured
   */
  find(userPoolId: string | undefined): Promise<MiniProgram | undefined>;
}
