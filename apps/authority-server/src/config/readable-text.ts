import { z } from 'zod';

/**
 * Characters that no readable text has: control characters, line and paragraph separators, halves of surrogate pairs,
 * and characters that change the direction of text.
 *
 * @see https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings
 */
const UNREADABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
/** A visible character. U+2800 is a symbol, but blank. */
const VISIBLE = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether both databases store a text unchanged, and it is displayed as it is. */
export function isReadable(text: string): boolean {
  return !UNREADABLE.test(text);
}

/** Schema of a text that {@link isReadable}. */
export const ReadableText = z
  .string()
  .refine(isReadable, 'must not contain control characters or characters that change the direction of text');

/** Name of a person, pool or operator; surrounding blanks are dropped. */
export const Name = ReadableText.trim()
  .min(1)
  .max(64)
  .refine((text) => VISIBLE.test(text), 'must contain a visible character');
