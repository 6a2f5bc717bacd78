import type { Language } from '../language.js';
import { INTERVAL_MS, type Pace } from './story.js';

/** The words for telling a login step by step. */
export interface StoryTexts {
  readonly title: string;
  readonly paces: Readonly<Record<Pace, string>>;
  readonly effects: Readonly<Record<Pace, string>>;
  /** While no request is held. */
  readonly idle: string;
  readonly next: string;
  readonly pause: string;
  readonly resume: string;
  readonly curl: string;
  readonly source: string;
}

const zh: StoryTexts = {
  title: '播放速度',
  paces: { live: '实时', slow: '慢放', step: '单步' },
  effects: {
    live: '请求立即发出',
    slow: `每个请求停留 ${INTERVAL_MS / 1000} 秒再发出`,
    step: '每个请求等你点“下一步”再发出',
  },
  idle: '在手机上操作：每个请求发出之前会停在这里，并说明它带了什么、谁能看到、为什么安全。',
  next: '下一步',
  pause: '暂停',
  resume: '继续',
  curl: '复制为 curl',
  source: '源码',
};

const en: StoryTexts = {
  title: 'Pace',
  paces: { live: 'Live', slow: 'Slow', step: 'Step' },
  effects: {
    live: 'Requests are sent at once',
    slow: `Each request is held for ${INTERVAL_MS / 1000} seconds`,
    step: 'Each request is held until you press “Next”',
  },
  idle: 'Use the phone. Each request is held here before it is sent: what it carries, who sees it, why it is safe.',
  next: 'Next',
  pause: 'Pause',
  resume: 'Resume',
  curl: 'Copy as curl',
  source: 'Source',
};

/** The words for telling a login step by step, in both languages. */
export const storyTexts: Readonly<Record<Language, StoryTexts>> = { zh, en };
