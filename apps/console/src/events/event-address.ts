/** Filters of the events screen, as its address has them. */
export interface EventFilter {
  readonly type?: string;
  readonly reason?: string;
  /** What WeChat answered. */
  readonly detail?: string;
  /** `x-request-id` of an answer. */
  readonly request?: string;
  readonly account?: string;
  /** ISO 8601. */
  readonly from?: string;
  readonly to?: string;
  /** Days back from now, where no `from` is given. */
  readonly days?: string;
}

const NAMES = ['type', 'reason', 'detail', 'request', 'account', 'from', 'to', 'days'] as const;

/** Reads the filters of an address; what is not there is absent. */
export function readEventFilter(query: URLSearchParams): EventFilter {
  return Object.fromEntries(NAMES.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])));
}

/** Builds the address of a pool's events, filtered. */
export function buildEventAddress(userPoolId: string, filter: EventFilter): string {
  return `/pools/${userPoolId}/events?${new URLSearchParams({ ...filter }).toString()}`;
}

/** Every filter, so that those that are not given are removed from the address. */
export function replaceEventFilter(filter: EventFilter): Record<string, string | undefined> {
  return Object.fromEntries(NAMES.map((name) => [name, filter[name]]));
}

const LISTED_REASONS = [
  'ticket_expired',
  'ticket_binding',
  'user_blocked',
  'risky_user',
  'wechat_unavailable',
  'phone_unavailable',
];

/** Whether refusals for this reason are events; others, which outsiders can cause at will, are counted only. */
export function isListedReason(reason: string): boolean {
  return LISTED_REASONS.includes(reason);
}
