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
        name={t('交换需要密钥', 'The exchange needs the secret')}
        note={t(
          '开启时由后端用密钥换取用户信息。关闭即直连模式：应用自己交换票据。',
          "On: the backend exchanges with the pool's secret. Off is direct mode: the app itself exchanges.",
        )}
        danger={dangers.secretRequired}
      >
        <Switch />
      </SettingRow>
      <SettingRow
        setting="requireBinding"
        name={t('直连时要求绑定', 'Direct mode needs binding')}
        note={t(
          '只有发起登录的应用（持有 codeVerifier）才能交换票据。需要密钥时，此项不起作用。',
          'Only the app that began the login, which has the code verifier, can exchange. Without effect while the secret is needed.',
        )}
        danger={direct ? dangers.requireBinding : undefined}
      >
        <Switch />
      </SettingRow>
      <SettingRow
        setting="ticketTtlSeconds"
        name={t('票据有效期', 'Lifetime of a ticket')}
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
        name={t('响应格式', 'Style of answers')}
        note={t(
          '“用户”直接返回用户与真实的 HTTP 状态码；“信封”与 Authing 的服务器一致，状态码恒为 200。',
          "“User” answers with the user and real HTTP statuses; “envelope” as Authing's servers do, with status 200 always.",
        )}
      >
        <Segmented
          options={[
            { value: 'bare', label: t('用户', 'User') },
            { value: 'envelope', label: t('信封', 'Envelope') },
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
        name={t('签名方式', 'Signature')}
        note={t(
          'ES256：任何人都能用公钥验证，只有本服务能签发。HS256：与 Authing 的令牌格式相同，验证与签发用同一把密钥。',
          "ES256: everybody verifies with the public key, and only the authority signs. HS256: Authing's own format, with one key for both.",
        )}
        danger={dangers.tokenFormat}
      >
        <Segmented options={['ES256', 'HS256']} />
      </SettingRow>
      <SettingRow
        setting="tokenTtlSeconds"
        name={t('令牌有效期', 'Lifetime of a token')}
        note={t('默认 15 天。', '15 days by default.')}
        danger={dangers.tokenTtlSeconds}
      >
        <DurationField min={60} max={400 * 86_400} units={['minute', 'hour', 'day']} />
      </SettingRow>
      <SettingRow
        setting="refreshTtlSeconds"
        name={t('刷新令牌有效期', 'Lifetime of refresh tokens')}
        note={t('0 表示交换时不给出刷新令牌。', '0: the exchange gives none.')}
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
          '微信不再提供昵称和头像。开启后，小程序里多一个可以不填的输入框和一个选头像的按钮。',
          'WeChat gives neither. The mini program gets a field and a button that the user may leave alone.',
        )}
      >
        <Switch />
      </SettingRow>
      <SettingRow
        setting="linkByPhone"
        name={t('按手机号关联账号', 'Link accounts by phone')}
        note={t(
          '新的微信用户带来已知的手机号时，进入同一个账号。',
          'A new WeChat user with a phone number that is known gets into that account.',
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
        note={t('用户同意登录时会看到。', 'Users see it where they agree to log in.')}
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
        name={t('允许的应用', 'Allowed apps')}
        note={t(
          '可以为此用户池打开小程序的移动应用的微信 AppID。留空表示任意应用：别的应用也能用你的用户池 ID 打开小程序。',
          'WeChat AppIDs of the mobile apps that may open the mini program for this pool. Empty means any app, also one of somebody else with your pool id.',
        )}
        rules={[
          {
            type: 'array',
            defaultField: { type: 'string', pattern: /^[\w-]{1,64}$/ },
            message: 'wx0123456789abcdef',
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
            message: 'https://app.example',
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
