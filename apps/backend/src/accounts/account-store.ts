import type { Identity } from '@app2wxapp/nest';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Account } from './account.js';
import type { Database } from './database.js';
import { createPublicUser, toPublicUser, type PublicUser } from './public-user.js';

/** Injection token of the {@link Database}. */
export const DATABASE = Symbol('DATABASE');

interface AccountRow {
  /** Profile of the user: a {@link PublicUser} as JSON. */
  readonly profile: string;
  readonly display_name: string | null;
}

/** Accounts of this app, one for each user of the authority. */
@Injectable()
export class AccountStore implements OnModuleDestroy {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Returns the account for a verified identity: creates it on the first login and updates it at each later one.
   */
  async load(identity: Identity): Promise<Account | undefined> {
    if (identity.by === 'ticket') return this.save(toPublicUser(identity.user));
    return (await this.find(identity.userId)) ?? this.save(createPublicUser(identity.claims.data));
  }

  /** Changes the display name. @returns `undefined` for an account that does not exist */
  async rename(userId: string, displayName: string | null): Promise<Account | undefined> {
    return this.readOne(
      'UPDATE accounts SET display_name = $2 WHERE user_id = $1 RETURNING profile, display_name',
      [userId, displayName],
    );
  }

  /** Deletes the account; a missing one is no error. */
  async remove(userId: string): Promise<void> {
    await this.database.query('DELETE FROM accounts WHERE user_id = $1', [userId]);
  }

  /** Requires the database to respond; throws otherwise. */
  async ping(): Promise<void> {
    await this.database.query('SELECT 1');
  }

  async onModuleDestroy(): Promise<void> {
    await this.database.close();
  }

  private find(userId: string): Promise<Account | undefined> {
    return this.readOne('SELECT profile, display_name FROM accounts WHERE user_id = $1', [userId]);
  }

  private save(profile: PublicUser): Promise<Account | undefined> {
    return this.readOne(
      `INSERT INTO accounts (user_id, profile) VALUES ($1, $2)
        ON CONFLICT (user_id) DO UPDATE SET profile = EXCLUDED.profile
        RETURNING profile, display_name`,
      [profile._id, JSON.stringify(profile)],
    );
  }

  private async readOne(text: string, values: readonly (string | null)[]): Promise<Account | undefined> {
    const [row] = await this.database.query<AccountRow>(text, values);
    return row && { ...(JSON.parse(row.profile) as PublicUser), displayName: row.display_name };
  }
}
