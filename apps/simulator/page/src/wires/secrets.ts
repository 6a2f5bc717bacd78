import { CREDENTIAL_NAMES } from '@app2wxapp/core/server';

/** Piece of a message. */
export interface Segment {
  readonly text: string;
  /** Name of the secret; absent for public text. */
  readonly secret?: string;
}

const SECRET_NAMES = new Set(CREDENTIAL_NAMES);

// Start of a value: in JSON, in a query, in an authorization header. Its content is searched too.
const START = /"(?<field>\w+)"\s*:\s*"|(?<![^?&\s])(?<parameter>\w+)=|Bearer /g;
const JSON_STRING = /(?:[^"\\]|\\.)*/y;
const WORD = /[^&\s"]*/y;

/**
 * Splits a text into public parts and parts to be masked: tickets, codes, secrets, tokens and phone numbers, in JSON,
 * in a query and in an authorization header. Joined, the pieces are the text again.
 */
export function splitSecrets(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(START)) {
    const start = match.index + match[0].length;
    const { field, parameter } = match.groups ?? {};
    const name = field ?? parameter ?? 'token';
    // A string: the code of the phone number button. The number of an error has no quotation marks.
    if (start < end || !(SECRET_NAMES.has(name) || field === 'code')) continue;
    const value = readAt(text, start, field === undefined ? WORD : JSON_STRING);
    segments.push({ text: text.slice(end, start) }, { text: value, secret: name });
    end = start + value.length;
  }
  return [...segments, { text: text.slice(end) }].filter((segment) => segment.text !== '');
}

function readAt(text: string, start: number, value: RegExp): string {
  value.lastIndex = start;
  return value.exec(text)?.[0] ?? '';
}
