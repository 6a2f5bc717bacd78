import {
  createObjectId,
  createToken,
  digest,
  equalDigests,
  systemRandom,
  type Clock,
} from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { and, desc, eq, gt, lt, or, type SQL } from 'drizzle-orm';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { operators, operatorSessions } from '../database/operations-schema.js';
import type { Caller } from './operator.js';
import { OPERATOR_COLUMNS } from './operator-repository.js';
import type { FoundToken } from './operator-token-repository.js';

/** Longest lifetime of a browser's session, in seconds. */
export const SESSION_SECONDS = 12 * 3600;
/** Seconds without a request of the operator after which a session ends. */
export const IDLE_SECONDS = 30 * 60;
/** Precision of the time of the last request, in milliseconds. */
const LAST_USED_MS = 60_000;
const TOKEN_BYTES = 32;

/** Session as its operator sees it. */
export interface OpenSession {
  /** Id of the session. */
  readonly id: string;
  /** IP address of the sign-in. */
  readonly ip: string;
  /** Time of the sign-in. */
  readonly createdAt: Date;
  /** Time of the last request that the operator caused; at most a minute behind. */
  readonly lastUsedAt: Date;
  /** Time of expiry. */
  readonly expiresAt: Date;
}

/** Repository of the browsers that operators are signed in with. Their cookies are stored as digests. */
@Injectable()
export class OperatorSessionRepository {
  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Finds the operator of a browser.
   *
   * @param isActive whether the operator caused the request, which then postpones the idle end
   * @returns `undefined` when the session is unknown, expired or idle
   */
  async find(cookie: string, isActive: boolean): Promise<Caller | undefined> {
    const shown = digest(cookie);
    const [row] = await this.orm
      .select({ operator: OPERATOR_COLUMNS, session: operatorSessions })
      .from(operatorSessions)
      .innerJoin(operators, eq(operators.id, operatorSessions.operatorId))
      .where(and(eq(operatorSessions.digest, shown), this.isOpen()));
    if (!row || !equalDigests(row.session.digest, shown)) return undefined;
    const { id, confirmedAt, lastUsedAt } = row.session;
    if (isActive && Math.abs(this.clock.now() - lastUsedAt.getTime()) >= LAST_USED_MS) {
      await this.change(id, { lastUsedAt: this.now() });
    }
    return { operator: row.operator, session: { id, confirmedAt: confirmedAt ?? undefined } };
  }

  /** Opens a session of {@link SESSION_SECONDS}, or until its token expires. @returns the value of the cookie */
  async open(token: Pick<FoundToken, 'id' | 'expiresAt' | 'operator'>, ip: string): Promise<string> {
    const cookie = createToken(systemRandom, TOKEN_BYTES);
    const now = this.now();
    await this.orm
      .delete(operatorSessions)
      .where(or(lt(operatorSessions.expiresAt, now), lt(operatorSessions.lastUsedAt, this.findIdleLimit())));
    const endMs = Math.min(now.getTime() + SESSION_SECONDS * 1000, token.expiresAt.getTime());
    await this.orm.insert(operatorSessions).values({
      digest: digest(cookie),
      id: createObjectId(systemRandom, now.getTime()),
      operatorId: token.operator.id,
      tokenId: token.id,
      ip,
      createdAt: now,
      expiresAt: new Date(endMs),
      lastUsedAt: now,
      confirmedAt: now,
    });
    return cookie;
  }

  /**
   * Records that the operator presented a token again. The previous cookie is invalid. @returns the value of the new
   * one
   */
  async confirm(sessionId: string): Promise<string> {
    const cookie = createToken(systemRandom, TOKEN_BYTES);
    await this.change(sessionId, { confirmedAt: this.now(), digest: digest(cookie) });
    return cookie;
  }

  /** Lists the sessions of an operator, newest first. */
  list(operatorId: string): Promise<readonly OpenSession[]> {
    const { id, ip, createdAt, lastUsedAt, expiresAt } = operatorSessions;
    return this.orm
      .select({ id, ip, createdAt, lastUsedAt, expiresAt })
      .from(operatorSessions)
      .where(and(eq(operatorSessions.operatorId, operatorId), this.isOpen()))
      .orderBy(desc(createdAt), desc(id));
  }

  /** Ends one session of an operator, or all. @returns the number of ended sessions */
  async end(operatorId: string, sessionId?: string): Promise<number> {
    const isOne = sessionId === undefined ? undefined : eq(operatorSessions.id, sessionId);
    const ended = await this.orm
      .delete(operatorSessions)
      .where(and(eq(operatorSessions.operatorId, operatorId), isOne))
      .returning({ id: operatorSessions.id });
    return ended.length;
  }

  /** Ends the session of a cookie. */
  async close(cookie: string): Promise<void> {
    await this.orm.delete(operatorSessions).where(eq(operatorSessions.digest, digest(cookie)));
  }

  private async change(id: string, change: Partial<typeof operatorSessions.$inferInsert>): Promise<void> {
    await this.orm.update(operatorSessions).set(change).where(eq(operatorSessions.id, id));
  }

  private isOpen(): SQL | undefined {
    const { expiresAt, lastUsedAt } = operatorSessions;
    return and(gt(expiresAt, this.now()), gt(lastUsedAt, this.findIdleLimit()));
  }

  /** Returns the limit of the last use before which a session is idle. */
  private findIdleLimit(): Date {
    return new Date(this.clock.now() - IDLE_SECONDS * 1000);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
