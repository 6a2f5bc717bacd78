// One character in percent-encoded UTF-8: ASCII, or a first byte and its followers. decodeURIComponent judges each.
const CHARACTER = /%[0-7][\da-f]|%[c-f][\da-f](%[89ab][\da-f]){1,3}/gi;

const RESERVED = /[%&=+#\u0000-\u001f\u007f-\u009f]/g;

/** Percent-encodes what would break a query string, and nothing else: text stays readable to who never decodes. */
export function encodeReserved(text: string): string {
  return text.replace(RESERVED, encodeURIComponent);
}

/** Undoes every percent-encoded character; a `%` that begins none stays as it is, and so does `+`. */
export function decodePercent(text = ''): string {
  // Stryker disable next-line ConditionalExpression,StringLiteral: without this line, only slower.
  if (!text.includes('%')) return text;
  return decodeOr(text, () => text.replace(CHARACTER, (bytes) => decodeOr(bytes, () => bytes)));
}

// Fails on an overlong form, half a surrogate pair, and a `%` that begins no character.
function decodeOr(text: string, otherwise: () => string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return otherwise();
  }
}
