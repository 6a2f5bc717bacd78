import { isApp2WxappError } from '@app2wxapp/core';
import { findWechatDetail } from './wechat-failure.js';
import type { NicknameVerdict, WechatCaller, WechatClient } from './wechat-client.port.js';

/** Reason of a rejected nickname: WeChat's verdict, or the `WechatFailure.detail` of a check that failed. */
export type NicknameRejection = Exclude<NicknameVerdict, 'pass'> | (string & {});

/**
 * Checks a nickname with WeChat. A login never fails because of it, since a nickname is optional: a nickname that
 * WeChat rejects, or does not check in time, is not saved.
 *
 * @returns the reason of the rejection; `undefined` when WeChat accepts the nickname
 * @throws any other error than a failed call to WeChat, unchanged
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
