import { groupByLanguage, type Language, type TextPair } from '@app2wxapp/core';
import type { ConsentProblem, LaunchProblem, PhoneNotice } from './consent-state.js';

/**
 * Picks the language for a system's language tag (`zh_CN`, `en`, `fr-FR` …): Chinese unless the tag names another.
 */
export function pickConsentLanguage(systemLanguage: string | undefined): Language {
  return !systemLanguage || /^zh/i.test(systemLanguage) ? 'zh' : 'en';
}

/**
 * Texts that the page shows or returns to the app, by language, for every skin of the flow. `{pool}` is replaced by
 * the pool's name.
 */
export const consentTexts = groupByLanguage({
  explaining: {
    title: { zh: '用微信登录 App', en: 'Log in to apps with WeChat' },
    text: {
      zh: '这个小程序让你用微信账号登录其他 App。请在要登录的 App 里点“微信登录”，微信会自动打开这里。没有你的同意，不会提供任何信息。',
      en: 'This mini program logs you in to other apps with your WeChat account. In the app, tap “Log in with WeChat” and WeChat opens this page by itself. Nothing is shared without your consent.',
    },
  },
  wrong_scene: {
    title: { zh: '请从 App 里开始登录', en: 'Start the login in the app' },
    text: {
      zh: '为了账号安全，只有 App 才能发起登录，分享、扫码或收藏都不行。如果这是别人发给你的，请忽略它；要登录，请打开 App，点“微信登录”。',
      en: 'To keep your account safe, only an app can start a login; a shared card, a QR code or a favourite cannot. If someone sent you this, ignore it. To log in, open the app and tap “Log in with WeChat”.',
    },
  },
  opening: {
    title: { zh: '正在打开', en: 'Opening' },
    text: { zh: '', en: '' },
  },
  asking: {
    title: { zh: '登录 {pool}', en: 'Log in to {pool}' },
    text: { zh: '同意后将提供以下信息', en: 'If you agree, it receives' },
  },
  working: {
    title: { zh: '正在登录', en: 'Logging in' },
    text: { zh: '', en: '' },
  },
  saving: {
    title: { zh: '正在保存头像', en: 'Saving your picture' },
    text: { zh: '', en: '' },
  },
  succeeded: {
    title: { zh: '授权成功', en: 'Authorized' },
    text: { zh: '返回 App，即可继续使用 {pool}。', en: 'Return to the app to continue to {pool}.' },
  },
  denied: {
    title: { zh: '已取消登录', en: 'Login cancelled' },
    text: { zh: '没有向 {pool} 提供任何信息。', en: 'Nothing was shared with {pool}.' },
  },
  slow: { zh: '网络较慢，请稍候。', en: 'The network is slow. One moment, please.' },
  offline: { zh: '网络已断开，恢复后再试。', en: 'You are offline. Try again when the network is back.' },
  privacy: { zh: '查看隐私保护指引', en: 'Read the privacy guidelines' },
  /** Texts of the row for a picture and the field for a nickname, in pools that ask for them. */
  avatar: {
    label: { zh: '头像', en: 'Picture' },
    hint: { zh: '可以不选', en: 'Optional' },
    choose: { zh: '选择头像，可以不选', en: 'Choose a picture (optional)' },
    change: { zh: '更换头像', en: 'Change the picture' },
    remove: { zh: '移除', en: 'Remove' },
    removeIt: { zh: '移除头像', en: 'Remove the picture' },
    lost: {
      zh: '头像没有保存成功，不影响登录。',
      en: 'Your picture was not saved. This does not affect your login.',
    },
  },
  nickname: {
    label: { zh: '昵称', en: 'Nickname' },
    hint: { zh: '可以不填', en: 'Optional' },
  },
  shares: {
    identity: { zh: '你的身份标识，用来识别账号', en: 'Your ID, to find your account' },
    phoneOffered: { zh: '你的手机号，可以不提供', en: 'Your phone number (optional)' },
    phoneRequired: { zh: '你的手机号', en: 'Your phone number' },
  },
  actions: {
    agree: { zh: '同意并登录', en: 'Agree and log in' },
    agreeWithPhone: { zh: '同意并提供手机号', en: 'Agree and share my number' },
    agreeWithoutPhone: { zh: '不提供手机号，直接登录', en: 'Log in without my number' },
    refuse: { zh: '拒绝', en: 'Deny' },
    retry: { zh: '重试', en: 'Try again' },
    launchApp: { zh: '返回 App', en: 'Return to the app' },
  },
  notices: {
    phone_refused: { zh: '你没有提供手机号。', en: 'You did not share your phone number.' },
    privacy_refused: {
      zh: '需要先同意隐私保护指引，才能提供手机号。',
      en: 'Your number can only be shared once you agree to the privacy guidelines.',
    },
    phone_unavailable: {
      zh: '微信暂时不能提供手机号，你可以直接登录。',
      en: 'WeChat cannot provide your number now. You can log in without it.',
    },
    phone_expired: {
      zh: '手机号授权已失效，请再点一次。',
      en: 'The phone number was not confirmed in time. Please tap again.',
    },
    phone_required: {
      zh: '登录 {pool} 需要手机号，请再确认一次。',
      en: '{pool} requires your phone number. Please confirm it again.',
    },
  } satisfies Readonly<Record<PhoneNotice, TextPair>>,
  launchProblems: {
    invalid_scene: {
      zh: '微信不允许从这里直接返回，请手动切换到 App。',
      en: 'WeChat cannot return to the app from here. Please switch to the app yourself.',
    },
    not_opened: {
      zh: '没能打开 App，请再试一次，或手动切换到 App。',
      en: 'The app did not open. Try again, or switch to it yourself.',
    },
  } satisfies Readonly<Record<LaunchProblem, TextPair>>,
  problems: {
    invalid_launch: {
      title: { zh: '打开方式不对', en: 'Invalid login request' },
      text: {
        zh: 'App 发来的登录请求有误，请更新 App 后再试。',
        en: 'The app sent an invalid login request. Update the app and try again.',
      },
    },
    user_pool_not_found: {
      title: { zh: '应用不存在', en: 'Application not found' },
      text: {
        zh: 'App 要登录的应用不存在或已停用，请联系 App 的开发者。',
        en: 'The application does not exist or was removed. Please contact the developers of the app.',
      },
    },
    app_not_allowed: {
      title: { zh: '这个 App 不能登录', en: 'This app cannot log in' },
      text: {
        zh: '应用没有允许这个 App 使用微信登录，请确认 App 来自官方。',
        en: 'The app is not on the list of allowed apps. Make sure that you have the official app.',
      },
    },
    user_blocked: {
      title: { zh: '账号已被停用', en: 'Account blocked' },
      text: { zh: '请联系 App 的客服。', en: "Please contact the app's support." },
    },
    risky_user: {
      title: { zh: '微信拒绝了这次登录', en: 'WeChat rejected this login' },
      text: {
        zh: '微信判定这个账号存在安全风险。请到微信“设置 › 账号与安全”中查看，或换一种方式登录。',
        en: 'WeChat reports a security risk for this account. See Settings › Account Security in WeChat, or log in another way.',
      },
    },
    phone_required: {
      title: { zh: '暂时拿不到手机号', en: 'Phone number unavailable' },
      text: {
        zh: '登录需要手机号，而微信暂时不能提供，请稍后再试。',
        en: 'This login requires your phone number, and WeChat cannot provide it now. Try again later.',
      },
    },
    invalid_login_code: {
      title: { zh: '微信登录没有成功', en: 'WeChat login failed' },
      text: { zh: '请再试一次。', en: 'Please try again.' },
    },
    wechat_unavailable: {
      title: { zh: '微信暂时没有响应', en: 'WeChat does not respond' },
      text: { zh: '请稍后再试。', en: 'Please try again later.' },
    },
    network_error: {
      title: { zh: '网络不通', en: 'No network' },
      text: {
        zh: '请检查网络；恢复后会自动继续。',
        en: 'Check the network. The login continues when it is back.',
      },
    },
    rate_limited: {
      title: { zh: '操作太频繁', en: 'Too many attempts' },
      text: { zh: '请过一会儿再试。', en: 'Please wait a while and try again.' },
    },
    login_expired: {
      title: { zh: '等待太久，登录已过期', en: 'The login has expired' },
      text: { zh: '请重新登录。', en: 'You waited too long. Please log in again.' },
    },
    internal: {
      title: { zh: '服务暂时不可用', en: 'Service unavailable' },
      text: { zh: '请稍后再试。', en: 'Please try again later.' },
    },
  } satisfies Readonly<Record<ConsentProblem, { readonly title: TextPair; readonly text: TextPair }>>,
  /** Message to the app when the user denied. */
  deniedMessage: { zh: '用户取消授权', en: 'The user denied the login.' },
});

/** Texts of the page in one language. */
export type ConsentTexts = (typeof consentTexts)['zh'];
