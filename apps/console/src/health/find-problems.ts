import type { Pool, PoolHealth } from '../api/client.js';
import { buildEventAddress } from '../events/event-address.js';
import { describeWechatFailure } from '../events/wechat-texts.js';
import type { Translate } from '../language/language.js';

/** Problem of a pool that an operator may want to correct. */
export interface Problem {
  /** `error`: logins fail, or are not protected. `warning`: a choice that lowers the security. */
  readonly level: 'error' | 'warning';
  /** Name of the problem. */
  readonly name: string;
  /** Description of the problem. */
  readonly text: string;
  /** Screen where it can be corrected. */
  readonly mend: { readonly label: string; readonly to: string };
}

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
/** Smallest number of refusals in up to two hours that counts as a spike. */
const SPIKE_MIN = 10;

/**
 * Finds the problems of a pool, the worst first.
 *
 * @param health absent while it is loaded: then only the settings are checked
 */
export function findProblems(pool: Pool, health: PoolHealth | undefined, t: Translate): Problem[] {
  const found = [...findOfSettings(pool, t), ...(health ? findOfLogins(pool, health, t) : [])];
  return found.sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

function findOfSettings(pool: Pool, t: Translate): Problem[] {
  const settings = { label: t({ zh: '修改设置', en: 'Change settings' }), to: `/pools/${pool.id}/settings` };
  const found: Problem[] = [];
  if (pool.allowAnyApp) {
    found.push({
      level: 'warning',
      name: t({ zh: '任意 App', en: 'Any app' }),
      text: t({
        zh: '任何 App 都能用这个用户池的 ID 拉起小程序。',
        en: 'Any app can launch the mini program for this pool.',
      }),
      mend: settings,
    });
  } else if (pool.allowedAppIds.length === 0) {
    found.push({
      level: 'error',
      name: t({ zh: 'App 白名单为空', en: 'No app allowed' }),
      text: t({
        zh: 'App 白名单为空，所有登录都会被拒绝。',
        en: 'The allow list of apps is empty, so every login is refused.',
      }),
      mend: { ...settings, label: t({ zh: '添加 App', en: 'Add an app' }) },
    });
  }
  if (!pool.secretRequired) {
    found.push({
      level: pool.requireBinding ? 'warning' : 'error',
      name: t({ zh: '直连', en: 'Direct' }),
      text: pool.requireBinding
        ? t({
            zh: '直连模式：换取用户信息不需要密钥。',
            en: 'Direct mode: tickets are exchanged without the secret.',
          })
        : t({
            zh: '直连模式且不要求绑定：截获 ticket 的 App 都能登录。',
            en: 'Direct mode without binding: an app that intercepts a ticket can use it.',
          }),
      mend: settings,
    });
  }
  return found;
}

function findOfLogins(pool: Pool, health: PoolHealth, t: Translate): Problem[] {
  const { wechatFailure, newestSecretAt, refused, redeemed } = health;
  const credentials = `/pools/${pool.id}/credentials`;
  const found: Problem[] = [];
  if (wechatFailure) {
    found.push({
      level: 'error',
      name: t({ zh: '微信拒绝', en: 'Refused by WeChat' }),
      text: describeWechatFailure(wechatFailure.detail, t),
      mend: { label: t({ zh: '检查小程序', en: 'Check the mini program' }), to: credentials },
    });
  }
  if (refused >= SPIKE_MIN && refused > redeemed) {
    const from = new Date(Math.floor(Date.now() / HOUR_MS - 1) * HOUR_MS).toISOString();
    found.push({
      level: 'error',
      name: t({ zh: '拒绝激增', en: 'Many refusals' }),
      text: t({
        zh: `近两小时拒绝 ${refused} 次，成功 ${redeemed} 次。`,
        en: `Within the last two hours: ${refused} refusals, ${redeemed} logins.`,
      }),
      mend: {
        label: t({ zh: '查看事件', en: 'See the events' }),
        to: buildEventAddress(pool.id, { type: 'refused', from }),
      },
    });
  }
  if (newestSecretAt !== null && Date.now() - Date.parse(newestSecretAt) > YEAR_MS) {
    found.push({
      level: 'warning',
      name: t({ zh: '密钥超过一年', en: 'Old secret' }),
      text: t({
        zh: '用户池密钥已使用一年以上，建议轮换。',
        en: 'The pool secret is more than a year old. Rotate it.',
      }),
      mend: { label: t({ zh: '轮换密钥', en: 'Rotate the secret' }), to: credentials },
    });
  }
  return found;
}
