import { groupByLanguage, type TextPair } from '@app2wxapp/core';
import { INTERVAL_MS, type Pace } from './story.js';

/** Texts for showing a login step by step. */
export const storyTexts = groupByLanguage({
  title: { zh: '播放速度', en: 'Pace' },
  paces: {
    live: { zh: '实时', en: 'Live' },
    slow: { zh: '慢放', en: 'Slow' },
    step: { zh: '单步', en: 'Step' },
  } satisfies Readonly<Record<Pace, TextPair>>,
  effects: {
    live: { zh: '请求立即发出', en: 'Requests are sent at once' },
    slow: {
      zh: `每个请求停留 ${INTERVAL_MS / 1000} 秒再发出`,
      en: `Each request is held for ${INTERVAL_MS / 1000} seconds`,
    },
    step: { zh: '每个请求等你点“下一步”再发出', en: 'Each request is held until you press “Next”' },
  } satisfies Readonly<Record<Pace, TextPair>>,
  /** While no request is held. */
  idle: {
    zh: '在手机上操作：每个请求发出之前会停在这里，并说明它带了什么、谁能看到、为什么安全。',
    en: 'Use the phone. Each request is held here before it is sent, with a note on what it carries, who can see it and why it is safe.',
  },
  next: { zh: '下一步', en: 'Next' },
  pause: { zh: '暂停', en: 'Pause' },
  resume: { zh: '继续', en: 'Resume' },
  curl: { zh: '复制为 curl', en: 'Copy as curl' },
  source: { zh: '源码', en: 'Source' },
});
