import { groupByLanguage, type TextPair } from '@app2wxapp/core';
import { NOTICE_TEXTS } from './app/notice-texts.js';
import type { PoolKind } from './page-config.js';
import type { DrawnPicture } from './phone/drawn-pictures.js';

/** Texts of the page, besides the mini program's own texts and those of its panels. */
export const pageTexts = groupByLanguage({
  title: { zh: 'app2wxapp 模拟器', en: 'app2wxapp simulator' },
  lede: {
    zh: '在浏览器里走一遍微信登录，看清每个请求。',
    en: 'Log in with WeChat in the browser and see every request.',
  },
  phone: {
    label: { zh: '手机', en: 'Phone' },
    back: { zh: '返回', en: 'Back to' },
    login: { zh: '用微信登录', en: 'Log in with WeChat' },
    waiting: { zh: '请在微信中确认', en: 'Continue in WeChat' },
    entering: { zh: '正在登录', en: 'Logging in' },
    appName: { zh: '山行', en: 'Trailhead' },
    slogan: { zh: '下一段山路，从这里开始', en: 'Where every path begins' },
    notices: NOTICE_TEXTS,
    serverSilent: {
      zh: (origin: string) => `${origin} 没有响应。请确认该服务正在运行，然后重试。`,
      en: (origin: string) => `${origin} did not respond. Check that this server is running, then try again.`,
    },
    hello: { zh: (name: string) => `你好，${name}`, en: (name: string) => `Hello, ${name}` },
    /** Explains why the user has WeChat's placeholder as a name. */
    noNickname: {
      zh: '微信不再提供昵称，用户未填写时显示“微信用户”。在控制台开启“请用户填写昵称和头像”即可收集。',
      en: 'WeChat provides no nickname. A user who enters none appears as 微信用户 (“WeChat user”). Turn on “Ask for a nickname and a picture” in the console.',
    },
    facts: {
      id: { zh: '用户 ID', en: 'User id' },
      phone: { zh: '手机号', en: 'Phone' },
      token: { zh: 'Token', en: 'Token' },
      me: { zh: 'GET /me 的响应', en: 'Response of GET /me' },
      user: { zh: '授权服务返回的用户信息', en: 'The user, from the authority' },
    },
    noPhone: { zh: '未提供', en: 'not shared' },
    logOut: { zh: '退出登录', en: 'Log out' },
    deleteAccount: { zh: '注销账号', en: 'Delete account' },
    deleteForGood: { zh: '确认永久注销', en: 'Confirm deletion' },
    miniProgram: { zh: '登录小程序', en: 'WeChat login' },
    wechat: { zh: '微信', en: 'WeChat' },
    phonePrompt: {
      title: { zh: '申请获取你的手机号', en: 'wants your phone number' },
      text: { zh: '微信绑定号码', en: 'Number bound to WeChat' },
      allow: { zh: '允许', en: 'Allow' },
      refuse: { zh: '不允许', en: 'Don’t allow' },
    },
    avatarPrompt: {
      title: { zh: '选择头像', en: 'Choose a picture' },
      pictures: {
        dawn: { zh: '清晨的山', en: 'The mountain at dawn' },
        noon: { zh: '正午的山', en: 'The mountain at noon' },
        night: { zh: '夜里的山', en: 'The mountain at night' },
      } satisfies Readonly<Record<DrawnPicture, TextPair>>,
      file: { zh: '从电脑选择', en: 'From this computer' },
      cancel: { zh: '取消', en: 'Cancel' },
    },
    openPrompt: {
      title: { zh: '即将打开“山行”', en: 'About to open “Trailhead”' },
      allow: { zh: '打开', en: 'Open' },
      refuse: { zh: '取消', en: 'Cancel' },
    },
    privacy: {
      zh: '隐私保护指引由小程序开发者填写。这里是模拟器，不收集任何信息。',
      en: 'Each mini program’s developer writes these guidelines. This is a simulator and collects nothing.',
    },
  },
  setup: {
    title: { zh: '登录设置', en: 'Login settings' },
    pool: { zh: '用户池', en: 'User pool' },
    pools: {
      secret: { zh: '经后端', en: 'Via backend' },
      direct: { zh: 'App 直连', en: 'App, direct' },
      listed: { zh: 'App 白名单', en: 'Listed apps' },
      own: { zh: '你的用户池', en: 'Your pool' },
    } satisfies Readonly<Record<PoolKind, TextPair>>,
    poolNotes: {
      secret: {
        zh: '后端用用户池密钥换取用户信息，App 内没有任何密钥。推荐。',
        en: 'The backend has the pool’s secret and exchanges the ticket; the app has no secret. Recommended.',
      },
      direct: {
        zh: '不需要密钥，App 自己换取用户信息。仅适合演示。',
        en: 'No secret is required: the app exchanges the ticket itself. For demonstrations only.',
      },
      listed: {
        zh: '授权服务只给 allowedAppIds 中的 App 签发 ticket，手机上的 App 在白名单中。由 App 自己换取用户信息。',
        en: 'The authority issues tickets only to apps in allowedAppIds, such as the one on this phone. The app exchanges them itself.',
      },
      own: {
        zh: '地址栏指定的用户池、后端和小程序。',
        en: 'The pool, backend and mini program given in the address of this page.',
      },
    } satisfies Readonly<Record<PoolKind, TextPair>>,
    phone: { zh: '获取手机号', en: 'Request the phone number' },
    bound: { zh: '绑定本次登录（state 与 codeChallenge）', en: 'Bind the login (state, codeChallenge)' },
    owner: { zh: '当前微信用户', en: 'Current WeChat user' },
    newOwner: { zh: '新用户', en: 'New user' },
    noPools: {
      zh: '没有可用的用户池：请用 npm start 启动，或设置 DEMO_POOLS。',
      en: 'There is no user pool yet: start with npm start, or set DEMO_POOLS.',
    },
  },
  loading: { zh: '正在加载……', en: 'Loading…' },
  unreachable: {
    zh: '无法读取模拟器的配置，请确认模拟器仍在运行。',
    en: 'The simulator’s configuration cannot be read. Check that the simulator is still running.',
  },
  silent: {
    zh: (seconds: number) =>
      `模拟器在 ${seconds} 秒内没有响应。请确认它没有被暂停，必要时重新启动，然后重新加载本页。`,
    en: (seconds: number) =>
      `The simulator did not respond within ${seconds} s. Check that it is not paused, restart it if necessary, and reload.`,
  },
  reload: { zh: '重新加载', en: 'Reload' },
  simulatorSilent: {
    zh: '模拟器没有响应，刚才的操作没有生效。请确认它正在运行。',
    en: 'The simulator did not respond, so your change was not made. Check that it is running.',
  },
  repeat: { zh: '重试', en: 'Retry' },
});

/** Texts of the page, in one language. */
export type PageTexts = (typeof pageTexts)['zh'];
