import type { Party, Wire } from '../wires/wire.js';
import { splitSecrets, type Segment } from '../wires/secrets.js';

/** Origin of each server. */
export type Origins = Readonly<Partial<Record<Party, string>>>;

/**
 * Writes a request as a command for a POSIX shell. Tickets, codes, secrets, tokens and phone numbers are replaced by
 * variables of the environment, such as `"$TICKET"`.
 *
 * @returns `undefined` for a message that is passed on the phone, and for bytes that are no text
 */
export function toCurl(
  wire: Pick<Wire, 'to' | 'title' | 'sent' | 'status'>,
  origins: Origins,
): string | undefined {
  const origin = origins[wire.to];
  const [method = '', target = ''] = wire.title.split(' ');
  if (wire.status === undefined || origin === undefined) return undefined;
  const [authorization, body] = splitSent(wire.sent);
  if (/^\[\d+ bytes\]$/.test(body)) return undefined;
  const isJson = body.startsWith('{');
  const parts = [
    `curl -X ${method} ${quote(origin + target)}`,
    ...(authorization === '' ? [] : [`-H ${quote(authorization)}`]),
    ...(isJson ? [`-H 'content-type: application/json'`] : []),
    ...(body === '' ? [] : [`-d ${quote(body)}`]),
  ];
  return parts.join(' \\\n  ');
}

/** Splits a recorded request into its header, if it had one, and its body. */
function splitSent(sent: string): readonly [authorization: string, body: string] {
  if (!sent.startsWith('authorization: ')) return ['', sent];
  const end = sent.indexOf('\n');
  return end < 0 ? [sent, ''] : [sent.slice(0, end), sent.slice(end + 1)];
}

function quote(text: string): string {
  return splitSecrets(text).map(quoteSegment).join('');
}

function quoteSegment({ text, secret }: Segment): string {
  if (secret !== undefined) return `"$${nameVariable(secret)}"`;
  return `'${text.replaceAll(`'`, `'\\''`)}'`;
}

/** Names a variable: `codeVerifier` and `code_verifier` become `CODE_VERIFIER`. */
function nameVariable(secret: string): string {
  return secret
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll('-', '_')
    .toUpperCase();
}
