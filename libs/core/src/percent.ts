// A UTF-8 sequence in percent-encoding, one to four bytes. decodeURIComponent still has the last word on each.
const SEQUENCE =
  /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}/gi;

// eslint-disable-next-line no-control-regex -- control characters are the point
const RESERVED = /[%&=+#\u0000-\u001f\u007f-\u009f]/g;

/** Percent-encodes what would break a query string, and nothing else: text stays readable to who never decodes. */
export function encodeReserved(text: string): string {
  return text.replace(RESERVED, encodeURIComponent);
}

/** Undoes every percent-encoded character; a `%` that begins none stays as it is, and so does `+`. */
export function decodePercent(text: string): string {
  return text.includes('%') ? text.replace(SEQUENCE, decodeSequence) : text;
}

function decodeSequence(sequence: string): string {
  try {
    return decodeURIComponent(sequence);
  } catch {
    return sequence; // an overlong form or half a surrogate pair
  }
}
