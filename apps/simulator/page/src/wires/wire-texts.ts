import type { Language } from '../language.js';
import type { WireName } from './name-wire.js';
import type { Party } from './wire-log.js';

/** The words for the wires. */
export interface WireTexts {
  readonly title: string;
  readonly empty: string;
  readonly note: string;
  readonly parties: Readonly<Record<Party, string>>;
  readonly names: Readonly<Record<WireName, string>>;
  readonly unseen: string;
  readonly byThief: (name: string) => string;
  readonly between: (from: string, to: string) => string;
  readonly pending: string;
  readonly lost: string;
  readonly request: string;
  readonly answer: string;
  readonly handedOver: string;
  readonly nothing: string;
  readonly show: (name: string) => string;
}

const zh: WireTexts = {
  title: '线上传了什么',
  empty: '在手机上点“用微信登录”，每一步都会出现在这里。',
  note: '点任意一行看原文。ticket、code、密钥、token 和手机号都已遮住，点一下才显示。',
  parties: {
    app: 'App',
    wechat: '微信里的小程序',
    authority: '授权服务',
    weixin: '微信服务器',
    backend: '业务后端',
  },
  names: {
    launch: '打开小程序',
    pool: '读取用户池',
    issue: '申请 ticket',
    denial: '告知用户拒绝',
    avatar: '保存头像',
    session: 'code2Session',
    accessToken: '取 access_token',
    phone: '换取手机号',
    extMsg: 'extMsg 回到 App',
    login: '交出 ticket',
    exchange: '换取用户',
    claim: '凭 state 认领',
    me: 'GET /me',
    other: '其他',
  },
  unseen: 'ticket + 密钥（只在两台服务器之间）',
  byThief: (name) => `攻击者：${name}`,
  between: (from, to) => `从${from}到${to}：`,
  pending: '等待',
  lost: '没有回答',
  request: '请求',
  answer: '回答',
  handedOver: '交给对方的内容',
  nothing: '（空）',
  show: (name) => `显示或遮住 ${name}`,
};

const en: WireTexts = {
  title: 'What goes over the wires',
  empty: 'Press “Log in with WeChat” on the phone, and every step appears here.',
  note: 'Open a line to read its bytes. Tickets, codes, secrets, tokens and phone numbers are masked until you click them.',
  parties: {
    app: 'App',
    wechat: 'Mini program',
    authority: 'Authority',
    weixin: 'WeChat server',
    backend: 'Backend',
  },
  names: {
    launch: 'Open mini program',
    pool: 'Read the pool',
    issue: 'Ask for a ticket',
    denial: 'Report the refusal',
    avatar: 'Save the picture',
    session: 'code2Session',
    accessToken: 'Access token',
    phone: 'Phone number',
    extMsg: 'extMsg, back to the app',
    login: 'Hand the ticket over',
    exchange: 'Exchange the ticket',
    claim: 'Claim by state',
    me: 'GET /me',
    other: 'Something else',
  },
  unseen: 'ticket + secret, between servers only',
  byThief: (name) => `Thief: ${name}`,
  between: (from, to) => `From ${from} to ${to}:`,
  pending: 'waiting',
  lost: 'no answer',
  request: 'Request',
  answer: 'Answer',
  handedOver: 'Handed over',
  nothing: '(empty)',
  show: (name) => `Show or mask ${name}`,
};

/** The words for the wires in both languages. */
export const wireTexts: Readonly<Record<Language, WireTexts>> = { zh, en };
