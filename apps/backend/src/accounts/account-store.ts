import { Injectable } from '@nestjs/common';
import type { PublicUser } from './public-user.js';

/** What this backend remembers of those who logged in, until it stops. */
@Injectable()
export class AccountStore {
  private readonly accounts = new Map<string, PublicUser>();

  save(user: PublicUser): void {
    this.accounts.set(user._id, user);
  }

  find(id: string): PublicUser | undefined {
    return this.accounts.get(id);
  }
}
