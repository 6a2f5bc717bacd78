import {
  createObjectId,
  createToken,
  digest,
  equalDigests,
  systemRandom,
  type Clock,
} from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, gt, lt, ne, or } from 'drizzle-orm';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { isObjectId } from '../database/object-id.js';
import { operators, operatorSessions } from '../database/operations-schema.js';

/** What an operator may do: everything, or look. */
export type OperatorRole = 'admin' | 'reader';

/** Somebody who runs this authority. */
export interface Operator {
  /** 24 hex characters. */
  readonly id: string;
  readonly name: string;
  readonly role: OperatorRole;
  readonly createdAt: Date;
}

/** How long a browser stays signed in at most, and how long without a request. */
export const SESSION_SECONDS = 12 * 3600;
export const IDLE_SECONDS = 30 * 60;
/** How exact the time of the last request is. */
const LAST_USED_MS = 60_000;
const TOKEN_BYTES = 32;

const COLUMNS = {
  id: operators.id,
  name: operators.name,
  role: operators.role,
  createdAt: operators.createdAt,
};

/** The operators in the database. Their tokens, and those of their sessions, are kept as digests. */
@Injectable()
export class OperatorRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns `undefined` when no operator has this token */
  async findByToken(token: string): Promise<Operator | undefined> {
    const shown = digest(token);
    const [row] = await this.orm
      .select({ ...COLUMNS, tokenDigest: operators.tokenDigest })
      .from(operators)
      .where(eq(operators.tokenDigest, shown));
    // The index finds by a digest, whose timing tells nothing of a token; the decision itself is constant in time.
    if (!row || !equalDigests(row.tokenDigest, shown)) return undefined;
    const { tokenDigest: _, ...operator } = row;
    return operator;
  }

  /** Notes that the session is in use. @returns `undefined` when the session is unknown, expired or idle */
  async findBySession(sessionToken: string): Promise<Operator | undefined> {
    const shown = digest(sessionToken);
    const [row] = await this.orm
      .select({ ...COLUMNS, digest: operatorSessions.digest, lastUsedAt: operatorSessions.lastUsedAt })
      .from(operatorSessions)
      .innerJoin(operators, eq(operators.id, operatorSessions.operatorId))
      .where(
        and(
          eq(operatorSessions.digest, shown),
          gt(operatorSessions.expiresAt, this.now()),
          gt(operatorSessions.lastUsedAt, this.findIdleLimit()),
        ),
      );
    if (!row || !equalDigests(row.digest, shown)) return undefined;
    const { digest: _, lastUsedAt, ...operator } = row;
    if (this.clock.now() - lastUsedAt.getTime() >= LAST_USED_MS) await this.noteUse(shown);
    return operator;
  }

  /** Opens a session of {@link SESSION_SECONDS}. @returns what the cookie holds */
  async openSession(operator: Operator): Promise<string> {
    const token = createToken(systemRandom, TOKEN_BYTES);
    const now = this.now();
    await this.orm
      .delete(operatorSessions)
      .where(or(lt(operatorSessions.expiresAt, now), lt(operatorSessions.lastUsedAt, this.findIdleLimit())));
    await this.orm.insert(operatorSessions).values({
      digest: digest(token),
      operatorId: operator.id,
      expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000),
      lastUsedAt: now,
    });
    return token;
  }

  async closeSession(sessionToken: string): Promise<void> {
    await this.orm.delete(operatorSessions).where(eq(operatorSessions.digest, digest(sessionToken)));
  }

  list(): Promise<Operator[]> {
    return this.orm.select(COLUMNS).from(operators).orderBy(asc(operators.createdAt), asc(operators.id));
  }

  /** Makes an operator. @returns the token as well: it is shown this once */
  async create(name: string, role: OperatorRole): Promise<{ operator: Operator; token: string }> {
    const operator = { id: createObjectId(systemRandom), name, role, createdAt: this.now() };
    const token = createToken(systemRandom, TOKEN_BYTES);
    await this.orm.insert(operators).values({ ...operator, tokenDigest: digest(token) });
    return { operator, token };
  }

  /**
   * Removes an operator with all sessions.
   *
   * @throws {App2WxappError} `invalid_request`: 404 when there is none, 409 for the last admin
   */
  async remove(id: string): Promise<void> {
    if (!isObjectId(id)) throw unknownOperator();
    await this.orm.transaction(async (transaction) => {
      // Two admins who remove each other at once must not both succeed.
      const admins = await transaction
        .select({ id: operators.id })
        .from(operators)
        .where(and(eq(operators.role, 'admin'), ne(operators.id, id)))
        .for('update');
      if (admins.length === 0) {
        throw new App2WxappError(
          'invalid_request',
          'This is the last admin. Make another one before you remove it.',
          { status: 409 },
        );
      }
      const removed = await transaction.delete(operators).where(eq(operators.id, id)).returning();
      if (removed.length === 0) {
        throw unknownOperator();
      }
    });
  }

  private async noteUse(sessionDigest: string): Promise<void> {
    const change = { lastUsedAt: this.now() };
    await this.orm.update(operatorSessions).set(change).where(eq(operatorSessions.digest, sessionDigest));
  }

  /** A session that was last used before is idle. */
  private findIdleLimit(): Date {
    return new Date(this.clock.now() - IDLE_SECONDS * 1000);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function unknownOperator(): App2WxappError {
  return new App2WxappError('invalid_request', 'There is no such operator.', { status: 404 });
}
