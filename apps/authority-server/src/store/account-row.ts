import type { Account } from '@app2wxapp/authority';

/** Row of {@link ACCOUNT_COLUMNS}. */
export interface AccountRow {
  readonly id: string;
  readonly unionid: string | null;
  readonly phone: string | null;
  readonly nickname: string;
  readonly photo: string;
  readonly logins_count: number;
  readonly blocked: boolean;
  readonly is_deleted: boolean;
  readonly metadata: string;
  readonly signed_up: Date;
  readonly valid_after: Date | null;
}

/** Columns of the table `accounts` that an {@link Account} is read from. */
export const ACCOUNT_COLUMNS =
  'accounts.id, accounts.unionid, accounts.phone, accounts.nickname, accounts.photo, accounts.logins_count, ' +
  'accounts.blocked, accounts.is_deleted, accounts.metadata, accounts.signed_up, accounts.valid_after';

/** Converts a row into an account. */
export function readAccount(row: AccountRow): Account {
  return {
    id: row.id,
    unionid: row.unionid,
    phone: row.phone,
    nickname: row.nickname,
    photo: row.photo,
    loginsCount: row.logins_count,
    blocked: row.blocked,
    isDeleted: row.is_deleted,
    metadata: row.metadata,
    signedUp: row.signed_up,
    validAfter: row.valid_after,
  };
}
