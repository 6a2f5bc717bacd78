/** Frequent statement: its name lets PostgreSQL plan it once for each connection. */
export interface Statement<Values extends object = Record<never, never>, Row = unknown> {
  /** Name of the prepared statement, unique among all. */
  readonly name: string;
  /** SQL with `$1`, `$2` … in place of the names. */
  readonly text: string;
  /** Names of the values, in the order of `$1`, `$2` … */
  readonly parameters: readonly string[];
  /** Types of the values and of the rows, for the compiler only. */
  readonly types?: { readonly values: Values; readonly row: Row };
}

/**
 * Compiles a statement once, at load.
 *
 * @param name unique among all statements
 * @param text SQL with names of its values: `$userPoolId`; a name may be used several times
 */
export function prepare<Values extends object, Row = unknown>(
  name: string,
  text: string,
): Statement<Values, Row> {
  const parameters: string[] = [];
  const numbered = text.replace(/\$([a-z]\w*)/gi, (_, parameter: string) => {
    if (!parameters.includes(parameter)) parameters.push(parameter);
    return `$${parameters.indexOf(parameter) + 1}`;
  });
  return { name, text: numbered, parameters };
}

/**
 * Returns the values of a statement in their order.
 *
 * @throws {Error} for a missing value: `null` is a value, `undefined` is not
 */
export function orderValues<Values extends object>(
  { name, parameters }: Statement<Values>,
  values: Values,
): unknown[] {
  return parameters.map((parameter) => {
    const value = (values as Record<string, unknown>)[parameter];
    if (value === undefined) throw new Error(`The statement ${name} takes ${parameter}.`);
    return value;
  });
}
