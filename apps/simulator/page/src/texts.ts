import type { Language } from './language.js';
import type { DrawnPicture } from './phone/drawn-pictures.js';
import type { PoolKind } from './situations/stage.js';
import { situationTexts, type SituationTexts } from './situations/situation-texts.js';
import { faultTexts, type FaultTexts } from './panels/fault-texts.js';
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
    readonly hello: (name: string) => string;
    readonly facts: {
      readonly id: string;
      readonly phone: string;
      readonly token: string;
      readonly me: string;
      readonly user: string;
    };
    readonly noPhone: string;
    readonly logOut: string;
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
  readonly faults: FaultTexts;
  readonly situations: SituationTexts;
  readonly wires: WireTexts;
  readonly unreachable: string;
}

const zh: PageTexts = {
  title: 'app2wxapp 模拟器',
  lede: '手机里有微信：点登录，看清每一步。',
  phone: {
    label: '手机',
    back: '返回',
    login: '用微信登录',
    waiting: '正在微信里等你确认',
    entering: '正在登录',
    appName: '山行',
    slogan: '下一段山路，从这里开始',
    denied: '你取消了登录。',
    cancelled: '登录没有完成，可以再试一次。',
    ended: (code) => `没有登录：${code}`,
    hello: (name) => `你好，${name}`,
    facts: {
      id: '用户 ID',
      phone: '手机号',
      token: 'Token',
      me: 'GET /me 的回答',
      user: '授权服务交出的用户',
    },
    noPhone: '未提供',
    logOut: '退出登录',
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
    privacy: '隐私保护指引由每个小程序的开发者填写，这里是模拟器，没有收集任何信息。',
  },
  setup: {
    title: '怎么登录',
    pool: '用户池',
    pools: { secret: '经业务后端', direct: 'App 直接换取', listed: '只许名单上的 App' },
    poolNotes: {
      secret: '后端用用户池密钥换取用户，App 里没有任何密钥。推荐。',
      direct: '不用密钥：App 自己换取用户。只适合演示。',
      listed: '授权服务只给 allowedAppIds 里的 App 发 ticket；这部手机上的 App 在名单上。App 自己换取用户。',
    },
    phone: '申请手机号',
    bound: '绑定本次登录（state 与 codeChallenge）',
    owner: '手机在谁手里',
    newOwner: '换一位从没来过的人',
    noPools: '还没有用户池：请用 npm start 启动，或设置 DEMO_POOLS。',
  },
  faults: faultTexts.zh,
  situations: situationTexts.zh,
  wires: wireTexts.zh,
  unreachable: '读不到模拟器的配置，请刷新。',
};

const en: PageTexts = {
  title: 'app2wxapp simulator',
  lede: 'A phone with WeChat on it: log in, and see every step.',
  phone: {
    label: 'Phone',
    back: 'Back to',
    login: 'Log in with WeChat',
    waiting: 'Waiting for you in WeChat',
    entering: 'Logging in',
    appName: 'Trailhead',
    slogan: 'Where every path begins',
    denied: 'You refused the login.',
    cancelled: 'The login was not finished. Try again.',
    ended: (code) => `Not logged in: ${code}`,
    hello: (name) => `Hello, ${name}`,
    facts: {
      id: 'User id',
      phone: 'Phone',
      token: 'Token',
      me: 'What GET /me answers',
      user: 'The user, from the authority',
    },
    noPhone: 'not shared',
    logOut: 'Log out',
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
    title: 'How to log in',
    pool: 'User pool',
    pools: { secret: 'By the backend', direct: 'By the app itself', listed: 'Listed apps only' },
    poolNotes: {
      secret:
        'The backend has the pool’s secret and exchanges the ticket; the app has no secret. Recommended.',
      direct: 'No secret: the app exchanges the ticket itself. For demonstrations only.',
      listed:
        'The authority gives tickets to the apps in allowedAppIds alone; the one on this phone is. The app exchanges them itself.',
    },
    phone: 'Ask for the phone number',
    bound: 'Bind the login (state, codeChallenge)',
    owner: 'Who has the phone',
    newOwner: 'Somebody who never was here',
    noPools: 'There is no user pool yet: start with npm start, or set DEMO_POOLS.',
  },
  faults: faultTexts.en,
  situations: situationTexts.en,
  wires: wireTexts.en,
  unreachable: 'The simulator’s configuration cannot be read. Reload the page.',
};

/** The page's texts in both languages. */
export const pageTexts: Readonly<Record<Language, PageTexts>> = { zh, en };
