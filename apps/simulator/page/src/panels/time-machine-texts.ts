import type { Language } from '../language.js';

/** The words for moving the clocks. */
export interface TimeMachineTexts {
  readonly title: string;
  readonly now: string;
  readonly ahead: (span: string) => string;
  /** A span of whole days, hours, minutes and seconds; parts of zero are left out. */
  readonly span: (parts: readonly [days: number, hours: number, minutes: number, seconds: number]) => string;
  readonly steps: readonly { readonly aheadMs: number; readonly label: string; readonly effect: string }[];
  readonly back: string;
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

const join = (parts: readonly number[], units: readonly string[]) =>
  parts.flatMap((part, index) => (part === 0 ? [] : [`${part} ${units[index] ?? ''}`])).join(' ');

const zh: TimeMachineTexts = {
  title: '时间机器',
  now: '当前时间',
  ahead: (span) => `已快进 ${span}`,
  span: (parts) => join(parts, ['天', '小时', '分', '秒']),
  steps: [
    { aheadMs: 120 * SECOND, label: '+120 秒', effect: '等待中的 ticket 过期' },
    { aheadMs: 2 * HOUR, label: '+2 小时', effect: 'token 过期，App 用 refresh token 换取新的 token' },
    { aheadMs: 15 * DAY, label: '+15 天', effect: 'token 和 refresh token 都过期，需要重新登录' },
  ],
  back: '回到现在',
};

const en: TimeMachineTexts = {
  title: 'Time machine',
  now: 'Now',
  ahead: (span) => `${span} ahead`,
  span: (parts) => join(parts, ['d', 'h', 'min', 's']),
  steps: [
    { aheadMs: 120 * SECOND, label: '+120 s', effect: 'A waiting ticket expires' },
    { aheadMs: 2 * HOUR, label: '+2 h', effect: 'The token expires, and the app refreshes it' },
    { aheadMs: 15 * DAY, label: '+15 d', effect: 'Token and refresh token expire: the user logs in again' },
  ],
  back: 'Back to now',
};

/** The words for moving the clocks in both languages. */
export const timeMachineTexts: Readonly<Record<Language, TimeMachineTexts>> = { zh, en };
