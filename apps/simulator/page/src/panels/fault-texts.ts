import type { FaultKind } from '../../../src/wechat/faults.js';
import type { Language } from '../language.js';

/** The words for every fault. */
export interface FaultTexts {
  readonly label: string;
  readonly none: string;
  readonly kinds: Readonly<Record<FaultKind, string>>;
}

const zh: FaultTexts = {
  label: '微信服务器的故障',
  none: '没有故障',
  kinds: {
    busy: '系统繁忙（-1）',
    slow: '回答很慢',
    cut: '连接中断，没有处理',
    'answer-lost': '已经处理，回答丢了',
    'bad-gateway': '网关错误（502 网页）',
    'wrong-content-type': 'JSON 标成网页',
    'invalid-code': 'code 无效（40029）',
    'used-code': 'code 已用过（40163）',
    'risky-user': '高风险用户（40226）',
    'minute-quota': '每分钟太多（45011）',
    'daily-quota': '每天太多（45009）',
    'stale-access-token': 'access_token 不是最新（40001）',
    'expired-access-token': 'access_token 过期（42001）',
    'no-unionid': '没有 unionid',
    'numeric-country-code': '国家代码是数字',
  },
};

const en: FaultTexts = {
  label: 'What goes wrong at WeChat',
  none: 'Nothing',
  kinds: {
    busy: 'Busy (-1)',
    slow: 'Slow answers',
    cut: 'Connection cut, nothing done',
    'answer-lost': 'Done, but the answer is lost',
    'bad-gateway': 'Bad gateway (502, HTML)',
    'wrong-content-type': 'JSON labelled as HTML',
    'invalid-code': 'Invalid code (40029)',
    'used-code': 'Code used before (40163)',
    'risky-user': 'Risky user (40226)',
    'minute-quota': 'Too many a minute (45011)',
    'daily-quota': 'Too many a day (45009)',
    'stale-access-token': 'Access token not the latest (40001)',
    'expired-access-token': 'Access token expired (42001)',
    'no-unionid': 'No unionid',
    'numeric-country-code': 'Country code as a number',
  },
};

/** The words for every fault in both languages. */
export const faultTexts: Readonly<Record<Language, FaultTexts>> = { zh, en };
