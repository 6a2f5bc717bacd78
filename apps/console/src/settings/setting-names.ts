import type { TextPair } from '@app2wxapp/core';
import type { Settings } from './setting-texts.js';

/** Names of the settings, on its own screen and in events; the compiler requires one for each. */
export const SETTING_NAMES: Readonly<Record<keyof Settings, TextPair>> = {
  secretRequired: { zh: '换取用户信息需要密钥', en: 'Exchange requires the secret' },
  requireBinding: { zh: '直连模式要求绑定', en: 'Direct mode requires binding' },
  requireBindingWithSecret: { zh: '使用密钥时也要求绑定', en: 'Require binding with the secret too' },
  ticketTtlSeconds: { zh: 'ticket 有效期', en: 'Ticket lifetime' },
  responseStyle: { zh: '响应格式', en: 'Response format' },
  tokenFormat: { zh: '签名算法', en: 'Signature algorithm' },
  tokenTtlSeconds: { zh: 'token 有效期', en: 'Token lifetime' },
  refreshTtlSeconds: { zh: 'refresh token 有效期', en: 'Refresh token lifetime' },
  staticClaims: { zh: '固定声明', en: 'Static claims' },
  requirePhone: { zh: '必须提供手机号', en: 'Require a phone number' },
  askProfile: { zh: '请用户填写昵称和头像', en: 'Ask for a nickname and a picture' },
  checkNickname: { zh: '由微信检测昵称', en: 'Have WeChat check nicknames' },
  linkByPhone: { zh: '按手机号关联账号', en: 'Link accounts by phone' },
  name: { zh: '名称', en: 'Name' },
  logo: { zh: '图标', en: 'Logo' },
  allowedAppIds: { zh: 'App 白名单', en: 'Allowed apps' },
  allowAnyApp: { zh: '允许任意 App', en: 'Allow any app' },
  allowedOrigins: { zh: '允许的网页来源', en: 'Allowed origins' },
};
