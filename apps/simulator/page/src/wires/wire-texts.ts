import type { Language } from '../language.js';
import type { WireName } from './name-wire.js';
import type { Party } from './wire.js';

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
  readonly held: string;
  readonly lost: string;
  readonly unreadable: string;
  readonly request: string;
  readonly answer: string;
  readonly handedOver: string;
  readonly nothing: string;
  readonly show: (name: string) => string;
  readonly copy: string;
  readonly copied: string;
}

const zh: WireTexts = {
  title: '请求全过程',
  empty: '在手机上点“用微信登录”，或点一个演练，每个请求都会出现在这里。',
  note: '点击任意一行查看报文，敏感内容已脱敏。',
  parties: {
    app: 'App',
    wechat: '微信里的小程序',
    authority: '授权服务',
    weixin: '微信服务器',
    backend: '业务后端',
  },
  names: {
    launch: '拉起小程序',
    pool: '读取用户池',
    issue: '申请 ticket',
    denial: '上报用户拒绝授权',
    avatar: '上传头像',
    session: 'code2Session',
    accessToken: '获取 access_token',
    phone: '换取手机号',
    extMsg: 'extMsg 返回 App',
    login: '提交 ticket',
    exchange: '换取用户信息',
    claim: '凭 state 认领登录',
    me: 'GET /me',
    refresh: '刷新 token',
    logout: '退出登录',
    other: '其他',
  },
  unseen: 'ticket + 密钥（仅服务器之间）',
  byThief: (name) => `攻击者：${name}`,
  between: (from, to) => `从${from}到${to}：`,
  pending: '等待中',
  held: '待发送',
  lost: '无响应',
  unreadable: '响应不可读',
  request: '请求',
  answer: '响应',
  handedOver: '传递的内容',
  nothing: '（空）',
  show: (name) => `显示或隐藏 ${name}`,
  copy: '复制',
  copied: '已复制',
};

const en: WireTexts = {
  title: 'Requests, step by step',
  empty: 'Press “Log in with WeChat” on the phone, or run a drill: each request appears here.',
  note: 'Click a line for its bytes. Secrets are masked.',
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
    issue: 'Request a ticket',
    denial: 'Report that the user declined',
    avatar: 'Upload the picture',
    session: 'code2Session',
    accessToken: 'Access token',
    phone: 'Phone number',
    extMsg: 'extMsg to the app',
    login: 'Send the ticket',
    exchange: 'Exchange the ticket',
    claim: 'Claim the login by state',
    me: 'GET /me',
    refresh: 'Refresh the token',
    logout: 'Log out',
    other: 'Other',
  },
  unseen: 'ticket + secret, between servers only',
  byThief: (name) => `Attacker: ${name}`,
  between: (from, to) => `From ${from} to ${to}:`,
  pending: 'waiting',
  held: 'held',
  lost: 'no response',
  unreadable: 'unreadable',
  request: 'Request',
  answer: 'Response',
  handedOver: 'Handed over',
  nothing: '(empty)',
  show: (name) => `Show or hide ${name}`,
  copy: 'Copy',
  copied: 'Copied',
};

/** The words for the wires in both languages. */
export const wireTexts: Readonly<Record<Language, WireTexts>> = { zh, en };
