import type { Language } from '../language.js';
import type { PhoneTrouble } from '../phone/phone-trouble.js';

/** The words for what can be done to the phone. */
export interface PhoneControlTexts {
  readonly title: string;
  readonly openings: {
    readonly title: string;
    readonly list: string;
    readonly card: string;
    readonly broken: string;
  };
  readonly trouble: string;
  readonly troubles: Readonly<Record<PhoneTrouble, string>>;
  readonly largeFont: string;
}

const zh: PhoneControlTexts = {
  title: '故障与入口',
  openings: {
    title: '从其他入口打开小程序',
    list: '从微信小程序列表打开',
    card: '点击转发的卡片',
    broken: 'App 传入错误参数',
  },
  trouble: '手机端故障',
  troubles: {
    none: '无故障',
    'phone-quota': '手机号验证额度用完（1400001）',
    'privacy-refused': '未同意隐私保护指引（104）',
    'invalid-scene': '无法返回 App（invalid scene）',
    'app-gone': 'App 无法打开',
  },
  largeFont: '微信大字号',
};

const en: PhoneControlTexts = {
  title: 'Faults and entry points',
  openings: {
    title: 'Other ways to open the mini program',
    list: 'From WeChat’s list',
    card: 'From a forwarded card',
    broken: 'From an app, with a wrong query',
  },
  trouble: 'Fault on the phone',
  troubles: {
    none: 'No fault',
    'phone-quota': 'Phone number quota used up (1400001)',
    'privacy-refused': 'Privacy guidelines refused (104)',
    'invalid-scene': 'Cannot return to the app (invalid scene)',
    'app-gone': 'App cannot be opened',
  },
  largeFont: 'Large font in WeChat',
};

/** The words for what can be done to the phone, in both languages. */
export const phoneControlTexts: Readonly<Record<Language, PhoneControlTexts>> = { zh, en };
