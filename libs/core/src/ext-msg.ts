import { App2WxappError } from './app2wxapp-error.js';
import { asFields } from './fields.js';
import { decodePercent, encodeReserved } from './percent.js';
import { readQuery } from './query.js';
import { isOneTimeValue, type Ticket } from './ticket.js';

/**
 * Outcome of a login in the mini program.
 *
 * `ticket` is to be exchanged, `code` is Authing's number of the failure, `message` is for the user and not
 * checked, and `state` is that of a bound launch: the app compares it with its own.
 */
export type LoginOutcome =
  | { readonly status: 'success'; readonly ticket: Ticket; readonly message: string; readonly state?: string }
  | { readonly status: 'denied'; readonly message: string; readonly state?: string }
  | { readonly status: 'failed'; readonly code: number; readonly message: string; readonly state?: string };

const SUCCESS = 200;
const DENIED = 400;
const MAX_BYTES = 4096;
const KEYS = ['code', 'message', 'ticket', 'state'] as const;

/**
 * Writes the outcome of a login as the string that the mini program returns to the app (`app-parameter`).
 *
 * The result is never empty, and readable both to an app that percent-decodes values and to one that only splits at
 * `&` and `=`: in the message only `% & = + #` and control characters are encoded.
 *
 * @returns at most 4 KiB of UTF-8
 * @throws {App2WxappError} `malformed_ext_msg` when not every app could read the outcome back: a ticket or state
 *   with a reserved character, a code that is not an integer or means another status, more than 4 KiB
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/launchApp.html
 */
export function encodeExtMsg(outcome: LoginOutcome): string {
  const { status, code, message, ticket, state } = asFields(outcome);
  if (typeof message !== 'string') throw malformed('no message');
  let text = `code=${codeOf(status, code)}&message=${encodeReserved(message)}`;
  if (status === 'success') text += `&ticket=${verbatim(ticket)}`;
  if (state !== undefined) text += `&state=${verbatim(state)}`;
  refuseTooLarge(text);
  return text;
}

/**
 * Parses the string that the mini program returned to the app.
 *
 * Accepts raw and percent-encoded values, any order, unknown keys and a leading `?`. It does **not** check that
 * `state` belongs to this app's login; compare it before using the ticket.
 *
 * @param text the value that the wrapper delivered, of any type
 * @throws {App2WxappError} `malformed_ext_msg` for everything else: empty, larger than 4 KiB, JSON, a known key
 *   twice, no integer `code`, success without a ticket
 */
export function decodeExtMsg(text: unknown): LoginOutcome {
  // JSON is recognized by its first character: a string inside it may contain "&code=200&ticket=…".
  if (typeof text !== 'string' || /^\s*[[{"]/.test(text)) throw malformed('no query string');
  refuseTooLarge(text);
  const [code, message, ticket, state] = readQuery(text[0] === '?' ? text.slice(1) : text, KEYS, malformed);
  const digits = decodePercent(code);
  if (!/^(0|-?[1-9]\d{0,8})$/.test(digits)) throw malformed('no code');
  const outcome = toOutcome(Number(digits), decodePercent(message), decodePercent(ticket));
  // An assignment: spreading took longer than the rest of the function.
  if (state !== undefined) outcome.state = decodePercent(state);
  return outcome;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

function toOutcome(code: number, message: string, ticket: string): Writable<LoginOutcome> {
  if (code === DENIED) return { status: 'denied', message };
  if (code !== SUCCESS) return { status: 'failed', code, message };
  if (isOneTimeValue(ticket)) return { status: 'success', ticket: ticket as Ticket, message };
  throw malformed('no ticket');
}

function codeOf(status: unknown, code: unknown): number {
  if (status === 'success') return SUCCESS;
  if (status === 'denied') return DENIED;
  if (Number.isInteger(code) && Math.abs(code as number) < 1e9 && code !== SUCCESS && code !== DENIED) {
    return code as number;
  }
  throw malformed('wrong code');
}

function verbatim(value: unknown): string {
  if (isOneTimeValue(value) && /^[\w.~-]+$/.test(value)) return value;
  throw malformed('reserved characters');
}

function refuseTooLarge(text: string): void {
  // A UTF-16 unit takes at most three bytes. Stryker disable next-line all: without this line, only slower.
  if (text.length * 3 <= MAX_BYTES) return;
  let bytes = 0;
  for (const character of text) {
    // In UTF-8, a surrogate pair has two units and takes four bytes.
    bytes += character < '\u0080' ? 1 : character < '\u0800' ? 2 : character.length + 2;
    if (bytes > MAX_BYTES) throw malformed('more than 4 KiB');
  }
}

function malformed(what: string): App2WxappError {
  return new App2WxappError('malformed_ext_msg', `Not an extMsg: ${what}. Log in again.`);
}
