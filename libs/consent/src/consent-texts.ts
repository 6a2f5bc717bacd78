import type { ConsentProblem, LaunchProblem, PhoneNotice } from './consent-state.js';

/** The languages of the page. */
export type ConsentLanguage = 'zh' | 'en';

/** A heading and the text below it. */
export interface ConsentMessage {
  readonly title: string;
  readonly text: string;
}

/** Every word that the page shows or hands to the app. `{pool}` is replaced by the pool's name. */
export interface ConsentTexts {
  readonly explaining: ConsentMessage;
  readonly wrong_scene: ConsentMessage;
  readonly opening: ConsentMessage;
  readonly asking: ConsentMessage;
  readonly working: ConsentMessage;
  readonly saving: ConsentMessage;
  readonly succeeded: ConsentMessage;
  readonly denied: ConsentMessage;
  readonly slow: string;
  readonly offline: string;
  readonly privacy: string;
  /** Of the row for a picture and the field for a nickname, where the pool asks for them. */
  readonly avatar: {
    readonly label: string;
    readonly hint: string;
    readonly choose: string;
    readonly change: string;
    readonly remove: string;
    readonly removeIt: string;
    readonly lost: string;
  };
  readonly nickname: { readonly label: string; readonly hint: string };
  readonly shares: {
    readonly identity: string;
    readonly phoneOffered: string;
    readonly phoneRequired: string;
  };
  readonly actions: {
    readonly agree: string;
    readonly agreeWithPhone: string;
    readonly agreeWithoutPhone: string;
    readonly refuse: string;
    readonly retry: string;
    readonly launchApp: string;
  };
  readonly notices: Readonly<Record<PhoneNotice, string>>;
  readonly launchProblems: Readonly<Record<LaunchProblem, string>>;
  readonly problems: Readonly<Record<ConsentProblem, ConsentMessage>>;
  /** The app's message when the user said no. */
  readonly deniedMessage: string;
}

/** Picks the language for a system's language tag (`zh_CN`, `en`, `fr-FR` …): Chinese unless it names another. */
export function pickConsentLanguage(systemLanguage: string | undefined): ConsentLanguage {
  return !systemLanguage || /^zh/i.test(systemLanguage) ? 'zh' : 'en';
}

const zh: ConsentTexts = {
  explaining: {
    title: '用微信登录 App',
    text: '这个小程序让你用微信账号登录其他 App。请在要登录的 App 里点“微信登录”，微信会自动打开这里。没有你的同意，不会提供任何信息。',
  },
  wrong_scene: {
    title: '请从 App 里开始登录',
    text: '为了账号安全，只有 App 才能发起登录，分享、扫码或收藏都不行。如果这是别人发给你的，请忽略它；要登录，请打开 App，点“微信登录”。',
  },
  opening: { title: '正在打开', text: '' },
  asking: { title: '登录 {pool}', text: '同意后将提供以下信息' },
  working: { title: '正在登录', text: '' },
  saving: { title: '正在保存头像', text: '' },
  succeeded: { title: '授权成功', text: '返回 App，即可继续使用 {pool}。' },
  denied: { title: '已取消登录', text: '没有向 {pool} 提供任何信息。' },
  slow: '网络较慢，请稍候。',
  offline: '网络已断开，恢复后再试。',
  privacy: '查看隐私保护指引',
  avatar: {
    label: '头像',
    hint: '可以不选',
    choose: '选择头像，可以不选',
    change: '更换头像',
    remove: '移除',
    removeIt: '移除头像',
    lost: '头像没有保存成功，不影响登录。',
  },
  nickname: { label: '昵称', hint: '可以不填' },
  shares: {
    identity: '你的身份标识，用来识别账号',
    phoneOffered: '你的手机号，可以不提供',
    phoneRequired: '你的手机号',
  },
  actions: {
    agree: '同意并登录',
    agreeWithPhone: '同意并提供手机号',
    agreeWithoutPhone: '不提供手机号，直接登录',
    refuse: '拒绝',
    retry: '重试',
    launchApp: '返回 App',
  },
  notices: {
    phone_refused: '你没有提供手机号。',
    privacy_refused: '需要先同意隐私保护指引，才能提供手机号。',
    phone_unavailable: '微信暂时不能提供手机号，你可以直接登录。',
    phone_expired: '手机号授权已失效，请再点一次。',
    phone_required: '登录 {pool} 需要手机号，请再确认一次。',
  },
  launchProblems: {
    invalid_scene: '微信不允许从这里直接返回，请手动切换到 App。',
    not_opened: '没能打开 App，请再试一次，或手动切换到 App。',
  },
  problems: {
    invalid_launch: { title: '打开方式不对', text: 'App 发来的登录请求有误，请更新 App 后再试。' },
    user_pool_not_found: {
      title: '应用不存在',
      text: 'App 要登录的应用不存在或已停用，请联系 App 的开发者。',
    },
    app_not_allowed: {
      title: '这个 App 不能登录',
      text: '应用没有允许这个 App 使用微信登录，请确认 App 来自官方。',
    },
    user_blocked: { title: '账号已被停用', text: '请联系 App 的客服。' },
    risky_user: {
      title: '微信拒绝了这次登录',
      text: '微信判定这个账号存在安全风险。请到微信“设置 › 账号与安全”中查看，或换一种方式登录。',
    },
    phone_required: { title: '暂时拿不到手机号', text: '登录需要手机号，而微信暂时不能提供，请稍后再试。' },
    invalid_login_code: { title: '微信登录没有成功', text: '请再试一次。' },
    wechat_unavailable: { title: '微信暂时没有应答', text: '请稍后再试。' },
    network_error: { title: '网络不通', text: '请检查网络；恢复后会自动继续。' },
    rate_limited: { title: '操作太频繁', text: '请过一会儿再试。' },
    login_expired: { title: '等待太久，登录已过期', text: '请重新登录。' },
    internal: { title: '服务暂时不可用', text: '请稍后再试。' },
  },
  deniedMessage: '用户取消授权',
};

const en: ConsentTexts = {
  explaining: {
    title: 'Log in to apps with WeChat',
    text: 'This mini program logs you in to other apps with your WeChat account. In the app, tap “Log in with WeChat” and WeChat opens this page by itself. Nothing is shared without your consent.',
  },
  wrong_scene: {
    title: 'Start in the app',
    text: 'To keep your account safe, a login starts in an app only, never from a shared card, a QR code or your favourites. If someone sent you this, ignore it. To log in, open the app and tap “Log in with WeChat”.',
  },
  opening: { title: 'Opening', text: '' },
  asking: { title: 'Log in to {pool}', text: 'With your consent it receives' },
  working: { title: 'Logging in', text: '' },
  saving: { title: 'Saving your picture', text: '' },
  succeeded: { title: 'Authorized', text: 'Return to the app to go on with {pool}.' },
  denied: { title: 'Login cancelled', text: 'Nothing was shared with {pool}.' },
  slow: 'The network is slow. One moment, please.',
  offline: 'The network is gone. Try again when it is back.',
  privacy: 'Read the privacy guidelines',
  avatar: {
    label: 'Picture',
    hint: 'If you like',
    choose: 'Choose a picture, if you like',
    change: 'Change the picture',
    remove: 'Remove',
    removeIt: 'Remove the picture',
    lost: 'Your picture was not saved. You are logged in all the same.',
  },
  nickname: { label: 'Nickname', hint: 'If you like' },
  shares: {
    identity: 'Your identity, to find your account',
    phoneOffered: 'Your phone number, if you like',
    phoneRequired: 'Your phone number',
  },
  actions: {
    agree: 'Agree and log in',
    agreeWithPhone: 'Agree and share my number',
    agreeWithoutPhone: 'Log in without my number',
    refuse: 'Refuse',
    retry: 'Try again',
    launchApp: 'Return to the app',
  },
  notices: {
    phone_refused: 'You did not share your phone number.',
    privacy_refused: 'Your number can only be shared once you agree to the privacy guidelines.',
    phone_unavailable: 'WeChat cannot give your number now. You can log in without it.',
    phone_expired: 'Your phone number took too long. Please tap once more.',
    phone_required: '{pool} needs your phone number. Please confirm it once more.',
  },
  launchProblems: {
    invalid_scene: 'WeChat does not allow the way back from here. Please switch to the app by hand.',
    not_opened: 'The app did not open. Try again, or switch to it by hand.',
  },
  problems: {
    invalid_launch: {
      title: 'Opened the wrong way',
      text: 'The app sent a login that cannot be read. Update the app and try again.',
    },
    user_pool_not_found: {
      title: 'No such application',
      text: 'What you log in to does not exist any more. Please contact the developers of the app.',
    },
    app_not_allowed: {
      title: 'This app may not log in',
      text: 'It is not on the list of allowed apps. Make sure that you have the official one.',
    },
    user_blocked: { title: 'Account blocked', text: "Please contact the app's support." },
    risky_user: {
      title: 'WeChat refused this login',
      text: 'WeChat considers this account a risk. See Settings › Account Security in WeChat, or log in another way.',
    },
    phone_required: {
      title: 'No phone number',
      text: 'The login needs your number and WeChat cannot give it now. Try again later.',
    },
    invalid_login_code: { title: 'WeChat did not log you in', text: 'Please try again.' },
    wechat_unavailable: { title: 'WeChat does not answer', text: 'Please try again later.' },
    network_error: { title: 'No network', text: 'Check the network. The login goes on when it is back.' },
    rate_limited: { title: 'Too many tries', text: 'Please wait a while and try again.' },
    login_expired: { title: 'The login has expired', text: 'You waited too long. Please log in again.' },
    internal: { title: 'Out of service', text: 'Please try again later.' },
  },
  deniedMessage: 'The user refused.',
};

/** The texts of both languages, for every skin of the flow. */
export const consentTexts: Readonly<Record<ConsentLanguage, ConsentTexts>> = { zh, en };
