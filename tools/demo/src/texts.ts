import type { LoginReport } from './run-login.js';

/** What the demo prints, in one language. */
export interface Texts {
  readonly starting: string;
  readonly running: string;
  readonly open: string;
  readonly credentials: (path: string) => string;
  readonly loginTitle: string;
  readonly steps: { readonly [K in keyof LoginReport]: (report: LoginReport) => string };
  readonly again: string;
  readonly stop: string;
  readonly stopping: string;
  readonly failed: (name: string) => string;
}

const EN: Texts = {
  starting: 'Starting authority, simulator and backend …',
  running: 'app2wxapp is running:',
  open: '← open this one: a phone in your browser',
  credentials: (path) => `credentials for curl: ${path} (readable by you only)`,
  loginTitle: 'One login, step by step, over HTTP between these processes:',
  steps: {
    launchPath: ({ launchPath }) => `launch    the app asks WeChat to open ${launchPath}`,
    expiresIn: ({ expiresIn }) =>
      `ticket    the mini program gave WeChat's codes to the authority: a ticket, valid once and for ${expiresIn} s`,
    extMsg: ({ extMsg }) => `extMsg    the mini program returns to the app: ${extMsg}`,
    user: () =>
      `exchange  the backend exchanged the ticket, with the pool's secret, for the user and a token`,
    me: ({ me }) => `GET /me   with the token: ${JSON.stringify(me)}`,
  },
  again: 'The user above is logged in. Each start logs the same user in once more.',
  stop: 'Ctrl-C stops everything.',
  stopping: 'Stopping …',
  failed: (name) => `The ${name} ended by itself. Its own words stand above.`,
};

const ZH: Texts = {
  starting: '正在启动授权服务（authority）、模拟器（simulator）和业务后端（backend）……',
  running: 'app2wxapp 已启动：',
  open: '← 打开这个地址：浏览器里的一部手机',
  credentials: (path) => `供 curl 使用的凭据：${path}（仅本人可读）`,
  loginTitle: '一次完整的登录，逐步经由以上进程之间的 HTTP：',
  steps: {
    launchPath: ({ launchPath }) => `launch    App 请微信打开 ${launchPath}`,
    expiresIn: ({ expiresIn }) =>
      `ticket    小程序把微信的 code 交给授权服务，得到一次性 ticket，有效 ${expiresIn} 秒`,
    extMsg: ({ extMsg }) => `extMsg    小程序交还给 App：${extMsg}`,
    user: () => `exchange  业务后端用 ticket 和用户池密钥换得用户与 token`,
    me: ({ me }) => `GET /me   携带 token：${JSON.stringify(me)}`,
  },
  again: '以上用户已登录。每次启动都会让同一用户再登录一次。',
  stop: '按 Ctrl-C 停止全部进程。',
  stopping: '正在停止……',
  failed: (name) => `${name} 自行退出，原因见上方输出。`,
};

/** Chinese where the system speaks it, English elsewhere. */
export function selectTexts(locale = Intl.DateTimeFormat().resolvedOptions().locale): Texts {
  return locale.startsWith('zh') ? ZH : EN;
}
