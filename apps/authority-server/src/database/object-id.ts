/**
 * Whether `text` has the form of an id. Malformed ids are rejected before querying: no text column accepts U+0000.
 */
export function isObjectId(text: string): boolean {
  return /^[0-9a-f]{24}$/.test(text);
}
