import type { AuthorityEvent } from '@app2wxapp/authority';

const HOUR_MS = 3_600_000;
/** Largest number of rows that one pool gets of one type in one hour. */
const MAX_PER_HOUR = 1000;
/** Largest number of them about one account, which else could hide what concerns others. */
const MAX_OF_ACCOUNT_PER_HOUR = 100;
/** Largest number of rows of one failure of WeChat in one hour, since any request causes one while WeChat fails. */
const MAX_OF_WECHAT_PER_HOUR = 20;
/** Largest number of waiting events of all types, and the part reserved for {@link RESERVED}. */
const MAX_WAITING = 5000;
const RESERVED_PLACES = 1000;

/**
 * Types that become rows: those that require a ticket, a session, the secret of the pool, a WeChat account or a
 * failure of WeChat. Any other event can be caused by anyone. Of `refused` the reason decides.
 */
const LISTED: Readonly<Record<AuthorityEvent['type'], boolean>> = {
  opened: false,
  issued: false,
  redeemed: false,
  repeated: true,
  replayed: true,
  refresh_reused: true,
  logged_out: true,
  denied: false,
  refused: false,
  identity_moved: true,
  nickname_rejected: true,
  user_changed: true,
  user_exported: true,
  user_deleted: true,
  sessions_revoked: true,
};
/** Types of the rows that logins cause. */
export const LISTED_TYPES = (Object.keys(LISTED) as AuthorityEvent['type'][]).filter(
  (type) => LISTED[type] || type === 'refused',
);
const LISTED_REASONS: ReadonlySet<string> = new Set<(AuthorityEvent & { type: 'refused' })['reason']>([
  'ticket_expired',
  'ticket_binding',
  'user_blocked',
  'risky_user',
]);
/** Reasons of failures of WeChat, which any request causes. */
const WECHAT_REASONS: ReadonlySet<string> = new Set<(AuthorityEvent & { type: 'refused' })['reason']>([
  'wechat_unavailable',
  'phone_unavailable',
]);
/** Types that indicate theft. */
const RESERVED: ReadonlySet<string> = new Set<AuthorityEvent['type']>(['replayed', 'refresh_reused']);

/**
 * Decides which events become rows: none that anyone can cause, a limited number of a type in an hour, and a limited
 * number that wait at the same time. The others are only counted. Signs of theft have places that no other event
 * takes.
 */
export class ListedEvents {
  private readonly listed = new Map<string, number>();
  private hour = 0;

  /** Decides whether an event becomes a row. @param waiting number of events that wait to be written */
  admit(event: AuthorityEvent, waiting: number, nowMs: number): boolean {
    const { type, userPoolId } = event;
    const ofWechat = type === 'refused' && WECHAT_REASONS.has(event.reason) ? event : undefined;
    if (!ofWechat && !isListed(event)) return false;
    if (waiting >= (RESERVED.has(type) ? MAX_WAITING : MAX_WAITING - RESERVED_PLACES)) return false;
    this.forgetHourBefore(nowMs);
    if (ofWechat)
      return this.isBelow(MAX_OF_WECHAT_PER_HOUR, `${userPoolId} ${ofWechat.reason} ${ofWechat.wechat}`);
    const ofType = `${userPoolId} ${type}`;
    const { accountId } = event;
    return (
      (accountId === undefined || this.isBelow(MAX_OF_ACCOUNT_PER_HOUR, `${ofType} ${accountId}`)) &&
      this.isBelow(MAX_PER_HOUR, ofType)
    );
  }

  private isBelow(max: number, key: string): boolean {
    const known = this.listed.get(key) ?? 0;
    this.listed.set(key, known + 1);
    return known < max;
  }

  private forgetHourBefore(nowMs: number): void {
    const hour = Math.floor(nowMs / HOUR_MS);
    if (hour === this.hour) return;
    this.hour = hour;
    this.listed.clear();
  }
}

function isListed(event: AuthorityEvent): boolean {
  return LISTED[event.type] || (event.type === 'refused' && LISTED_REASONS.has(event.reason));
}
