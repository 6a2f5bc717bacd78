import type { Language } from '../language.js';
import type { PhoneTrouble } from '../phone/phone-trouble.js';

/** The words for what can be done to the phone. */
export interface PhoneControlTexts {
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
  openings: {
    title: '不从登录按钮打开小程序',
    list: '从微信的列表打开',
    card: '点别人转发的卡片',
    broken: 'App 传了错误的参数',
  },
  trouble: '手机上的故障',
  troubles: {
    none: '没有故障',
    'phone-quota': '手机号额度用完（1400001）',
    'privacy-refused': '不同意隐私指引（104）',
    'invalid-scene': '不能返回 App（invalid scene）',
    'app-gone': 'App 打不开',
  },
  largeFont: '微信用大号字体',
};

const en: PhoneControlTexts = {
  openings: {
    title: 'Open the mini program otherwise',
    list: 'From WeChat’s list',
    card: 'From a forwarded card',
    broken: 'By an app, with a wrong query',
  },
  trouble: 'What goes wrong on the phone',
  troubles: {
    none: 'Nothing',
    'phone-quota': 'No quota for phone numbers (1400001)',
    'privacy-refused': 'Privacy guidelines refused (104)',
    'invalid-scene': 'No way back to the app (invalid scene)',
    'app-gone': 'The app does not open',
  },
  largeFont: 'Large letters in WeChat',
};

/** The words for what can be done to the phone, in both languages. */
export const phoneControlTexts: Readonly<Record<Language, PhoneControlTexts>> = { zh, en };
