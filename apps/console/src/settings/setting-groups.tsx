import { Input, Segmented, Select, Switch } from 'antd';
import { useText } from '../language/language.js';
import { DurationField } from './duration-field.js';
import { SettingRow } from './setting-row.js';
import type { Settings } from './setting-texts.js';

interface Group {
  readonly dangers: Partial<Record<keyof Settings, string>>;
}

export function ExchangeSettings({ dangers, direct }: Group & { readonly direct: boolean }) {
  const t = useText();
  return (
    <>
      <SettingRow
        setting="secretRequired"
        name={t('换取用户信息需要密钥', 'The exchange needs the secret')}
        note={t(
          '开启：由后端用密钥换取用户信息。关闭即直连模式：App 自己用 ticket 换取。',
          "On: the backend exchanges with the pool's secret. Off is direct mode: the app itself exchanges.",
        )}
        danger={dangers.secretRequired}
      >
        <Switch />
      </SettingRow>
      <SettingRow
        setting="requireBinding"
        name={t('直连模式要求绑定', 'Direct mode needs binding')}
        note={t(
          '只有发起登录的 App（持有 codeVerifier）才能用 ticket 换取用户信息。需要密钥时，此项不生效。',
          'Only the app that began the login, which has the code verifier, can exchange. Without effect while the secret is needed.',
        )}
        danger={direct ? dangers.requireBinding : undefined}
      >
        <Switch />
      </SettingRow>
      <SettingRow
        setting="ticketTtlSeconds"
        rules={[{ required: true, message: t('请填写有效期', 'Enter a lifetime') }]}
        name={t('ticket 有效期', 'Lifetime of a ticket')}
        note={t(
          '10–600 秒，默认 120；60 为严格档。',
          '10–600 seconds; 120 by default, 60 is the strict preset.',
        )}
        danger={dangers.ticketTtlSeconds}
      >
        <DurationField min={10} max={600} units={['second']} />
      </SettingRow>
      <SettingRow
        setting="responseStyle"
        name={t('响应格式', 'Response format')}
        note={t(
          '标准 REST：直接返回用户信息，使用真实的 HTTP 状态码。兼容 Authing：外层包装与 Authing 一致，状态码恒为 200。',
          "REST: the user itself, with real HTTP statuses. Authing: wrapped as Authing's servers do, always with status 200.",
        )}
      >
        <Segmented
          options={[
            { value: 'bare', label: t('标准 REST', 'REST') },
            { value: 'envelope', label: t('兼容 Authing', 'Authing') },
          ]}
        />
      </SettingRow>
    </>
  );
}

export function TokenSettings({ dangers }: Group) {
  const t = useText();
  return (
    <>
      <SettingRow
        setting="tokenFormat"
        name={t('签名算法', 'Signature')}
        note={t(
          'ES256：任何人都可用公钥验证，只有本服务能签发。HS256：与 Authing 的 token 格式相同，验证与签发用同一把密钥。',
          "ES256: anyone can verify with the public key, and only the authority signs. HS256: Authing's own format, with one key for both.",
        )}
        danger={dangers.tokenFormat}
      >
        <Segmented options={['ES256', 'HS256']} />
      </SettingRow>
      <SettingRow
        setting="tokenTtlSeconds"
        rules={[{ required: true, message: t('请填写有效期', 'Enter a lifetime') }]}
        name={t('token 有效期', 'Lifetime of a token')}
        note={t('默认 15 天。', '15 days by default.')}
        danger={dangers.tokenTtlSeconds}
      >
        <DurationField min={60} max={400 * 86_400} units={['minute', 'hour', 'day']} />
      </SettingRow>
      <SettingRow
        setting="refreshTtlSeconds"
        rules={[{ required: true, message: t('请填写有效期', 'Enter a lifetime') }]}
        name={t('refresh token 有效期', 'Lifetime of refresh tokens')}
        note={t('0 表示不签发 refresh token。', '0: none is issued.')}
        danger={dangers.refreshTtlSeconds}
      >
        <DurationField min={0} max={400 * 86_400} units={['hour', 'day']} />
      </SettingRow>
    </>
  );
}

export function UserSettings({ dangers }: Group) {
  const t = useText();
  return (
    <>
      <SettingRow
        setting="requirePhone"
        name={t('必须提供手机号', 'A phone number is required')}
        note={t('开启后，拒绝授权手机号的用户无法登录。', 'A user who does not share one cannot log in.')}
      >
        <Switch />
      </SettingRow>
      <SettingRow
        setting="askProfile"
        name={t('请用户填写昵称和头像', 'Ask for a nickname and a picture')}
        note={t(
          '微信不再提供昵称和头像。开启后，小程序提供昵称输入框和头像选择，用户可以不填。',
          'WeChat gives neither. The mini program gets a field and a button that the user may leave alone.',
        )}
      >
        <Switch />
      </SettingRow>
      <SettingRow
        setting="linkByPhone"
        name={t('按手机号关联账号', 'Link accounts by phone')}
        note={t(
          '新的微信用户提供的手机号已存在时，登录到已有账号。',
          'A new WeChat user whose phone number is known logs in to the existing account.',
        )}
        danger={dangers.linkByPhone}
      >
        <Switch />
      </SettingRow>
    </>
  );
}

export function PresentationSettings() {
  const t = useText();
  return (
    <>
      <SettingRow
        setting="name"
        name={t('名称', 'Name')}
        note={t('在登录授权页展示给用户。', 'Users see it where they agree to log in.')}
        rules={[{ required: true, whitespace: true, message: t('1–64 个字符', '1–64 characters') }]}
      >
        <Input maxLength={64} />
      </SettingRow>
      <SettingRow
        setting="logo"
        name={t('图标', 'Logo')}
        note={t('https 图片地址，可留空。', 'https address of a picture; may stay empty.')}
        rules={[{ pattern: /^(https:\/\/\S+)?$/, message: t('以 https:// 开头', 'Begins with https://') }]}
      >
        <Input maxLength={1024} placeholder="https://" />
      </SettingRow>
      <SettingRow
        setting="allowedAppIds"
        name={t('App 白名单', 'Allowed apps')}
        note={t(
          '可以为此用户池拉起小程序的移动 App 的微信 AppID。留空表示任意 App：其他 App 也能用你的用户池 ID 拉起小程序。',
          'WeChat AppIDs of the mobile apps that may open the mini program for this pool. Empty means any app, including foreign ones that use your pool id.',
        )}
        rules={[
          {
            type: 'array',
            defaultField: { type: 'string', pattern: /^[\w-]{1,64}$/ },
            message: t(
              '每一项都是微信 AppID，如 wx0123456789abcdef',
              'WeChat AppIDs such as wx0123456789abcdef',
            ),
          },
        ]}
      >
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[' ', ',', '\n']}
          placeholder="wx0123456789abcdef"
        />
      </SettingRow>
      <SettingRow
        setting="allowedOrigins"
        name={t('允许的网页来源', 'Allowed origins')}
        note={t(
          '可以从浏览器或 WebView 调用公开接口的网页来源。留空表示不允许任何网页。',
          'Origins of pages that may call the public endpoints from a browser or a WebView. Empty means none.',
        )}
        rules={[
          {
            type: 'array',
            defaultField: { type: 'string', pattern: /^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/ },
            message: t('每一项都是网页来源，如 https://app.example', 'Origins such as https://app.example'),
          },
        ]}
      >
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[' ', ',', '\n']}
          placeholder="https://app.example"
        />
      </SettingRow>
    </>
  );
}
