import type { TextPair } from '@app2wxapp/core';
import type { Translate } from '../language/language.js';

/**
 * Remedies for failed calls to WeChat, by errcode or other reason.
 * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
const FAILURES: Readonly<Record<string, TextPair>> = {
  '-1': { zh: '微信繁忙，请稍后再试。(-1)', en: 'WeChat is busy. Try again soon. (-1)' },
  40001: {
    zh: 'access_token 无效，请检查是否有其他服务重置了 AppSecret 或强制刷新了 token。(40001)',
    en: 'The access token is invalid. Check that no other service resets the AppSecret or forces new tokens. (40001)',
  },
  40013: { zh: 'AppID 不正确。(40013)', en: 'The AppID is wrong. (40013)' },
  40125: { zh: 'AppSecret 不正确。(40125)', en: 'The AppSecret is wrong. (40125)' },
  40164: {
    zh: '本服务器的 IP 不在该小程序的白名单中，请在微信公众平台添加。(40164)',
    en: "This server's address is not on the mini program's IP list. Add it at mp.weixin.qq.com. (40164)",
  },
  40226: { zh: '微信判定该用户为高风险。(40226)', en: 'WeChat rates the user as high-risk. (40226)' },
  40243: {
    zh: 'AppSecret 已被冻结，请在微信公众平台解冻。(40243)',
    en: 'The AppSecret is frozen. Unfreeze it at mp.weixin.qq.com. (40243)',
  },
  45009: {
    zh: '今日调用次数已达上限，请在微信公众平台清零或提高额度。(45009)',
    en: 'The daily limit of calls is reached. Clear or raise the quota at mp.weixin.qq.com. (45009)',
  },
  48001: {
    zh: '该小程序没有此接口的权限，请在微信公众平台申请。(48001)',
    en: 'The mini program has no permission for this call. Apply for it at mp.weixin.qq.com. (48001)',
  },
  risky: { zh: '微信判定内容违规。', en: 'WeChat finds that the text breaks its rules.' },
  review: { zh: '微信建议人工审核。', en: 'WeChat recommends a manual review.' },
  timeout: { zh: '微信没有及时响应，请稍后再试。', en: 'WeChat did not respond in time. Try again soon.' },
  unreachable: { zh: '无法连接微信，请稍后再试。', en: 'WeChat cannot be reached. Try again soon.' },
  unreadable: {
    zh: '收到的响应不是微信返回的，请检查授权服务与微信之间的代理。',
    en: 'The response is not from WeChat. Check proxies between the authority and WeChat.',
  },
};

/**
 * Describes a failure. @param failure an errcode, `http_502` and the like, `timeout`, `unreachable` or `unreadable`
 */
export function describeWechatFailure(failure: string, t: Translate): string {
  const text = FAILURES[failure];
  if (text) return t(text);
  const status = /^http_(\d+)$/.exec(failure)?.[1];
  return status === undefined
    ? t({ zh: `微信拒绝了请求，错误码 ${failure}。`, en: `WeChat rejected the request, errcode ${failure}.` })
    : t({ zh: `微信网关错误，HTTP ${status}。`, en: `WeChat's gateway failed with HTTP ${status}.` });
}
