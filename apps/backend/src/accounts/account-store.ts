import type { TokenClaims } from '@app2wxapp/core';
import { Injectable } from '@nestjs/common';
import { fromClaims, type PublicUser } from './public-user.js';

/** What this backend remembers of those who logged in, until it stops. */
@Injectable()
export class AccountStore {
  private readonly accounts = new Map<string, PublicUser>();

  save(user: PublicUser): void {
    this.accounts.set(user._id, user);
  }

  /** Whoever shows a good token has an account here, be it that this process never saw the login itself. */
  findOrCreate(claims: TokenClaims): PublicUser {
    const found = this.accounts.get(claims.data.id);
    if (found) return found;
    const created = fromClaims(claims);
    this.save(created);
    return created;
  }
}
