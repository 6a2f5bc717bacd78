import type { Language } from './language.js';
import type { DrawnPicture } from './phone/drawn-pictures.js';
import type { PoolKind } from './page-config.js';
import { scenarioTexts } from './scenarios/scenario-texts.js';
import type { ScenarioTexts } from './scenarios/scenario.js';
import { wireTexts, type WireTexts } from './wires/wire-texts.js';

/** What the page says, besides the mini program's own texts. */
export interface PageTexts {
  readonly title: string;
  readonly lede: string;
  readonly phone: {
    readonly label: string;
    readonly back: string;
    readonly login: string;
    readonly waiting: string;
    readonly entering: string;
    readonly appName: string;
    readonly slogan: string;
    readonly denied: string;
    readonly cancelled: string;
    readonly ended: (code: string) => string;
    readonly secretRequired: string;
    readonly serverSilent: (origin: string) => string;
    readonly tokenRefreshed: string;
    readonly sessionExpired: string;
    readonly hello: (name: string) => string;
    /** Says why the user is called what WeChat calls everyone. */
    readonly noNickname: string;
    readonly facts: {
      readonly id: string;
      readonly phone: string;
      readonly token: string;
      readonly me: string;
      readonly user: string;
    };
    readonly noPhone: string;
    readonly logOut: string;
    readonly deleteAccount: string;
    readonly deleteForGood: string;
    readonly accountDeleted: string;
    readonly miniProgram: string;
    readonly wechat: string;
    readonly phonePrompt: {
      readonly title: string;
      readonly text: string;
      readonly allow: string;
      readonly refuse: string;
    };
    readonly avatarPrompt: {
      readonly title: string;
      readonly pictures: Readonly<Record<DrawnPicture, string>>;
      readonly file: string;
      readonly cancel: string;
    };
    readonly openPrompt: { readonly title: string; readonly allow: string; readonly refuse: string };
    readonly privacy: string;
  };
  readonly setup: {
    readonly title: string;
    readonly pool: string;
    readonly pools: Readonly<Record<PoolKind, string>>;
    readonly poolNotes: Readonly<Record<PoolKind, string>>;
    readonly phone: string;
    readonly bound: string;
    readonly owner: string;
    readonly newOwner: string;
    readonly noPools: string;
  };
  readonly scenarios: ScenarioTexts;
  readonly wires: WireTexts;
  readonly loading: string;
  readonly unreachable: string;
  readonly silent: (seconds: number) => string;
  readonly reload: string;
  readonly simulatorSilent: string;
  readonly repeat: string;
}

const zh: PageTexts = {
  title: 'app2wxapp 模拟器',
  lede: '在浏览器里走一遍微信登录，看清每个请求。',
  phone: {
    label: '手机',
    back: '返回',
    login: '用微信登录',
    waiting: '请在微信中确认',
    entering: '正在登录',
    appName: '山行',
    slogan: '下一段山路，从这里开始',
    denied: '你拒绝了授权，未登录。',
    cancelled: '登录未完成，可以再试一次。',
    ended: (code) => `未登录：${code}`,
    tokenRefreshed: 'token 已过期，App 已用 refresh token 换取新的 token。',
    sessionExpired: '登录已过期，请重新登录。',
    secretRequired: '该用户池要求密钥，App 不能自己换取用户信息。请在地址中加上 backend=后端的地址。',
    serverSilent: (origin) => `${origin} 没有响应。请确认该服务正在运行，然后重试。`,
    hello: (name) => `你好，${name}`,
    noNickname: '微信不再提供昵称，用户未填写时显示“微信用户”。在控制台开启“填写昵称和头像”即可收集。',
    facts: {
      id: '用户 ID',
      phone: '手机号',
      token: 'Token',
      me: 'GET /me 的响应',
      user: '授权服务返回的用户信息',
    },
    noPhone: '未提供',
    logOut: '退出登录',
    deleteAccount: '注销账号',
    deleteForGood: '再点一次，永久注销',
    accountDeleted: '账号已注销，再次登录将是新账号。',
    miniProgram: '登录小程序',
    wechat: '微信',
    phonePrompt: {
      title: '申请获取你的手机号',
      text: '微信绑定号码',
      allow: '允许',
      refuse: '不允许',
    },
    avatarPrompt: {
      title: '选择头像',
      pictures: { dawn: '清晨的山', noon: '正午的山', night: '夜里的山' },
      file: '从电脑选择',
      cancel: '取消',
    },
    openPrompt: { title: '即将打开“山行”', allow: '打开', refuse: '取消' },
    privacy: '隐私保护指引由小程序开发者填写。这里是模拟器，不收集任何信息。',
  },
  setup: {
    title: '登录设置',
    pool: '用户池',
    pools: { secret: '经业务后端', direct: 'App 直连', listed: 'App 白名单', own: '你的用户池' },
    poolNotes: {
      secret: '后端用用户池密钥换取用户信息，App 内没有任何密钥。推荐。',
      direct: '不需要密钥，App 自己换取用户信息。仅适合演示。',
      listed:
        '授权服务只给 allowedAppIds 中的 App 签发 ticket，手机上的 App 在白名单中。由 App 自己换取用户信息。',
      own: '地址栏指定的用户池、后端和小程序。',
    },
    phone: '获取手机号',
    bound: '绑定本次登录（state 与 codeChallenge）',
    owner: '当前微信用户',
    newOwner: '新用户',
    noPools: '没有可用的用户池：请用 npm start 启动，或设置 DEMO_POOLS。',
  },
  scenarios: scenarioTexts.zh,
  wires: wireTexts.zh,
  loading: '正在加载……',
  unreachable: '无法读取模拟器的配置，请确认模拟器仍在运行。',
  silent: (seconds) =>
    `模拟器在 ${seconds} 秒内没有响应。请确认它没有被暂停，必要时重新启动，然后重新加载本页。`,
  reload: '重新加载',
  simulatorSilent: '模拟器没有响应，刚才的操作没有生效。请确认它正在运行。',
  repeat: '重试',
};

const en: PageTexts = {
  title: 'app2wxapp simulator',
  lede: 'Log in with WeChat in the browser, and see each request.',
  phone: {
    label: 'Phone',
    back: 'Back to',
    login: 'Log in with WeChat',
    waiting: 'Continue in WeChat',
    entering: 'Logging in',
    appName: 'Trailhead',
    slogan: 'Where every path begins',
    denied: 'You declined. Not logged in.',
    cancelled: 'The login was not finished. Try again.',
    ended: (code) => `Not logged in: ${code}`,
    tokenRefreshed: 'The token had expired. The app refreshed it.',
    sessionExpired: 'Your login has expired. Log in again.',
    secretRequired:
      'This pool requires its secret, which no app has. Add backend=… with your backend’s origin to the address.',
    serverSilent: (origin) => `${origin} did not respond. Check that this server runs, then try again.`,
    hello: (name) => `Hello, ${name}`,
    noNickname:
      'WeChat provides no nickname: a user who enters none is called 微信用户 (“WeChat user”). Turn on “Ask for a nickname and a picture” in the console to collect it.',
    facts: {
      id: 'User id',
      phone: 'Phone',
      token: 'Token',
      me: 'Response of GET /me',
      user: 'The user, from the authority',
    },
    noPhone: 'not shared',
    logOut: 'Log out',
    deleteAccount: 'Delete account',
    deleteForGood: 'Tap again to delete for good',
    accountDeleted: 'Account deleted. The next login is a new account.',
    miniProgram: 'WeChat login',
    wechat: 'WeChat',
    phonePrompt: {
      title: 'wants your phone number',
      text: 'Number bound to WeChat',
      allow: 'Allow',
      refuse: 'Don’t allow',
    },
    avatarPrompt: {
      title: 'Choose a picture',
      pictures: {
        dawn: 'The mountain at dawn',
        noon: 'The mountain at noon',
        night: 'The mountain at night',
      },
      file: 'From this computer',
      cancel: 'Cancel',
    },
    openPrompt: { title: 'About to open “Trailhead”', allow: 'Open', refuse: 'Cancel' },
    privacy:
      'Each mini program’s developer writes these guidelines. This is a simulator and collects nothing.',
  },
  setup: {
    title: 'Login settings',
    pool: 'User pool',
    pools: { secret: 'Via backend', direct: 'App, direct', listed: 'Listed apps', own: 'Your pool' },
    poolNotes: {
      secret:
        'The backend has the pool’s secret and exchanges the ticket; the app has no secret. Recommended.',
      direct: 'No secret needed: the app exchanges the ticket itself. For demonstrations only.',
      listed:
        'The authority issues tickets only to apps in allowedAppIds, such as the one on this phone. The app exchanges them itself.',
      own: 'The pool, backend and mini program that the address of this page names.',
    },
    phone: 'Request the phone number',
    bound: 'Bind the login (state, codeChallenge)',
    owner: 'Current WeChat user',
    newOwner: 'New user',
    noPools: 'There is no user pool yet: start with npm start, or set DEMO_POOLS.',
  },
  scenarios: scenarioTexts.en,
  wires: wireTexts.en,
  loading: 'Loading…',
  unreachable: 'The simulator’s configuration cannot be read. Check that the simulator still runs.',
  silent: (seconds) =>
    `The simulator did not respond within ${seconds} s. Check that it is not paused, restart it if necessary, and reload.`,
  reload: 'Reload',
  simulatorSilent: 'The simulator did not respond, and your change was not made. Check that it runs.',
  repeat: 'Retry',
};

/** The page's texts in both languages. */
export const pageTexts: Readonly<Record<Language, PageTexts>> = { zh, en };
