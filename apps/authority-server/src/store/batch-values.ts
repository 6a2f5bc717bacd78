/**
 * Parameters of a statement for many requests: one array of each value, in the order of the requests, and their
 * number.
 */
export type BatchValues<Values> = { readonly [Name in keyof Values]: readonly Values[Name][] } & {
  /** Number of requests. */
  readonly count: number;
};

/** Lists the values of requests. @param requests one or more, with the same names each */
export function listBatchValues<Values extends object>(requests: readonly Values[]): BatchValues<Values> {
  const names = Object.keys(requests[0] ?? {}) as (keyof Values)[];
  const lists = names.map((name) => [name, requests.map((request) => request[name])]);
  return { ...Object.fromEntries(lists), count: requests.length } as BatchValues<Values>;
}
