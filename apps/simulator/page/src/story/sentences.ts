import { groupByLanguage, type TextPair } from '@app2wxapp/core';
import type { WireName } from '../wires/name-wire.js';

/** Texts of each arrow: its content, its readers and why that is safe; one short text for each, in both languages. */
export const sentences = groupByLanguage({
  launch: {
    zh: 'App 通过微信 SDK 拉起小程序，只带公开参数：用户池 ID，绑定登录时还有 state 和 codeChallenge。codeChallenge 是 codeVerifier 的哈希，codeVerifier 本身没有离开 App。',
    en: 'The app launches the mini program through the WeChat SDK with public parameters only: the pool id and, for a bound login, state and codeChallenge. The codeChallenge is a hash of the codeVerifier, which never leaves the app.',
  },
  pool: {
    zh: '小程序读取用户池的公开信息：名称、图标、是否需要手机号。请求不带任何密钥，谁都可以读取。',
    en: 'The mini program reads the public data of the pool: name, logo and whether a phone number is required. The request carries no secret; any caller may read this data.',
  },
  issue: {
    zh: '小程序把 wx.login 得到的 code 交给授权服务，换取 ticket；用户提供手机号时还有手机号 code。code 只能使用一次，没有 AppSecret 的人拿到它也查不到用户是谁。',
    en: 'The mini program sends the login code of wx.login to the authority, with a phone code if the user shared a number, and receives a ticket. A code works once, and without the AppSecret it does not reveal the user.',
  },
  denial: {
    zh: '用户拒绝授权，小程序上报这次登录的 state，让 App 能得知结果。请求中没有用户信息。',
    en: 'The user denied the login. The mini program reports the state of this login so that the app can learn the result. The request carries no user data.',
  },
  avatar: {
    zh: '小程序上传用户选择的头像，凭证由授权服务随 ticket 签发，只对这个用户有效，两分钟后过期。',
    en: 'The mini program uploads the picture that the user chose. Its credential came with the ticket, is valid for this user only, and expires after two minutes.',
  },
  session: {
    zh: '授权服务用 code 和 AppSecret 向微信服务器换取 openid。AppSecret 只在授权服务中，微信返回的 session_key 也不会交给小程序或 App。',
    en: 'The authority sends the login code and the AppSecret to WeChat and receives the openid. Only the authority has the AppSecret. It passes WeChat’s session_key on to neither mini program nor app.',
  },
  accessToken: {
    zh: '授权服务用 AppID 和 AppSecret 获取 access_token，供调用微信接口使用。它只在服务器之间传递，有效期两小时，到期前会更新。',
    en: 'The authority requests an access_token for WeChat’s API with AppID and AppSecret. Only servers see it. It is valid for two hours and is renewed before it expires.',
  },
  phone: {
    zh: '授权服务用 access_token 和手机号 code 向微信换取手机号。号码由微信给出，App 无法伪造；code 只能使用一次。',
    en: 'The authority sends the phone code and its access_token to WeChat and receives the phone number. The number comes from WeChat, so no app can forge it. The code works once.',
  },
  extMsg: {
    zh: '微信通过 extMsg 把 ticket 带回 App。手机上的恶意 App 可能截获它；登录已绑定时，没有 codeVerifier 就无法使用这个 ticket。',
    en: 'WeChat returns the ticket to the app in extMsg. A hostile app on the phone may intercept it; when the login is bound, the ticket is useless without the codeVerifier.',
  },
  login: {
    zh: 'App 把 ticket 交给自己的后端，绑定登录时还有 codeVerifier。后端再带上用户池密钥向授权服务换取用户信息。ticket 只能使用一次，密钥不在 App 中。',
    en: 'The app sends the ticket to its own backend, with the codeVerifier if the login is bound. The backend exchanges the ticket at the authority with the pool’s secret, which no app has. A ticket works once.',
  },
  exchange: {
    zh: 'App 不经后端，直接用 ticket 向授权服务换取用户信息和 token。这里没有密钥，保护登录的只有绑定：发起登录的 App 才有 codeVerifier。',
    en: 'The app exchanges the ticket at the authority itself, without a backend. No secret is involved. Only binding protects this login: only the app that started it has the codeVerifier.',
  },
  claim: {
    zh: 'extMsg 没有到达，App 凭 state 和 codeVerifier 认领这次登录。只有发起登录的 App 持有 codeVerifier，其他人的认领会被拒绝。',
    en: 'The extMsg did not arrive, so the app claims its login with state and codeVerifier. Only the app that started the login has the codeVerifier; any other claim is rejected.',
  },
  me: {
    zh: 'App 带 token 请求自己的后端。后端校验签名和有效期，并向授权服务确认会话没有撤销。谁持有 token 谁就能访问，因此线上必须使用 HTTPS。',
    en: 'The app sends its token to its own backend, which checks signature and expiry and asks the authority whether the session is active. Any holder of a token can use it, so use HTTPS in production.',
  },
  refresh: {
    zh: 'token 已过期，App 用 refresh token 换取新的 token 和下一个 refresh token。每个 refresh token 只能使用一次，再次使用会撤销整个会话。',
    en: 'The token has expired. The app exchanges its refresh token for a new token and the next refresh token. Each works once; a second use revokes the whole session.',
  },
  logout: {
    zh: 'App 请求撤销会话。撤销之后，这个 token 的任何副本都不再被接受。',
    en: 'The app revokes its session. From then on no copy of this token is accepted.',
  },
  other: { zh: '这个请求不属于登录流程。', en: 'This request is not part of a login.' },
} satisfies Readonly<Record<WireName, TextPair>>);
