import { groupByLanguage, type TextPair } from '@app2wxapp/core';
import type { LoginReport } from './run-login.js';

/** Texts that the demo prints. */
const TEXTS = groupByLanguage({
  starting: {
    zh: '正在启动授权服务（authority）、模拟器（simulator）和后端（backend）……',
    en: 'Starting authority, simulator and backend …',
  },
  running: { zh: 'app2wxapp 已启动：', en: 'app2wxapp is running:' },
  open: { zh: '← 打开这个地址：浏览器里的一部手机', en: '← open this address: a phone in your browser' },
  credentials: {
    zh: (path: string) => `供 curl 使用的凭据：${path}（仅本人可读）`,
    en: (path: string) => `credentials for curl: ${path} (readable by you only)`,
  },
  loginTitle: {
    zh: '一次完整的登录，每一步都是以上进程之间的 HTTP 请求：',
    en: 'One login, step by step, over HTTP between these processes:',
  },
  steps: {
    launchPath: {
      zh: ({ launchPath }) => `launch    App 请微信打开 ${launchPath}`,
      en: ({ launchPath }) => `launch    the app asks WeChat to open ${launchPath}`,
    },
    expiresIn: {
      zh: ({ expiresIn }) =>
        `ticket    小程序把微信的 code 交给授权服务，得到一次性 ticket，有效 ${expiresIn} 秒`,
      en: ({ expiresIn }) =>
        `ticket    the mini program sent WeChat's codes to the authority and received a one-time ticket, valid for ${expiresIn} s`,
    },
    extMsg: {
      zh: ({ extMsg }) => `extMsg    小程序交还给 App：${extMsg}`,
      en: ({ extMsg }) => `extMsg    the mini program returns to the app: ${extMsg}`,
    },
    user: {
      zh: () => `exchange  后端用 ticket 和用户池密钥换取了用户信息和 token`,
      en: () => `exchange  the backend exchanged the ticket and the pool's secret for the user and a token`,
    },
    me: {
      zh: ({ me }) => `GET /me   携带 token：${JSON.stringify(me)}`,
      en: ({ me }) => `GET /me   with the token: ${JSON.stringify(me)}`,
    },
  } satisfies { readonly [Step in keyof LoginReport]: TextPair<(report: LoginReport) => string> },
  again: {
    zh: '以上用户已登录。每次启动都会让同一用户再登录一次。',
    en: 'The user above is logged in. Each start logs the same user in once more.',
  },
  stop: { zh: '按 Ctrl-C 停止全部进程。', en: 'Ctrl-C stops everything.' },
  stopping: { zh: '正在停止……', en: 'Stopping …' },
  failed: {
    zh: (name: string) => `${name} 自行退出，原因见上方输出。`,
    en: (name: string) => `The ${name} exited unexpectedly. The reason is in its output above.`,
  },
});

/** Selects Chinese texts on a Chinese system, English ones elsewhere. */
export function selectTexts(locale = Intl.DateTimeFormat().resolvedOptions().locale): (typeof TEXTS)['en'] {
  return TEXTS[locale.startsWith('zh') ? 'zh' : 'en'];
}
