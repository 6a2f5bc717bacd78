import type { Pool } from '../api/client.js';
import type { Text } from '../language/language.js';

const DAY = 86_400;

/** The settings of a pool that an operator sets on this screen. */
export type Settings = Pick<
  Pool,
  | 'name'
  | 'logo'
  | 'secretRequired'
  | 'requireBinding'
  | 'ticketTtlSeconds'
  | 'tokenTtlSeconds'
  | 'refreshTtlSeconds'
  | 'tokenFormat'
  | 'responseStyle'
  | 'requirePhone'
  | 'askProfile'
  | 'linkByPhone'
  | 'allowedAppIds'
  | 'allowedOrigins'
>;

/**
 * What the settings give up that is safe by default.
 *
 * @returns a sentence by setting; nothing for a setting that is as safe as it comes
 */
export function findDangers(settings: Settings, t: Text): Partial<Record<keyof Settings, string>> {
  const dangers: Partial<Record<keyof Settings, string>> = {};
  if (!settings.secretRequired) {
    dangers.secretRequired = t(
      '放弃：后端的身份验证。任何拿到票据的人都能换取用户信息，只剩启动绑定作为保护。',
      'Gives up: knowing that your backend asks. Whoever gets hold of a ticket can exchange it; only binding still protects it.',
    );
    if (!settings.requireBinding) {
      dangers.requireBinding = t(
        '放弃：最后一道保护。截获票据的任何应用都能以该用户身份登录。',
        'Gives up: the last protection. Any app that catches a ticket logs in as that user.',
      );
    }
  }
  if (settings.tokenFormat === 'HS256') {
    dangers.tokenFormat = t(
      '放弃：验证与签发的分离。每个能验证令牌的后端也能伪造任意用户的令牌。',
      'Gives up: the difference between verifying and signing. Every backend that can verify a token can forge one for any user.',
    );
  }
  if (settings.ticketTtlSeconds > 120) {
    dangers.ticketTtlSeconds = t(
      '放弃：短窗口。票据越久有效，被截获后可用的时间越长。',
      'Gives up: the short window. A ticket that is caught can be used for longer.',
    );
  }
  if (settings.tokenTtlSeconds > 30 * DAY) {
    dangers.tokenTtlSeconds = t(
      '放弃：及时止损。泄露的令牌在到期之前一直可用，离线验证的后端看不到撤销。',
      'Gives up: an early end. A token that leaked is good until its time is over; backends that verify offline see no revocation.',
    );
  }
  if (settings.refreshTtlSeconds > 90 * DAY) {
    dangers.refreshTtlSeconds = t(
      '放弃：定期重新登录。丢失的设备会长期保持登录。',
      'Gives up: logging in again now and then. A device that was lost stays logged in.',
    );
  }
  if (settings.linkByPhone) {
    dangers.linkByPhone = t(
      '放弃：号码易主的防护。运营商回收的手机号的新主人会进入旧主人的账号。',
      'Gives up: safety when a number changes hands. Whoever gets a recycled number gets into the account of its former owner.',
    );
  }
  return dangers;
}

/** The dangers that a change brings and that were not there before. */
export function findNewDangers(before: Settings, after: Settings, t: Text): string[] {
  const known = findDangers(before, t);
  return (Object.entries(findDangers(after, t)) as [keyof Settings, string][])
    .filter(([name]) => known[name] === undefined || before[name] !== after[name])
    .map(([, text]) => text);
}
