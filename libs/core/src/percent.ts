// Matches one character in percent-encoded UTF-8: ASCII, or a first byte and its continuation bytes.
// decodeURIComponent validates each match.
const CHARACTER = /%[0-7][\da-f]|%[c-f][\da-f](%[89ab][\da-f]){1,3}/gi;

const RESERVED = /[%&=+#\u0000-\u001f\u007f-\u009f]/g;

/**
 * Percent-encodes only the characters that break a query string: an app that does not decode values can read the
 * rest.
 */
export function encodeReserved(text: string): string {
  return text.replace(RESERVED, encodeURIComponent);
}

/** Decodes every percent-encoded character; other `%` and `+` stay unchanged. */
export function decodePercent(text = ''): string {
  // Stryker disable next-line ConditionalExpression,StringLiteral: without this line, only slower.
  if (!text.includes('%')) return text;
  return decodeOr(text, () => text.replace(CHARACTER, (bytes) => decodeOr(bytes, () => bytes)));
}

// decodeURIComponent throws on an overlong form, half a surrogate pair, and a `%` that begins no character.
function decodeOr(text: string, otherwise: () => string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return otherwise();
  }
}
