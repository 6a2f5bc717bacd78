/** An object from outside whose fields are not yet validated. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns a value from outside as an object with fields; without fields if it is no object, or an array. */
export function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
