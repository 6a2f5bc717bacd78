import type { LoginCode, PhoneCode } from '@app2wxapp/core';
import type { VerifiedPhone } from './account.js';

/** Mini program at WeChat, with the credentials of its server calls. */
export interface MiniProgram {
  /** AppID of the mini program. */
  readonly appId: string;
  /** AppSecret of the mini program. A credential: never log it. */
  readonly appSecret: string;
}

/** Mini program and deadline of its calls. */
export interface WechatCaller extends MiniProgram {
  /**
   * Signal that aborts the calls and the waits between them, with `wechat_unavailable` or `phone_unavailable`.
   * @default none: each call has its own limit
   */
  readonly signal?: AbortSignal | undefined;
}

/** Verdict of WeChat's content check on a text: `review` means that a person should check it. */
export type NicknameVerdict = 'pass' | 'review' | 'risky';

/** Calls to WeChat's server API. */
export interface WechatClient {
  /**
   * Exchanges a login code for the WeChat user. WeChat consumes the code in any case, so it is never sent twice
   * unless WeChat reported that it was too busy to process it.
   *
   * @throws {App2WxappError} `invalid_login_code`, `risky_user`, `rate_limited`, `wechat_unavailable`
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
   */
  resolveLoginCode(
    caller: WechatCaller,
    loginCode: LoginCode,
  ): Promise<{ readonly openid: string; readonly unionid: string | null }>;
  /**
   * Exchanges a phone code for the phone number of the user `openid`.
   *
   * @throws {App2WxappError} `invalid_phone_code`, `phone_unavailable`, `rate_limited`
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
   */
  resolvePhoneCode(caller: WechatCaller, phoneCode: PhoneCode, openid: string): Promise<VerifiedPhone>;
  /**
   * Checks whether a nickname may be displayed to others (`msg_sec_check`, version 2, scene 1). WeChat accepts the
   * call for a user who was in the mini program within two hours.
   *
   * @throws {App2WxappError} `wechat_unavailable`, `rate_limited`
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html
   */
  checkNickname(caller: WechatCaller, nickname: string, openid: string): Promise<NicknameVerdict>;
}

/** Source of the mini programs of logins. */
export interface MiniPrograms {
  /**
   * Finds a mini program.
   *
   * @param userPoolId pool whose own mini program to find; `undefined` = the authority's
   * @returns `undefined` when none is configured
   */
  find(userPoolId: string | undefined): Promise<MiniProgram | undefined>;
}
