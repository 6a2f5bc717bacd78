/** Filters of the events screen, as its address has them. */
export interface EventFilter {
  readonly type?: string;
  readonly reason?: string;
  /** What WeChat answered. */
  readonly detail?: string;
  /** Request id: `x-request-id` of a response. */
  readonly request?: string;
  readonly account?: string;
  /** ISO 8601. */
  readonly from?: string;
  readonly to?: string;
  /** Days back from now, where no `from` is given. */
  readonly days?: string;
}

const isTime = (text: string) => !Number.isNaN(Date.parse(text));

/** What each filter may be, as the authority accepts it. */
const RULES: Readonly<Record<keyof EventFilter, (text: string) => boolean>> = {
  type: (text) => /^[a-z_]{1,64}$/.test(text),
  reason: (text) => /^[A-Za-z_]{1,64}$/.test(text),
  detail: (text) => /^[\w-]{1,64}$/.test(text),
  request: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  account: (text) => /^[0-9a-f]{24}$/.test(text),
  from: isTime,
  to: isTime,
  days: (text) => /^[1-9]\d{0,2}$/.test(text),
};
const NAMES = Object.keys(RULES) as (keyof EventFilter)[];

/** Reads the filters of an address; what is not there, or cannot be one, is absent. */
export function readEventFilter(query: URLSearchParams): EventFilter {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const text = query.get(name);
      return text !== null && RULES[name](text) ? [[name, text]] : [];
    }),
  );
}

/** Reads which filter an id or a number means. @returns `undefined` for what is none */
export function readTerm(text: string): EventFilter | undefined {
  const term = text.trim();
  if (RULES.request(term.toLowerCase())) return { request: term.toLowerCase() };
  if (RULES.account(term)) return { account: term };
  return RULES.detail(term) ? { detail: term } : undefined;
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
