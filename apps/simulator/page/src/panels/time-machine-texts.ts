import { groupByLanguage } from '@app2wxapp/core';

/** A span of whole days, hours, minutes and seconds; parts of zero are left out. */
type Span = readonly [days: number, hours: number, minutes: number, seconds: number];

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

const join = (parts: readonly number[], units: readonly string[]) =>
  parts.flatMap((part, index) => (part === 0 ? [] : [`${part} ${units[index] ?? ''}`])).join(' ');

/** Texts for moving the clocks. */
export const timeMachineTexts = groupByLanguage({
  title: { zh: '时间机器', en: 'Time machine' },
  now: { zh: '当前时间', en: 'Now' },
  ahead: { zh: (span: string) => `已快进 ${span}`, en: (span: string) => `${span} ahead` },
  span: {
    zh: (parts: Span) => join(parts, ['天', '小时', '分', '秒']),
    en: (parts: Span) => join(parts, ['d', 'h', 'min', 's']),
  },
  steps: [
    {
      aheadMs: 120 * SECOND,
      label: { zh: '+120 秒', en: '+120 s' },
      effect: { zh: '未使用的 ticket 过期', en: 'An unused ticket expires' },
    },
    {
      aheadMs: 2 * HOUR,
      label: { zh: '+2 小时', en: '+2 h' },
      effect: {
        zh: 'token 过期，App 用 refresh token 换取新的 token',
        en: 'The token expires, and the app refreshes it',
      },
    },
    {
      aheadMs: 15 * DAY,
      label: { zh: '+15 天', en: '+15 d' },
      effect: {
        zh: 'token 和 refresh token 都过期，需要重新登录',
        en: 'Token and refresh token expire: the user logs in again',
      },
    },
  ],
  back: { zh: '回到现在', en: 'Back to now' },
});
