import { groupByLanguage, type TextPair } from '@app2wxapp/core';
import type { FaultKind } from '../../../src/wechat/faults.js';

/** Texts for every fault. */
export const faultTexts = groupByLanguage({
  label: { zh: '微信服务器故障', en: 'Fault at WeChat’s server' },
  none: { zh: '无故障', en: 'No fault' },
  kinds: {
    busy: { zh: '系统繁忙（-1）', en: 'Busy (-1)' },
    slow: { zh: '响应缓慢', en: 'Slow responses' },
    cut: { zh: '连接中断，请求未处理', en: 'Connection cut, request not handled' },
    'answer-lost': { zh: '请求已处理，响应丢失', en: 'Request handled, response lost' },
    'bad-gateway': { zh: '网关错误（502，HTML）', en: 'Bad gateway (502, HTML)' },
    'wrong-content-type': { zh: 'Content-Type 错误（JSON 标为 HTML）', en: 'JSON labelled as HTML' },
    'invalid-code': { zh: 'code 无效（40029）', en: 'Invalid code (40029)' },
    'used-code': { zh: 'code 已被使用（40163）', en: 'Code already used (40163)' },
    'risky-user': { zh: '高风险用户（40226）', en: 'Risky user (40226)' },
    'minute-quota': { zh: '调用过于频繁（45011）', en: 'Rate limit per minute (45011)' },
    'daily-quota': { zh: '当日调用超限（45009）', en: 'Daily quota reached (45009)' },
    'stale-access-token': { zh: 'access_token 已失效（40001）', en: 'Access token invalid (40001)' },
    'expired-access-token': { zh: 'access_token 已过期（42001）', en: 'Access token expired (42001)' },
    'wrong-app-id': { zh: 'AppID 无效（40013）', en: 'AppID invalid (40013)' },
    'wrong-secret': { zh: 'AppSecret 错误（40125）', en: 'AppSecret wrong (40125)' },
    'address-not-listed': { zh: 'IP 不在白名单（40164）', en: 'Address not on the list (40164)' },
    'secret-frozen': { zh: 'AppSecret 已冻结（40243）', en: 'AppSecret frozen (40243)' },
    'no-permission': { zh: '没有接口权限（48001）', en: 'No permission for the interface (48001)' },
    'no-unionid': { zh: '不返回 unionid', en: 'No unionid' },
    'numeric-country-code': { zh: '国家代码为数字类型', en: 'Country code as a number' },
    'risky-text': { zh: '昵称检测：违规', en: 'Nickname check: risky' },
    'doubtful-text': { zh: '昵称检测：需人工审核', en: 'Nickname check: review' },
  } satisfies Readonly<Record<FaultKind, TextPair>>,
});
