import { App2WxappError } from './app2wxapp-error.js';
import { decodePercent, encodeReserved } from './percent.js';
import { readQuery } from './query.js';
import { parseTicket, type Ticket } from './ticket.js';

/** How a login ended in the mini program. `state` is there when the launch was bound, and must be ours. */
export type LoginOutcome =
  | { readonly status: 'success'; readonly ticket: Ticket; readonly message: string; readonly state?: string }
  | { readonly status: 'denied'; readonly message: string; readonly state?: string }
  | { readonly status: 'failed'; readonly code: number; readonly message: string; readonly state?: string };

const SUCCESS = 200;
const DENIED = 400;
const MAX_BYTES = 4096;
const KEYS = ['code', 'message', 'ticket', 'state'] as const;

/**
 * Writes the outcome of a login as the string that the mini program hands to the app (`app-parameter`).
 *
 * The result is never empty, and readable both to an app that percent-decodes values and to one that only splits
 * at `&` and `=`: in the message only `% & = + #` and control characters are encoded.
 *
 * @returns at most 4 KiB of UTF-8
 * @throws {App2WxappError} `malformed_ext_msg` when the outcome cannot be written so that every app reads it
 *   back: a ticket or state with a reserved character, a code that is not an integer or means another status,
 *   more than 4 KiB
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/launchApp.html
 */
export function encodeExtMsg(outcome: LoginOutcome): string {
  const parts = [`code=${codeOf(outcome)}`, `message=${encodeReserved(outcome.message)}`];
  if (outcome.status === 'success') parts.push(`ticket=${writeVerbatim('ticket', outcome.ticket)}`);
  if (outcome.state !== undefined) parts.push(`state=${writeVerbatim('state', outcome.state)}`);
  const text = parts.join('&');
  refuseTooLarge(text);
  return text;
}

/**
 * Reads the string that the mini program handed to the app.
 *
 * Accepts raw and percent-encoded values, any order, unknown keys and a leading `?`. It does **not** check that
 * `state` belongs to this app's login; compare it before using the ticket.
 *
 * @param text what WeChat delivered, of whatever type the wrapper made of it
 * @throws {App2WxappError} `malformed_ext_msg` for everything else: empty, larger than 4 KiB, JSON, a known key
 *   twice, no integer `code`, success without a ticket
 */
export function decodeExtMsg(text: unknown): LoginOutcome {
  if (typeof text !== 'string' || text === '') throw malformed('it must be a string that is not empty');
  refuseTooLarge(text);
  const raw = readQuery(text.startsWith('?') ? text.slice(1) : text, KEYS, (key) => {
    throw malformed(`it names "${key}" twice`);
  });
  const read = (key: (typeof KEYS)[number]) => decodePercent(raw.get(key) ?? '');
  const digits = read('code');
  if (!/^(0|-?[1-9]\d{0,8})$/.test(digits)) throw malformed('it has no integer "code"');
  const code = Number(digits);
  const rest = { message: read('message'), ...(raw.has('state') && { state: read('state') }) };
  if (code === SUCCESS) return { status: 'success', ticket: readTicket(read('ticket')), ...rest };
  return code === DENIED ? { status: 'denied', ...rest } : { status: 'failed', code, ...rest };
}

function codeOf(outcome: LoginOutcome): number {
  if (outcome.status === 'success') return SUCCESS;
  if (outcome.status === 'denied') return DENIED;
  const { code } = outcome;
  if (Number.isInteger(code) && Math.abs(code) < 1e9 && code !== SUCCESS && code !== DENIED) return code;
  throw malformed(`the code of a failure is an integer of up to nine digits, not ${SUCCESS} or ${DENIED}`);
}

function writeVerbatim(key: string, value: string): string {
  if (/^[A-Za-z0-9._~-]+$/.test(value)) return value;
  throw malformed(`"${key}" may hold only letters, digits and - . _ ~`);
}

function readTicket(value: string): Ticket {
  try {
    return parseTicket(value);
  } catch (cause) {
    throw malformed('it says success and has no usable ticket', cause);
  }
}

function refuseTooLarge(text: string): void {
  // Each UTF-16 unit takes at most three bytes, a surrogate pair four: count only when it could matter.
  if (text.length * 3 <= MAX_BYTES) return;
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  if (bytes > MAX_BYTES) throw malformed(`it is larger than ${MAX_BYTES} bytes`);
}

function malformed(what: string, cause?: unknown): App2WxappError {
  return new App2WxappError(
    'malformed_ext_msg',
    `Not an extMsg: ${what}. Start the login again.`,
    cause === undefined ? {} : { cause },
  );
}
