import { groupByLanguage, type TextPair } from '@app2wxapp/core';
import type { WireName } from './name-wire.js';
import type { Party } from './wire.js';

/** Texts of the messages. */
export const wireTexts = groupByLanguage({
  title: { zh: '请求全过程', en: 'Requests, step by step' },
  empty: {
    zh: '在手机上点“用微信登录”，或点一个演练，每个请求都会出现在这里。',
    en: 'Press “Log in with WeChat” on the phone, or run a drill: each request appears here.',
  },
  note: {
    zh: '点击任意一行查看报文，敏感内容已脱敏。',
    en: 'Click a line to see the message. Secrets are masked.',
  },
  parties: {
    app: { zh: 'App', en: 'App' },
    wechat: { zh: '微信里的小程序', en: 'Mini program' },
    authority: { zh: '授权服务', en: 'Authority' },
    weixin: { zh: '微信服务器', en: 'WeChat server' },
    backend: { zh: '后端', en: 'Backend' },
  } satisfies Readonly<Record<Party, TextPair>>,
  names: {
    launch: { zh: '拉起小程序', en: 'Launch mini program' },
    pool: { zh: '读取用户池', en: 'Read the pool' },
    issue: { zh: '申请 ticket', en: 'Request a ticket' },
    denial: { zh: '上报用户拒绝授权', en: 'Report that the user denied' },
    avatar: { zh: '上传头像', en: 'Upload the picture' },
    session: { zh: 'code2Session', en: 'code2Session' },
    accessToken: { zh: '获取 access_token', en: 'Access token' },
    phone: { zh: '换取手机号', en: 'Phone number' },
    extMsg: { zh: 'extMsg 返回 App', en: 'extMsg to the app' },
    login: { zh: '提交 ticket', en: 'Send the ticket' },
    exchange: { zh: '换取用户信息', en: 'Exchange the ticket' },
    claim: { zh: '凭 state 认领登录', en: 'Claim the login by state' },
    me: { zh: 'GET /me', en: 'GET /me' },
    refresh: { zh: '刷新 token', en: 'Refresh the token' },
    logout: { zh: '退出登录', en: 'Log out' },
    other: { zh: '其他', en: 'Other' },
  } satisfies Readonly<Record<WireName, TextPair>>,
  unseen: { zh: 'ticket + 密钥（仅服务器之间）', en: 'ticket + secret, between servers only' },
  byThief: { zh: (name: string) => `攻击者：${name}`, en: (name: string) => `Attacker: ${name}` },
  between: {
    zh: (from: string, to: string) => `从${from}到${to}：`,
    en: (from: string, to: string) => `From ${from} to ${to}:`,
  },
  pending: { zh: '等待中', en: 'waiting' },
  held: { zh: '待发送', en: 'held' },
  lost: { zh: '无响应', en: 'no response' },
  unreadable: { zh: '响应不可读', en: 'unreadable' },
  request: { zh: '请求', en: 'Request' },
  answer: { zh: '响应', en: 'Response' },
  handedOver: { zh: '传递的内容', en: 'Handed over' },
  nothing: { zh: '（空）', en: '(empty)' },
  show: { zh: (name: string) => `显示或隐藏 ${name}`, en: (name: string) => `Show or hide ${name}` },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
});

/** Texts of the messages, in one language. */
export type WireTexts = (typeof wireTexts)['zh'];
