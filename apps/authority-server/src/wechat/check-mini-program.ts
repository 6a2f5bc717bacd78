import type { MiniProgram } from '@app2wxapp/authority';
import { isApp2WxappError } from '@app2wxapp/core';
import { TokenAnswer } from './wechat-answers.js';
import { WechatRefusal, type WechatApi } from './wechat-api.js';

/** Result of WeChat's check of a mini program's credentials. */
export interface MiniProgramVerdict {
  /** Whether WeChat accepts the credentials. */
  readonly ok: boolean;
  /** WeChat's return code; `null` when it accepted, or could not be reached. */
  readonly errcode: number | null;
}

/**
 * Requests an access token from WeChat, past every cache. In this mode WeChat returns the current token, so that a
 * check invalidates nothing. A failure of WeChat is a result here.
 *
 * @throws any other error, unchanged
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
