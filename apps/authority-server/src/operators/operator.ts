/** Rights of an operator in the pools: change everything, or read. */
export type OperatorRole = 'admin' | 'reader';

/** A person, or a program, that runs this authority. */
export interface Operator {
  /** 24 hex characters. */
  readonly id: string;
  readonly name: string;
  readonly role: OperatorRole;
  /** Which pools the operator sees; `null` = all, and what belongs to no pool. */
  readonly userPoolIds: readonly string[] | null;
  readonly createdAt: Date;
}

/** Source of an operator's request: a browser that is signed in, or a caller with the token itself. */
export interface Caller {
  readonly operator: Operator;
  readonly session?: CallerSession;
}

/** The browser session of a request. */
export interface CallerSession {
  readonly id: string;
  /** When the operator last showed a token; `undefined` = never. */
  readonly confirmedAt: Date | undefined;
}

/** Whether the operator may do what concerns all pools, or no pool. */
export function isOfAllPools({ userPoolIds }: Operator): boolean {
  return userPoolIds === null;
}
