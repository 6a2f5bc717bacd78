/** Any object from outside, its fields not yet judged. */
export type Fields = Readonly<Record<string, unknown>>;

/** Looks at anything from outside as an object with fields: what is none, or an array, has none. */
export function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
