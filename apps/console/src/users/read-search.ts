import { REQUEST_LIMITS } from '../api/request-limits.js';

/** Search for users, as the server accepts it. */
export type UserSearch =
  | { readonly id: string }
  | { readonly phone: string }
  | { readonly wechatUser: string }
  | { readonly name: string }
  | Readonly<Record<string, never>>;

/**
 * Reads a search from the form of the typed text: an id, a phone number or its last four digits, a UnionID or
 * OpenID, which have 27 to 29 characters, or a part of a name.
 */
export function readSearch(text: string): UserSearch {
  if (text === '') return {};
  if (/^[0-9a-f]{24}$/.test(text)) return { id: text };
  const digits = text.replace(/[\s-]/g, '');
  if (/^(\d{4}|\+?\d{5,20})$/.test(digits)) return { phone: digits };
  if (/^o[\w-]{26,28}$/.test(text)) return { wechatUser: text };
  return { name: text.slice(0, REQUEST_LIMITS.UserSearch.name.maxLength) };
}
