import type { PoolChanges } from '../api/client.js';
import type { Translate } from '../language/language.js';

const DAY = 86_400;

/** Settings of a pool that an operator changes on this screen. */
export type Settings = Required<PoolChanges>;

type Dangers = Partial<Record<keyof Settings, string>>;

/**
 * Finds the risks of the settings, compared with the defaults.
 *
 * @returns a sentence by setting; nothing for a setting without a risk
 */
export function findDangers(settings: Settings, t: Translate): Dangers {
  const dangers: Dangers = {};
  if (!settings.secretRequired) {
    dangers.secretRequired = t({
      zh: '风险：不再验证后端身份。任何人拿到 ticket 都能换取用户信息，仅剩登录绑定作为保护。',
      en: 'Risk: the backend is no longer authenticated. Any holder of a ticket can exchange it; only binding still protects it.',
    });
    if (!settings.requireBinding) {
      dangers.requireBinding = t({
        zh: '风险：失去最后一道保护。任何截获 ticket 的 App 都能以该用户身份登录。',
        en: 'Risk: the last protection is off. Any app that intercepts a ticket logs in as that user.',
      });
    }
  }
  if (settings.tokenFormat === 'HS256') {
    dangers.tokenFormat = t({
      zh: '风险：验证与签发使用同一密钥。能验证 token 的后端也能伪造任意用户的 token。',
      en: 'Risk: one key for verifying and signing. Every backend that can verify a token can forge one for any user.',
    });
  }
  if (settings.allowAnyApp) {
    dangers.allowAnyApp = t({
      zh: '风险：不限制来源。任何 App 都能用你的用户池 ID 拉起小程序，诱导你的用户授权登录。',
      en: 'Risk: any app. Any app can launch the mini program with your pool id and ask your users to log in to it.',
    });
  }
  if (settings.linkByPhone) {
    dangers.linkByPhone = t({
      zh: '风险：号码易主。手机号被运营商回收后，新机主会登录到原机主的账号。',
      en: 'Risk: recycled numbers. The new owner of a number logs in to the account of its former owner.',
    });
  }
  return { ...dangers, ...findLongLifetimes(settings, t) };
}

function findLongLifetimes(settings: Settings, t: Translate): Dangers {
  const dangers: Dangers = {};
  if (settings.ticketTtlSeconds > 120) {
    dangers.ticketTtlSeconds = t({
      zh: '风险：有效期过长。ticket 被截获后可用的时间更久。',
      en: 'Risk: a long lifetime. An intercepted ticket can be used for longer.',
    });
  }
  if (settings.tokenTtlSeconds > 30 * DAY) {
    dangers.tokenTtlSeconds = t({
      zh: '风险：无法及时止损。泄露的 token 在过期前一直有效，离线验证的后端感知不到撤销。',
      en: 'Risk: no timely revocation. A leaked token is valid until it expires; backends that verify offline do not see a revocation.',
    });
  }
  if (settings.refreshTtlSeconds > 90 * DAY) {
    dangers.refreshTtlSeconds = t({
      zh: '风险：长期不需要重新登录。丢失的设备会长期保持登录状态。',
      en: 'Risk: sessions last very long. A lost device stays logged in.',
    });
  }
  return dangers;
}

/** Finds the risks that a change adds. */
export function findNewDangers(before: Settings, after: Settings, t: Translate): string[] {
  const known = findDangers(before, t);
  return (Object.entries(findDangers(after, t)) as [keyof Settings, string][])
    .filter(([name]) => known[name] === undefined || before[name] !== after[name])
    .map(([, text]) => text);
}
