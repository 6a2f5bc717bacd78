import { isApp2WxappError } from '@app2wxapp/core';
import { findWechatDetail } from './wechat-failure.js';
import type { NicknameVerdict, WechatCaller, WechatClient } from './wechat-client.port.js';

/** Why a nickname is not kept: WeChat's verdict, or the `WechatFailure.detail` of a check that failed. */
export type NicknameRejection = Exclude<NicknameVerdict, 'pass'> | (string & {});

/**
 * Asks WeChat about a nickname. The login never fails by it, since a nickname is optional: one that WeChat does not let
 * pass, or could not be asked about in time, is not kept.
 *
 * @returns why it is not kept; `undefined` when WeChat lets it pass
 */
export async function findNicknameRejection(
  wechat: WechatClient,
  caller: WechatCaller,
  { nickname, openid }: { readonly nickname: string; readonly openid: string },
): Promise<NicknameRejection | undefined> {
  try {
    const verdict = await wechat.checkNickname(caller, nickname, openid);
    return verdict === 'pass' ? undefined : verdict;
  } catch (error) {
    if (!isApp2WxappError(error)) throw error;
    return findWechatDetail(error) ?? error.code;
  }
}
