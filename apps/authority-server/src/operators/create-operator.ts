import { createObjectId, createToken, digest, systemRandom } from '@app2wxapp/authority';
import type { Orm } from '../database/database.js';
import { operators, operatorTokens } from '../database/operations-schema.js';
import type { Operator } from './operator.js';

const TOKEN_BYTES = 32;
const DAY_MS = 86_400_000;

/** Lifetime of a token in days, unless its creator chooses. */
export const TOKEN_DAYS = 90;
/** Lifetime of a token for one sign-in, in days. */
export const FIRST_TOKEN_DAYS = 7;

/** Created token, returned in clear only this once: its digest is stored. */
export interface CreatedToken {
  /** Id of the token. */
  readonly id: string;
  /** Token itself. A credential: never log it. */
  readonly token: string;
  /** Time of creation. */
  readonly createdAt: Date;
  /** Time of expiry. */
  readonly expiresAt: Date;
}

/** Creates an operator with one token. */
export async function createOperator(
  orm: Orm,
  operator: Omit<Operator, 'id'>,
  options: { readonly ttlDays?: number; readonly isFirst?: boolean } = {},
): Promise<{ readonly operator: Operator; readonly created: CreatedToken }> {
  const id = createObjectId(systemRandom, operator.createdAt.getTime());
  const { userPoolIds, ...values } = operator;
  return orm.transaction(async (transaction) => {
    await transaction
      .insert(operators)
      .values({ ...values, id, userPoolIds: userPoolIds === null ? null : [...userPoolIds] });
    const created = await createOperatorToken(transaction, id, { ...options, now: operator.createdAt });
    return { operator: { ...operator, id }, created };
  });
}

/** Creates one more token of an operator. */
export async function createOperatorToken(
  orm: Orm,
  operatorId: string,
  options: { readonly now: Date; readonly ttlDays?: number; readonly isFirst?: boolean },
): Promise<CreatedToken> {
  const { now: createdAt, isFirst = false } = options;
  const { ttlDays = isFirst ? FIRST_TOKEN_DAYS : TOKEN_DAYS } = options;
  const id = createObjectId(systemRandom, createdAt.getTime());
  const token = createToken(systemRandom, TOKEN_BYTES);
  const expiresAt = new Date(createdAt.getTime() + ttlDays * DAY_MS);
  await orm
    .insert(operatorTokens)
    .values({ id, operatorId, digest: digest(token), createdAt, expiresAt, isFirst });
  return { id, token, createdAt, expiresAt };
}
