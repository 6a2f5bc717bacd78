import type { FaultKind } from '../../../src/wechat/faults.js';
import type { Language } from '../language.js';

/** The words for every fault. */
export interface FaultTexts {
  readonly label: string;
  readonly none: string;
  readonly kinds: Readonly<Record<FaultKind, string>>;
}

const zh: FaultTexts = {
  label: '微信服务器故障',
  none: '无故障',
  kinds: {
    busy: '系统繁忙（-1）',
    slow: '响应缓慢',
    cut: '连接中断，请求未处理',
    'answer-lost': '请求已处理，响应丢失',
    'bad-gateway': '网关错误（502，HTML）',
    'wrong-content-type': 'Content-Type 错误（JSON 标为 HTML）',
    'invalid-code': 'code 无效（40029）',
    'used-code': 'code 已被使用（40163）',
    'risky-user': '高风险用户（40226）',
    'minute-quota': '调用过于频繁（45011）',
    'daily-quota': '当日调用超限（45009）',
    'stale-access-token': 'access_token 已失效（40001）',
    'expired-access-token': 'access_token 已过期（42001）',
    'wrong-app-id': 'AppID 无效（40013）',
    'wrong-secret': 'AppSecret 错误（40125）',
    'address-not-listed': 'IP 不在白名单（40164）',
    'secret-frozen': 'AppSecret 已冻结（40243）',
    'no-permission': '没有接口权限（48001）',
    'no-unionid': '不返回 unionid',
    'numeric-country-code': '国家代码为数字类型',
    'risky-text': '昵称检测：违规',
    'doubtful-text': '昵称检测：需人工审核',
  },
};

const en: FaultTexts = {
  label: 'Fault at WeChat’s server',
  none: 'No fault',
  kinds: {
    busy: 'Busy (-1)',
    slow: 'Slow responses',
    cut: 'Connection cut, request not handled',
    'answer-lost': 'Request handled, response lost',
    'bad-gateway': 'Bad gateway (502, HTML)',
    'wrong-content-type': 'JSON labelled as HTML',
    'invalid-code': 'Invalid code (40029)',
    'used-code': 'Code already used (40163)',
    'risky-user': 'Risky user (40226)',
    'minute-quota': 'Rate limit per minute (45011)',
    'daily-quota': 'Daily quota used up (45009)',
    'stale-access-token': 'Access token invalid (40001)',
    'expired-access-token': 'Access token expired (42001)',
    'wrong-app-id': 'AppID invalid (40013)',
    'wrong-secret': 'AppSecret wrong (40125)',
    'address-not-listed': 'Address not on the list (40164)',
    'secret-frozen': 'AppSecret frozen (40243)',
    'no-permission': 'No permission for the interface (48001)',
    'no-unionid': 'No unionid',
    'numeric-country-code': 'Country code as a number',
    'risky-text': 'Nickname check: risky',
    'doubtful-text': 'Nickname check: review',
  },
};

/** The words for every fault in both languages. */
export const faultTexts: Readonly<Record<Language, FaultTexts>> = { zh, en };
