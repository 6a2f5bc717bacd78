import {
  createObjectId,
  systemRandom,
  type AuthorityStore,
  type FoundAccount,
  type WechatIdentity,
} from '@app2wxapp/authority';
import { readAccount, type AccountRow } from './account-row.js';
import {
  FIND_ACCOUNT,
  INSERT_ACCOUNT,
  LINK_IDENTITY,
  LOCK_IDENTIFIERS,
  UPDATE_ACCOUNT,
  type FoundAccountRow,
} from './account-statements.js';
import type { Database, SqlClient } from '../database/database.js';

type Request = Parameters<AuthorityStore['findOrCreateAccount']>[0];

/** See `AuthorityStore.findOrCreateAccount`. A login that changes nothing costs one read and no lock. */
export async function findOrCreateAccount(database: Database, request: Request): Promise<FoundAccount> {
  const known = await findAccount(database, request);
  if (known && !bringsNews(known, request.identity)) return { account: readAccount(known), movedFrom: null };
  return database.transaction(async (client) => {
    await client.query(LOCK_IDENTIFIERS, { names: nameIdentifiers(request) });
    const found = await findAccount(client, request);
    const account = found
      ? await updateAccount(client, found, request.identity)
      : await insertAccount(client, request);
    const { userPoolId, identity } = request;
    const { appId, openid } = identity;
    await client.query(LINK_IDENTITY, { userPoolId, appId, openid, accountId: account.id });
    const isMoved = found && found.linked_id !== null && found.linked_id !== found.id;
    return { account: readAccount(account), movedFrom: isMoved ? found.linked_id : null };
  });
}

async function findAccount(client: SqlClient, request: Request): Promise<FoundAccountRow | undefined> {
  const { userPoolId, identity, linkByPhone } = request;
  const { unionid, appId, openid, phone } = identity;
  const linkPhone = linkByPhone ? (phone?.e164 ?? null) : null;
  return (await client.query(FIND_ACCOUNT, { userPoolId, unionid, appId, openid, linkPhone }))[0];
}

function bringsNews(known: FoundAccountRow, { unionid, phone, profile }: WechatIdentity): boolean {
  return (
    known.linked_id !== known.id ||
    (unionid !== null && unionid !== known.unionid && !known.unionid_taken) ||
    (phone !== null && (phone.e164 !== known.phone_e164 || phone.asGiven !== known.phone)) ||
    (profile?.nickname !== undefined && profile.nickname !== known.nickname)
  );
}

function nameIdentifiers({ userPoolId, identity, linkByPhone }: Request): string[] {
  const names = [`openid:${identity.appId}:${identity.openid}`];
  if (identity.unionid !== null) names.push(`unionid:${identity.unionid}`);
  if (linkByPhone && identity.phone) names.push(`phone:${identity.phone.e164}`);
  return names.map((name) => `${userPoolId}:${name}`);
}

async function updateAccount(
  client: SqlClient,
  { id, unionid_taken: isTaken }: FoundAccountRow,
  identity: WechatIdentity,
): Promise<AccountRow> {
  const brought = listBrought(isTaken ? { ...identity, unionid: null } : identity);
  return only(await client.query(UPDATE_ACCOUNT, { id, ...brought }));
}

async function insertAccount(client: SqlClient, { userPoolId, identity, now }: Request): Promise<AccountRow> {
  const id = createObjectId(systemRandom);
  const values = { id, userPoolId, ...listBrought(identity), now: now.toISOString() };
  return only(await client.query(INSERT_ACCOUNT, values));
}

/** What a WeChat user brings to an account; `null` for what it does not. */
function listBrought({ unionid, phone, profile }: WechatIdentity) {
  return {
    unionid,
    e164: phone?.e164 ?? null,
    phone: phone?.asGiven ?? null,
    nickname: profile?.nickname ?? null,
  };
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('A statement that must return a row returned none.');
  return row;
}
