import { createHmac, randomBytes } from 'node:crypto';
import { App2WxappError } from '@app2wxapp/core';
import { AccessTokens, type IssuedAccessToken } from './access-tokens.js';
import { checkText, type TextVerdict } from './check-text.js';
import { MiniPrograms, type MiniProgram } from './mini-programs.js';
import { MinuteQuota } from './minute-quota.js';
import { OneTimeCodes, type Clock } from './one-time-codes.js';
import { People, type Person } from './people.js';
import { randomAlphanumeric, randomHex } from './random.js';
import { isRefusal, refuse, type WechatRefusal } from './wechat-errors.js';

/** Response of `code2Session`. */
export interface WechatSession {
  /** Openid of the user. */
  readonly openid: string;
  /** Session key: base64 of 16 bytes. */
  readonly session_key: string;
  /** Unionid of the user. */
  readonly unionid?: string;
}

/** Response of `getuserphonenumber`. */
export interface WechatPhone {
  readonly errcode: 0;
  readonly errmsg: 'ok';
  readonly phone_info: {
    /** Phone number, with the country code in front unless it is 86. */
    readonly phoneNumber: string;
    readonly purePhoneNumber: string;
    readonly countryCode: string;
    readonly watermark: { readonly timestamp: number; readonly appid: string };
  };
}

/** Options of a code: the user and the mini program. */
export interface CodeOptions {
  /** AppID of the mini program. @default the first mini program */
  readonly appId?: string;
  /** Openid of the user; an unknown one creates a new WeChat user. @default a new WeChat user */
  readonly openid?: string;
}

/** Code as the phone would have returned it, and its owner. */
export interface IssuedCode {
  /** Code itself. */
  readonly code: string;
  /** Openid of its owner. */
  readonly openid: string;
}

/** Parameters as they were sent, not validated. */
export type WechatParams = Readonly<Record<string, unknown>>;

interface CodeOwner {
  readonly miniProgram: MiniProgram;
  readonly person: Person;
}

const SESSIONS_A_MINUTE = 100;
const TEXT_MAX_LENGTH = 2500;

/**
 * Rules of WeChat's server for the calls of a login, without HTTP. All data is in memory. Each call returns WeChat's
 * response, or `errcode` and `errmsg`; none throws.
 */
export class Wechat {
  readonly miniPrograms = new MiniPrograms();
  readonly people = new People();
  private readonly loginCodes: OneTimeCodes<CodeOwner>;
  private readonly phoneCodes: OneTimeCodes<CodeOwner>;
  private readonly accessTokens: AccessTokens;
  private readonly sessionQuota: MinuteQuota;
  private readonly sessionKeys = new Map<string, string>();

  constructor(private readonly clock: Clock = Date.now) {
    this.loginCodes = new OneTimeCodes(() => `0${randomAlphanumeric(31)}`, clock);
    this.phoneCodes = new OneTimeCodes(() => randomHex(64), clock);
    this.accessTokens = new AccessTokens(clock);
    this.sessionQuota = new MinuteQuota(SESSIONS_A_MINUTE, clock);
  }

  /**
   * Creates a code of `wx.login`.
   *
   * @throws {App2WxappError} `invalid_options` when no mini program has this AppID
   */
  createLoginCode(options: CodeOptions = {}): IssuedCode {
    return this.createCode(this.loginCodes, options);
  }

  /**
   * Creates a code of the phone number button.
   *
   * @throws {App2WxappError} `invalid_options` when no mini program has this AppID
   */
  createPhoneCode(options: CodeOptions = {}): IssuedCode {
    return this.createCode(this.phoneCodes, options);
  }

  /**
   * Exchanges a login code.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
   */
  code2Session(params: WechatParams): WechatSession | WechatRefusal {
    const miniProgram = this.miniPrograms.authenticate(params.appid, params.secret);
    if (isRefusal(miniProgram)) return miniProgram;
    if (params.grant_type !== undefined && params.grant_type !== 'authorization_code') return refuse(40002);
    const code = params.js_code;
    if (typeof code !== 'string' || code === '') return refuse(41008);
    const found = this.loginCodes.find(code);
    if (found.status === 'unknown' || found.owner.miniProgram.appId !== miniProgram.appId)
      return refuse(40029);
    if (found.status === 'used') return refuse(40163);
    const openid = this.people.openidOf(miniProgram, found.owner.person);
    if (!this.sessionQuota.allows(openid)) return refuse(45011);
    this.loginCodes.use(code);
    const unionid = this.people.unionidOf(miniProgram, found.owner.person);
    return { openid, session_key: this.newSessionKey(openid), ...(unionid !== undefined && { unionid }) };
  }

  /**
   * Issues an access token.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
   */
  stableToken(params: WechatParams): IssuedAccessToken | WechatRefusal {
    if (params.grant_type !== 'client_credential') return refuse(40002);
    const miniProgram = this.miniPrograms.authenticate(params.appid, params.secret);
    if (isRefusal(miniProgram)) return miniProgram;
    return params.force_refresh === true
      ? this.accessTokens.force(miniProgram)
      : this.accessTokens.get(miniProgram);
  }

  /**
   * Exchanges a phone code.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
   */
  phoneNumber(accessToken: unknown, params: WechatParams): WechatPhone | WechatRefusal {
    const caller = this.accessTokens.check(accessToken);
    if (isRefusal(caller)) return caller;
    const { code, openid } = params;
    if (typeof code !== 'string' || code === '') return refuse(40097);
    const found = this.phoneCodes.find(code);
    if (found.status !== 'valid') return refuse(40029);
    const { miniProgram, person } = found.owner;
    if (miniProgram.appId !== caller.appId) return refuse(40013);
    // WeChat documents that it compares the two, not the number of its refusal.
    if (openid !== undefined && openid !== this.people.openidOf(miniProgram, person)) return refuse(40029);
    this.phoneCodes.use(code);
    return this.describePhone(miniProgram, person);
  }

  /**
   * Checks a session key.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/checkSessionKey.html
   */
  checkSession(params: WechatParams): { readonly errcode: 0; readonly errmsg: 'ok' } | WechatRefusal {
    const caller = this.accessTokens.check(params.access_token);
    if (isRefusal(caller)) return caller;
    const { openid, signature, sig_method } = params;
    if (typeof openid !== 'string' || openid === '') return refuse(40003);
    const sessionKey = this.sessionKeys.get(openid);
    if (sessionKey === undefined || sig_method !== 'hmac_sha256') return refuse(87009);
    const expected = createHmac('sha256', sessionKey).update('').digest('hex');
    return signature === expected ? { errcode: 0, errmsg: 'ok' } : refuse(87009);
  }

  /**
   * Checks a text, by version 2 only, for a user whose code was exchanged here.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html
   */
  checkText(accessToken: unknown, params: WechatParams): TextVerdict | WechatRefusal {
    const caller = this.accessTokens.check(accessToken);
    if (isRefusal(caller)) return caller;
    const { content, openid, scene, version } = params;
    if (typeof openid !== 'string' || !this.sessionKeys.has(openid)) return refuse(40003);
    if (typeof scene !== 'number' || ![1, 2, 3, 4].includes(scene)) return refuse(40129);
    if (typeof content !== 'string' || content === '') return refuse(44002);
    if (version !== 2 || content.length > TEXT_MAX_LENGTH) return refuse(40097);
    return checkText(content, randomHex(32));
  }

  private createCode(codes: OneTimeCodes<CodeOwner>, { appId, openid }: CodeOptions): IssuedCode {
    const miniProgram = this.miniPrograms.find(appId);
    if (miniProgram === undefined) {
      throw new App2WxappError('invalid_options', 'No mini program has this appId. Add it first.');
    }
    const person = openid === undefined ? this.people.add() : this.people.ofOpenid(miniProgram, openid);
    return {
      code: codes.create({ miniProgram, person }),
      openid: this.people.openidOf(miniProgram, person),
    };
  }

  private newSessionKey(openid: string): string {
    const sessionKey = randomBytes(16).toString('base64');
    this.sessionKeys.set(openid, sessionKey);
    return sessionKey;
  }

  private describePhone({ appId }: MiniProgram, person: Person): WechatPhone {
    const { purePhoneNumber, countryCode } = person;
    const phoneNumber = countryCode === '86' ? purePhoneNumber : `+${countryCode}${purePhoneNumber}`;
    const watermark = { timestamp: Math.floor(this.clock() / 1000), appid: appId };
    return {
      errcode: 0,
      errmsg: 'ok',
      phone_info: { phoneNumber, purePhoneNumber, countryCode, watermark },
    };
  }
}
