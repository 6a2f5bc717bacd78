/** Filters of the events screen, as its address has them. */
export interface EventFilter {
  /** Type of the events. */
  readonly type?: string;
  /** Reason of a refusal. */
  readonly reason?: string;
  /** WeChat's code. */
  readonly detail?: string;
  /** Request id: `x-request-id` of a response. */
  readonly request?: string;
  /** Id of the account. */
  readonly account?: string;
  /** Start of the time, ISO 8601. */
  readonly from?: string;
  /** End of the time, ISO 8601. */
  readonly to?: string;
  /** Number of days before now, where no `from` is set. */
  readonly days?: string;
}

const isTime = (text: string) => !Number.isNaN(Date.parse(text));

/** Rules of each filter, as the authority accepts it. */
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

/** Reads the filters of an address; a missing or invalid one is absent. */
export function readEventFilter(query: URLSearchParams): EventFilter {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const text = query.get(name);
      return text !== null && RULES[name](text) ? [[name, text]] : [];
    }),
  );
}

/** Finds the filter of an id or a number. @returns `undefined` for any other text */
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

/** Returns every filter, so that absent ones are removed from the address. */
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

/** Whether refusals for this reason are listed; others, which anyone can cause, are only counted. */
export function isListedReason(reason: string): boolean {
  return LISTED_REASONS.includes(reason);
}
