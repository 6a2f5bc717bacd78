import type { TextPair } from '@app2wxapp/core';
import type { Translate } from '../language/language.js';

/**
 * What an operator does about a failed call to WeChat, by its errcode or by what else went wrong.
 * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
 */
const FAILURES: Readonly<Record<string, TextPair>> = {
  '-1': { zh: '微信繁忙，请稍后再试。(-1)', en: 'WeChat is busy. Try again soon. (-1)' },
  40001: {
    zh: 'access_token 无效，请检查是否有其他服务重置了 AppSecret 或强制刷新了 token。(40001)',
    en: 'WeChat refuses the access token. Check that nothing else resets the AppSecret or forces new tokens. (40001)',
  },
  40013: { zh: 'AppID 不正确。(40013)', en: 'The AppID is wrong. (40013)' },
  40125: { zh: 'AppSecret 不正确。(40125)', en: 'The AppSecret is wrong. (40125)' },
  40164: {
    zh: '本服务器的 IP 不在该小程序的白名单中，请在微信公众平台添加。(40164)',
    en: "This server's address is not on the mini program's IP list. Add it at mp.weixin.qq.com. (40164)",
  },
  40226: { zh: '微信判定该用户为高风险。(40226)', en: 'WeChat considers the user a risk. (40226)' },
  40243: {
    zh: 'AppSecret 已被冻结，请在微信公众平台解冻。(40243)',
    en: 'The AppSecret is frozen. Unfreeze it at mp.weixin.qq.com. (40243)',
  },
  45009: { zh: '今日调用次数已用完。(45009)', en: "Today's calls are used up. (45009)" },
  48001: {
    zh: '该小程序没有此接口的权限，请在微信公众平台申请。(48001)',
    en: 'The mini program has no permission for this call. Apply for it at mp.weixin.qq.com. (48001)',
  },
  risky: { zh: '微信判定内容违规。', en: 'WeChat considers the text unlawful.' },
  review: { zh: '微信建议人工审核。', en: 'WeChat advises that a person looks at the text.' },
  timeout: { zh: '微信未及时响应。', en: 'WeChat did not answer in time.' },
  unreachable: { zh: '无法连接微信，请稍后再试。', en: 'WeChat cannot be reached. Try again soon.' },
  unreadable: {
    zh: '响应不是微信返回的，请检查代理。',
    en: 'The answer is not one of WeChat. Check proxies.',
  },
};

/** @param failure an errcode, `http_502` and the like, `timeout`, `unreachable` or `unreadable` */
export function describeWechatFailure(failure: string, t: Translate): string {
  const text = FAILURES[failure];
  if (text) return t(text);
  const status = /^http_(\d+)$/.exec(failure)?.[1];
  return status === undefined
    ? t({ zh: `微信拒绝，错误码 ${failure}。`, en: `WeChat refuses, return code ${failure}.` })
    : t({ zh: `微信网关错误，HTTP ${status}。`, en: `WeChat's gateway failed, HTTP ${status}.` });
}
