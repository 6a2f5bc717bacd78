/** Rights of an operator in the pools: change everything, or read. */
export type OperatorRole = 'admin' | 'reader';

/** Person or program that administers this authority. */
export interface Operator {
  /** Id of the operator: 24 hex characters. */
  readonly id: string;
  /** Name that other operators see. */
  readonly name: string;
  /** Rights of the operator. */
  readonly role: OperatorRole;
  /** Ids of the operator's pools; `null` = all, and data of no pool. */
  readonly userPoolIds: readonly string[] | null;
  /** Time of creation. */
  readonly createdAt: Date;
}

/** Source of an operator's request: a browser that is signed in, or a caller with the token itself. */
export interface Caller {
  /** Operator who sends the request. */
  readonly operator: Operator;
  /** Browser session; `undefined` for a caller with the token. */
  readonly session?: CallerSession;
}

/** Browser session of a request. */
export interface CallerSession {
  /** Id of the session. */
  readonly id: string;
  /** Time when the operator last presented a token; `undefined` = never. */
  readonly confirmedAt: Date | undefined;
}

/** Whether the operator may do what concerns all pools, or no pool. */
export function isOfAllPools({ userPoolIds }: Operator): boolean {
  return userPoolIds === null;
}
