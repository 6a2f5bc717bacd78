import { Input, Segmented, Select, Switch } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ReactElement } from 'react';
import { REQUEST_LIMITS } from '../api/request-limits.js';
import { requireName } from '../frame/require-name.js';
import type { Text } from '../language/language.js';
import { isObject, JsonField } from './json-field.js';
import { DurationField } from './duration-field.js';
import type { FieldLabels } from './setting-row.js';
import type { Settings } from './setting-texts.js';

const LIMITS = REQUEST_LIMITS.PoolChanges;
const { minimum: SHORTEST, maximum: LONGEST } = LIMITS.ticketTtlSeconds;

/** A text in both languages. */
type Pair = readonly [zh: string, en: string];

/** The cards of the screen, in their order. */
export const SETTING_GROUPS = {
  exchange: ['换取用户信息', 'Exchange'],
  tokens: ['token 签发', 'Tokens'],
  users: ['用户', 'Users'],
  presentation: ['展示与来源', 'Presentation and sources'],
} as const satisfies Record<string, Pair>;

/** What the screen shows of a setting. */
export interface SettingDescription {
  readonly group: keyof typeof SETTING_GROUPS;
  readonly name: Pair;
  readonly note: Pair;
  readonly field: (t: Text) => ReactElement<FieldLabels>;
  readonly rule?: (t: Text) => Rule;
}

const requireLifetime = (t: Text): Rule => ({
  required: true,
  message: t('请填写有效期', 'Enter a lifetime'),
});

/** Each setting in words and the field that changes it, in the order of the screen. */
export const SETTING_ROWS: Readonly<Record<keyof Settings, SettingDescription>> = {
  secretRequired: {
    group: 'exchange',
    name: ['换取用户信息需要密钥', 'The exchange needs the secret'],
    note: [
      '开启：由后端用密钥换取用户信息。关闭即直连模式：App 自己用 ticket 换取。',
      "On: the backend exchanges with the pool's secret. Off is direct mode: the app itself exchanges.",
    ],
    field: () => <Switch />,
  },
  requireBinding: {
    group: 'exchange',
    name: ['直连模式要求绑定', 'Direct mode needs binding'],
    note: [
      '只有发起登录的 App（持有 codeVerifier）才能用 ticket 换取用户信息。需要密钥时，此项不生效。',
      'Only the app that began the login, which has the code verifier, can exchange. Without effect while the secret is needed.',
    ],
    field: () => <Switch />,
  },
  requireBindingWithSecret: {
    group: 'exchange',
    name: ['使用密钥时也要求绑定', 'Binding with the secret, too'],
    note: [
      '开启后，后端只能换取绑定登录的 ticket；不支持绑定的 App 无法登录。',
      'The backend exchanges tickets of bound launches only. Apps that do not bind cannot log in.',
    ],
    field: () => <Switch />,
  },
  ticketTtlSeconds: {
    group: 'exchange',
    name: ['ticket 有效期', 'Lifetime of a ticket'],
    note: [
      `${SHORTEST}–${LONGEST} 秒，默认 120；60 为严格档。`,
      `${SHORTEST}–${LONGEST} seconds; 120 by default, 60 is the strict preset.`,
    ],
    field: () => <DurationField limits={LIMITS.ticketTtlSeconds} units={['second']} />,
    rule: requireLifetime,
  },
  responseStyle: {
    group: 'exchange',
    name: ['响应格式', 'Response format'],
    note: [
      '标准 REST：直接返回用户信息，使用真实的 HTTP 状态码。兼容 Authing：外层包装与 Authing 一致，状态码恒为 200。',
      "REST: the user itself, with real HTTP statuses. Authing: wrapped as Authing's servers do, always with status 200.",
    ],
    field: (t) => (
      <Segmented
        options={[
          { value: 'bare', label: t('标准 REST', 'REST') },
          { value: 'envelope', label: t('兼容 Authing', 'Authing') },
        ]}
      />
    ),
  },
  tokenFormat: {
    group: 'tokens',
    name: ['签名算法', 'Signature'],
    note: [
      'ES256：任何人都可用公钥验证，只有本服务能签发。HS256：与 Authing 的 token 格式相同，验证与签发用同一把密钥。',
      "ES256: anyone can verify with the public key, and only the authority signs. HS256: Authing's own format, with one key for both.",
    ],
    field: () => <Segmented options={['ES256', 'HS256']} />,
  },
  tokenTtlSeconds: {
    group: 'tokens',
    name: ['token 有效期', 'Lifetime of a token'],
    note: ['默认 15 天。', '15 days by default.'],
    field: () => <DurationField limits={LIMITS.tokenTtlSeconds} units={['minute', 'hour', 'day']} />,
    rule: requireLifetime,
  },
  refreshTtlSeconds: {
    group: 'tokens',
    name: ['refresh token 有效期', 'Lifetime of refresh tokens'],
    note: ['0 表示不签发 refresh token。', '0: none is issued.'],
    field: () => <DurationField limits={LIMITS.refreshTtlSeconds} units={['hour', 'day']} />,
    rule: requireLifetime,
  },
  staticClaims: {
    group: 'tokens',
    name: ['固定声明', 'Static claims'],
    note: [
      '写入每个 ES256 token 的 JSON 对象，供其他系统的验证方使用，如 {"role":"user"}。最多 1 kB。',
      'A JSON object that every ES256 token has, for verifiers of other makers, such as {"role":"user"}. 1 kB at most.',
    ],
    field: () => <JsonField />,
    rule: (t) => ({
      validator: (_rule: unknown, value: unknown) =>
        isObject(value)
          ? Promise.resolve()
          : Promise.reject(new Error(t('请输入 JSON 对象，如 {}', 'Enter a JSON object such as {}'))),
    }),
  },
  requirePhone: {
    group: 'users',
    name: ['必须提供手机号', 'A phone number is required'],
    note: ['开启后，拒绝授权手机号的用户无法登录。', 'A user who does not share one cannot log in.'],
    field: () => <Switch />,
  },
  askProfile: {
    group: 'users',
    name: ['请用户填写昵称和头像', 'Ask for a nickname and a picture'],
    note: [
      '微信不再提供昵称和头像。开启后，小程序提供昵称输入框和头像选择，用户可以不填。',
      'WeChat gives neither. The mini program gets a field and a button that the user may leave alone.',
    ],
    field: () => <Switch />,
  },
  checkNickname: {
    group: 'users',
    name: ['由微信检测昵称', 'Have WeChat check nicknames'],
    note: [
      '开启后，只保存通过微信内容安全检测（msg_sec_check）的昵称；未通过或微信没有响应时，登录照常完成，但不保存昵称。',
      "Only nicknames that WeChat's content check (msg_sec_check) lets pass are kept. The login goes on without the others.",
    ],
    field: () => <Switch />,
  },
  linkByPhone: {
    group: 'users',
    name: ['按手机号关联账号', 'Link accounts by phone'],
    note: [
      '新的微信用户提供的手机号已存在时，登录到已有账号。',
      'A new WeChat user whose phone number is known logs in to the existing account.',
    ],
    field: () => <Switch />,
  },
  name: {
    group: 'presentation',
    name: ['名称', 'Name'],
    note: ['在登录授权页展示给用户。', 'Users see it where they agree to log in.'],
    field: () => <Input maxLength={LIMITS.name.maxLength} />,
    rule: (t) => requireName(LIMITS.name, t),
  },
  logo: {
    group: 'presentation',
    name: ['图标', 'Logo'],
    note: ['https 图片地址，可留空。', 'https address of a picture; may stay empty.'],
    field: () => <Input maxLength={LIMITS.logo.maxLength} placeholder="https://" />,
    rule: (t) => ({
      pattern: /^(https:\/\/\S+)?$/,
      message: t('以 https:// 开头', 'Begins with https://'),
    }),
  },
  allowedAppIds: {
    group: 'presentation',
    name: ['App 白名单', 'Allowed apps'],
    note: [
      '可以为此用户池拉起小程序的移动 App 的微信 AppID。留空表示不允许任何 App。',
      'WeChat AppIDs of the mobile apps that may open the mini program for this pool. Empty means none.',
    ],
    field: () => <TagsField placeholder="wx0123456789abcdef" />,
    rule: (t) => ({
      type: 'array',
      defaultField: { type: 'string', pattern: LIMITS.allowedAppIds.pattern },
      message: t('每一项都是微信 AppID，如 wx0123456789abcdef', 'WeChat AppIDs such as wx0123456789abcdef'),
    }),
  },
  allowAnyApp: {
    group: 'presentation',
    name: ['允许任意 App', 'Allow any app'],
    note: ['开启后不再检查白名单，仅用于试用。', 'The list is not looked at then. For trying it out only.'],
    field: () => <Switch />,
  },
  allowedOrigins: {
    group: 'presentation',
    name: ['允许的网页来源', 'Allowed origins'],
    note: [
      '可以从浏览器或 WebView 调用公开接口的网页来源。留空表示不允许任何网页。',
      'Origins of pages that may call the public endpoints from a browser or a WebView. Empty means none.',
    ],
    field: () => <TagsField placeholder="https://app.example" />,
    rule: (t) => ({
      type: 'array',
      defaultField: { type: 'string', pattern: LIMITS.allowedOrigins.pattern },
      message: t('每一项都是网页来源，如 https://app.example', 'Origins such as https://app.example'),
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
