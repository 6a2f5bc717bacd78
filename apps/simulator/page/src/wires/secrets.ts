/** A piece of what went over a wire. */
export interface Segment {
  readonly text: string;
  /** Name of the secret; absent for what everybody may read. */
  readonly secret?: string;
}

const NAMES = [
  'ticket',
  'tickett',
  'avatarTicket',
  'secret',
  'token',
  'access_token',
  'session_key',
  'loginCode',
  'phoneCode',
  'js_code',
  'codeVerifier',
  'phone',
  'phoneNumber',
  'purePhoneNumber',
  // The whole of what WeChat said of the user, as a string.
  'oauth',
];

const JSON_VALUE = `"(${NAMES.join('|')}|code)"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`;
const QUERY_VALUE = `(?<=^|[?&\\s])(${NAMES.join('|')})=([^&\\s]+)`;
const BEARER = `(Bearer) ([^\\s]+)`;
const SECRET = new RegExp(`${JSON_VALUE}|${QUERY_VALUE}|${BEARER}`, 'g');

/**
 * Cuts a text into what everybody may read and what is better masked: tickets, codes, secrets, tokens and phone
 * numbers, in JSON, in a query and in an authorization header. Put together, the pieces are the text again.
 */
export function splitSecrets(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(SECRET)) {
    const name = match[1] ?? match[3] ?? 'token';
    const value = match[2] ?? match[4] ?? match[6] ?? '';
    if (value === '') continue;
    // The value is the last thing in a query or header, and stands before a quotation mark in JSON.
    const valueEnd = match.index + match[0].length - (match[2] === undefined ? 0 : 1);
    segments.push({ text: text.slice(end, valueEnd - value.length) }, { text: value, secret: name });
    end = valueEnd;
  }
  return [...segments, { text: text.slice(end) }].filter((segment) => segment.text !== '');
}
