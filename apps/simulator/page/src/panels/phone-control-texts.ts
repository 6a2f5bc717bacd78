import { groupByLanguage, type TextPair } from '@app2wxapp/core';
import type { PhoneTrouble } from '../phone/phone-trouble.js';

/** Texts of the phone's controls. */
export const phoneControlTexts = groupByLanguage({
  title: { zh: '故障与入口', en: 'Faults and entry points' },
  openings: {
    title: { zh: '从其他入口打开小程序', en: 'Other ways to open the mini program' },
    list: { zh: '从微信小程序列表打开', en: 'From WeChat’s mini program list' },
    card: { zh: '点击转发的卡片', en: 'From a forwarded card' },
    broken: { zh: 'App 传入错误参数', en: 'From an app, with a wrong query' },
  },
  trouble: { zh: '手机端故障', en: 'Fault on the phone' },
  troubles: {
    none: { zh: '无故障', en: 'No fault' },
    'phone-quota': { zh: '手机号验证额度用完（1400001）', en: 'Phone number quota reached (1400001)' },
    'privacy-refused': { zh: '未同意隐私保护指引（104）', en: 'Privacy guidelines refused (104)' },
    'invalid-scene': { zh: '无法返回 App（invalid scene）', en: 'Cannot return to the app (invalid scene)' },
    'app-gone': { zh: 'App 无法打开', en: 'App cannot be opened' },
  } satisfies Readonly<Record<PhoneTrouble, TextPair>>,
  largeFont: { zh: '微信大字号', en: 'Large font in WeChat' },
});
