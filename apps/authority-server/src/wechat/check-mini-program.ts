import type { MiniProgram } from '@app2wxapp/authority';
import { isApp2WxappError } from '@app2wxapp/core';
import { TokenAnswer } from './wechat-answers.js';
import { WechatRefusal, type WechatApi } from './wechat-api.js';

/** WeChat's verdict on a mini program's credentials. */
export interface MiniProgramVerdict {
  readonly ok: boolean;
  /** WeChat's return code; `null` when it accepted, or could not be reached. */
  readonly errcode: number | null;
}

/**
 * Asks WeChat for an access token, past every cache. In this mode WeChat gives the token that is current already, so
 * that a check disturbs nothing. A failure is an answer here, never a throw.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
export async function checkMiniProgram(
  api: WechatApi,
  { appId, appSecret }: MiniProgram,
): Promise<MiniProgramVerdict> {
  const json = { grant_type: 'client_credential', appid: appId, secret: appSecret };
  try {
    await api.call({ path: 'cgi-bin/stable_token', json, answer: TokenAnswer });
    return { ok: true, errcode: null };
  } catch (error) {
    if (!isApp2WxappError(error)) throw error;
    return { ok: false, errcode: error instanceof WechatRefusal ? error.errcode : null };
  }
}
