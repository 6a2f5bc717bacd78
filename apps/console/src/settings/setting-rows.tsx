import type { TextPair } from '@app2wxapp/core';
import { Input, Segmented, Select, Switch } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ReactElement } from 'react';
import { REQUEST_LIMITS } from '../api/request-limits.js';
import { requireName } from '../frame/require-name.js';
import type { Translate } from '../language/language.js';
import { isObject, JsonField } from './json-field.js';
import { DurationField } from './duration-field.js';
import type { FieldLabels } from './setting-row.js';
import type { Settings } from './setting-texts.js';

const LIMITS = REQUEST_LIMITS.PoolChanges;
const { minimum: SHORTEST, maximum: LONGEST } = LIMITS.ticketTtlSeconds;

/** Cards of the screen, in their order. */
export const SETTING_GROUPS = {
  exchange: { zh: '换取用户信息', en: 'Exchange' },
  tokens: { zh: 'token 签发', en: 'Tokens' },
  users: { zh: '用户', en: 'Users' },
  presentation: { zh: '展示与来源', en: 'Presentation and sources' },
} as const satisfies Record<string, TextPair>;

/** Description of a setting on the screen. */
export interface SettingDescription {
  /** Card of the setting. */
  readonly group: keyof typeof SETTING_GROUPS;
  /** Effect of the setting. */
  readonly note: TextPair;
  /** Field that changes it. */
  readonly field: (t: Translate) => ReactElement<FieldLabels>;
  /** Rule of its values. */
  readonly rule?: (t: Translate) => Rule;
}

const requireLifetime = (t: Translate): Rule => ({
  required: true,
  message: t({ zh: '请填写有效期', en: 'Enter a lifetime' }),
});

/** Settings with their texts and fields, in the order of the screen. */
export const SETTING_ROWS: Readonly<Record<keyof Settings, SettingDescription>> = {
  secretRequired: {
    group: 'exchange',
    note: {
      zh: '开启：由后端用密钥换取用户信息。关闭即直连模式：App 自己用 ticket 换取。',
      en: "On: the backend exchanges the ticket with the pool's secret. Off is direct mode: the app exchanges the ticket itself.",
    },
    field: () => <Switch />,
  },
  requireBinding: {
    group: 'exchange',
    note: {
      zh: '只有发起登录的 App（持有 codeVerifier）才能用 ticket 换取用户信息。需要密钥时，此项不生效。',
      en: 'Only the app that started the login, which has the codeVerifier, can exchange the ticket. No effect while the secret is required.',
    },
    field: () => <Switch />,
  },
  requireBindingWithSecret: {
    group: 'exchange',
    note: {
      zh: '开启后，后端只能换取绑定登录的 ticket；不支持绑定的 App 无法登录。',
      en: 'On: the backend can exchange tickets of bound logins only. Apps without binding cannot log in.',
    },
    field: () => <Switch />,
  },
  ticketTtlSeconds: {
    group: 'exchange',
    note: {
      zh: `${SHORTEST}–${LONGEST} 秒，默认 120；60 为严格档。`,
      en: `${SHORTEST}–${LONGEST} seconds; 120 by default, 60 is the strict preset.`,
    },
    field: () => <DurationField limits={LIMITS.ticketTtlSeconds} units={['second']} />,
    rule: requireLifetime,
  },
  responseStyle: {
    group: 'exchange',
    note: {
      zh: '标准 REST：直接返回用户信息，使用真实的 HTTP 状态码。兼容 Authing：外层包装与 Authing 一致，状态码恒为 200。',
      en: "REST: responses are the user itself, with real HTTP statuses. Authing: responses are wrapped as Authing's are, always with status 200.",
    },
    field: (t) => (
      <Segmented
        options={[
          { value: 'bare', label: t({ zh: '标准 REST', en: 'REST' }) },
          { value: 'envelope', label: t({ zh: '兼容 Authing', en: 'Authing' }) },
        ]}
      />
    ),
  },
  tokenFormat: {
    group: 'tokens',
    note: {
      zh: 'ES256：任何人都可用公钥验证，只有本服务能签发。HS256：与 Authing 的 token 格式相同，验证与签发用同一把密钥。',
      en: "ES256: anyone can verify with the public key; only the authority can sign. HS256: Authing's format, where one key verifies and signs.",
    },
    field: () => <Segmented options={['ES256', 'HS256']} />,
  },
  tokenTtlSeconds: {
    group: 'tokens',
    note: { zh: '默认 15 天。', en: '15 days by default.' },
    field: () => <DurationField limits={LIMITS.tokenTtlSeconds} units={['minute', 'hour', 'day']} />,
    rule: requireLifetime,
  },
  refreshTtlSeconds: {
    group: 'tokens',
    note: { zh: '0 表示不签发 refresh token。', en: '0 issues no refresh tokens.' },
    field: () => <DurationField limits={LIMITS.refreshTtlSeconds} units={['hour', 'day']} />,
    rule: requireLifetime,
  },
  staticClaims: {
    group: 'tokens',
    note: {
      zh: '写入每个 ES256 token 的 JSON 对象，供其他系统的验证方使用，如 {"role":"user"}。最多 1 kB。',
      en: 'A JSON object added to every ES256 token, for verifiers in other systems, such as {"role":"user"}. 1 kB at most.',
    },
    field: () => <JsonField />,
    rule: (t) => ({
      validator: (_rule: unknown, value: unknown) =>
        isObject(value)
          ? Promise.resolve()
          : Promise.reject(
              new Error(t({ zh: '请输入 JSON 对象，如 {}', en: 'Enter a JSON object such as {}' })),
            ),
    }),
  },
  requirePhone: {
    group: 'users',
    note: {
      zh: '开启后，拒绝授权手机号的用户无法登录。',
      en: 'On: users who do not share a phone number cannot log in.',
    },
    field: () => <Switch />,
  },
  askProfile: {
    group: 'users',
    note: {
      zh: '微信不再提供昵称和头像。开启后，小程序提供昵称输入框和头像选择，用户可以不填。',
      en: 'WeChat provides neither. On: the mini program offers a nickname field and a picture button. Both are optional.',
    },
    field: () => <Switch />,
  },
  checkNickname: {
    group: 'users',
    note: {
      zh: '开启后，只保存通过微信内容安全检测（msg_sec_check）的昵称；未通过或微信没有响应时，登录照常完成，但不保存昵称。',
      en: "On: only nicknames that pass WeChat's content check (msg_sec_check) are stored. If one fails, or WeChat does not respond, the login succeeds without it.",
    },
    field: () => <Switch />,
  },
  linkByPhone: {
    group: 'users',
    note: {
      zh: '新的微信用户提供的手机号已存在时，登录到已有账号。',
      en: 'On: a new WeChat user whose phone number already exists logs in to the existing account.',
    },
    field: () => <Switch />,
  },
  name: {
    group: 'presentation',
    note: { zh: '在登录授权页展示给用户。', en: 'Shown to users on the consent page.' },
    field: () => <Input maxLength={LIMITS.name.maxLength} />,
    rule: (t) => requireName(LIMITS.name, t),
  },
  logo: {
    group: 'presentation',
    note: { zh: 'https 图片地址，可留空。', en: 'https address of a picture. Optional.' },
    field: () => <Input maxLength={LIMITS.logo.maxLength} placeholder="https://" />,
    rule: (t) => ({
      pattern: /^(https:\/\/\S+)?$/,
      message: t({ zh: '以 https:// 开头', en: 'Begins with https://' }),
    }),
  },
  allowedAppIds: {
    group: 'presentation',
    note: {
      zh: '可以为此用户池拉起小程序的移动 App 的微信 AppID。留空表示不允许任何 App。',
      en: 'WeChat AppIDs of the mobile apps that may launch the mini program for this pool. Empty means none.',
    },
    field: () => <TagsField placeholder="wx0123456789abcdef" />,
    rule: (t) => ({
      type: 'array',
      defaultField: { type: 'string', pattern: LIMITS.allowedAppIds.pattern },
      message: t({
        zh: '每一项都是微信 AppID，如 wx0123456789abcdef',
        en: 'WeChat AppIDs such as wx0123456789abcdef',
      }),
    }),
  },
  allowAnyApp: {
    group: 'presentation',
    note: {
      zh: '开启后不再检查白名单，仅用于试用。',
      en: 'On: the allow list is not checked. For trials only.',
    },
    field: () => <Switch />,
  },
  allowedOrigins: {
    group: 'presentation',
    note: {
      zh: '可以从浏览器或 WebView 调用公开接口的网页来源。留空表示不允许任何网页。',
      en: 'Origins of pages that may call the public endpoints from a browser or a WebView. Empty means none.',
    },
    field: () => <TagsField placeholder="https://app.example" />,
    rule: (t) => ({
      type: 'array',
      defaultField: { type: 'string', pattern: LIMITS.allowedOrigins.pattern },
      message: t({
        zh: '每一项都是网页来源，如 https://app.example',
        en: 'Origins such as https://app.example',
      }),
    }),
  },
};

interface TagsFieldProps extends FieldLabels {
  readonly placeholder: string;
  readonly value?: string[];
  readonly onChange?: (values: string[]) => void;
}

function TagsField(props: TagsFieldProps) {
  return <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[' ', ',', '\n']} {...props} />;
}
