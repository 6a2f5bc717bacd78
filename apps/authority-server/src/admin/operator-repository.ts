import { digest, equalDigests } from '@app2wxapp/authority';
import { Inject, Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import { AUTHORITY, type Authority } from '../boot/authority.js';
import { operators } from '../store/schema.js';

/** What an operator may do: everything, or look. */
export type OperatorRole = 'admin' | 'reader';

/** Somebody who runs this authority. */
export interface Operator {
  /** 24 hex characters. */
  readonly id: string;
  readonly name: string;
  readonly role: OperatorRole;
}

/** The operators in the database. Their tokens are kept as digests. */
@Injectable()
export class OperatorRepository {
  constructor(@Inject(AUTHORITY) private readonly authority: Authority) {}

  /** @returns `undefined` when no operator has this token */
  async findByToken(token: string): Promise<Operator | undefined> {
    const shown = digest(token);
    const { orm } = this.authority.database;
    const [row] = await orm.select().from(operators).where(eq(operators.tokenDigest, shown));
    // The index finds by a digest, whose timing tells nothing of a token; the decision itself is constant in time.
    if (!row || !equalDigests(row.tokenDigest, shown)) return undefined;
    return { id: row.id, name: row.name, role: row.role };
  }
}
