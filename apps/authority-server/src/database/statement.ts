/** A statement that is sent often: its name lets PostgreSQL plan it once for each connection. */
export interface Statement<Values extends object = Record<never, never>, Row = unknown> {
  readonly name: string;
  /** With `$1`, `$2` … in place of the names. */
  readonly text: string;
  /** The names in the order of `$1`, `$2` … */
  readonly parameters: readonly string[];
  /** For the compiler only: what the statement takes and what it returns. */
  readonly types?: { readonly values: Values; readonly row: Row };
}

/**
 * Compiles a statement once, at load.
 *
 * @param name unique among all statements
 * @param text names what it takes: `$userPoolId`; a name may be used several times
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

/** @throws {Error} when the statement takes a value that is not there: `null` is one, `undefined` is none */
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
