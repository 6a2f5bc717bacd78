import { api, read, type AuditEvent } from '../api/client.js';
import type { EventFilter } from './event-address.js';

const DAY_MS = 86_400_000;
const PAGE = 200;
/** Largest number of events in one file. */
export const EXPORT_MAX = 10_000;

const COLUMNS = [
  'at',
  'type',
  'reason',
  'detail',
  'requestId',
  'accountId',
  'appId',
  'operator',
  'ip',
  'id',
] as const;

/** Builds the query of the operators' API for a filter. */
export function buildEventQuery(userPoolId: string, filter: EventFilter) {
  const { type, reason, detail, request, account, from, to, days } = filter;
  const since =
    from ?? (days === undefined ? undefined : new Date(Date.now() - Number(days) * DAY_MS).toISOString());
  return {
    userPoolId,
    ...(type !== undefined && { type }),
    ...(reason !== undefined && { reason }),
    ...(detail !== undefined && { detail }),
    ...(request !== undefined && { requestId: request }),
    ...(account !== undefined && { accountId: account }),
    ...(since !== undefined && { from: since }),
    ...(to !== undefined && { to }),
  };
}

/** Events of an export. */
export interface LoadedEvents {
  readonly events: readonly AuditEvent[];
  /** Whether there are older ones, beyond {@link EXPORT_MAX}. */
  readonly isCut: boolean;
}

/** Loads the events that a filter selects, at most the newest {@link EXPORT_MAX}. */
export async function loadEvents(userPoolId: string, filter: EventFilter): Promise<LoadedEvents> {
  const query = { ...buildEventQuery(userPoolId, filter), limit: PAGE };
  const events: AuditEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(
      api.GET('/admin/events', { params: { query: { ...query, ...(cursor !== undefined && { cursor }) } } }),
    );
    events.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && events.length < EXPORT_MAX);
  return {
    events: events.slice(0, EXPORT_MAX),
    isCut: cursor !== undefined || events.length > EXPORT_MAX,
  };
}

/** Writes events as JSON, one object in a line. */
export function toJsonLines(events: readonly AuditEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** Marks the text as UTF-8: without it, some spreadsheets show unreadable Chinese names. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Writes events as a table for spreadsheets: quoted, and without cells that a spreadsheet would treat as a formula.
 * @see RFC 4180
 */
export function toCsv(events: readonly AuditEvent[]): string {
  const rows = events.map((event) =>
    COLUMNS.map((column) => (column === 'operator' ? event.operator?.name : event[column]) ?? ''),
  );
  const lines = [COLUMNS, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`);
  return `${BYTE_ORDER_MARK}${lines.join('')}`;
}

function quote(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
