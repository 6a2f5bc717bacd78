import {
  createObjectId,
  systemRandom,
  type AuthorityStore,
  type Issue,
  type Issued,
  type WechatIdentity,
} from '@app2wxapp/authority';
import { readAccount, type AccountRow } from './account-row.js';
import {
  FIND_ACCOUNT,
  INSERT_ACCOUNT,
  ISSUE,
  ISSUE_FIRST,
  LINK_IDENTITY,
  LOCK_IDENTIFIERS,
  UPDATE_ACCOUNT,
  type BroughtValues,
  type FoundAccountRow,
  type IssueRow,
  type IssueValues,
} from './account-statements.js';
import { batchRequests } from './batch-requests.js';
import { listBatchValues } from './batch-values.js';
import { INSERT_TICKET, type TicketValues } from './insert-ticket.js';
import type { Database, SqlClient } from '../database/database.js';

/** SQLSTATE `unique_violation`. */
const UNIQUE_VIOLATION = '23505';

/**
 * Creates the function that issues tickets: see `AuthorityStore.issue`. It sends one statement for a user without new
 * values, which logins that arrive together share; a second one for a first login, or where the launch has a ticket;
 * for all other cases it runs a transaction that locks every identifier of the account.
 */
export function createIssuer(database: Database): AuthorityStore['issue'] {
  const send = async (way: keyof typeof ISSUE, issues: readonly Issue[]) => {
    const rows = await database.query(ISSUE[way], listBatchValues(issues.map(listIssue)));
    const known = new Map(rows.map((row) => [row.digest, row]));
    return issues.map(({ ticket }) => known.get(ticket.digest));
  };
  const issueKnown = batchRequests((issues: readonly Issue[]) => send('together', issues));
  return async (issue) => {
    let known = await issueKnown(issue);
    if (known && hasTicketElsewhere(known)) [known] = await send('alone', [issue]);
    if (known && !known.has_news) return { account: readAccount(known), movedFrom: null, isKept: known.kept };
    return (known ? undefined : await issueFirst(database, issue)) ?? issueLocked(database, issue);
  };
}

/** Whether only the launch can have prevented a ticket for the user. */
function hasTicketElsewhere({ has_news: hasNews, kept, blocked, is_deleted: isDeleted }: IssueRow): boolean {
  return !hasNews && !kept && !blocked && !isDeleted;
}

/**
 * Issues a ticket at a first login. @returns `undefined` when the account was created meanwhile, or could be found by
 * the phone number only
 */
async function issueFirst(database: Database, issue: Issue): Promise<Issued | undefined> {
  const { linkPhone, ...values } = listIssue(issue);
  if (linkPhone !== null) return undefined;
  const accountId = createObjectId(systemRandom, issue.ticket.issuedAt.getTime());
  const [created] = await database
    .query(ISSUE_FIRST, { ...values, accountId, names: nameIdentifiers(issue) })
    .catch((error: unknown) => {
      if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return [];
      throw error;
    });
  return created && { account: readAccount(created), movedFrom: null, isKept: created.kept };
}

function issueLocked(database: Database, issue: Issue): Promise<Issued> {
  return database.transaction(async (client) => {
    await client.query(LOCK_IDENTIFIERS, { names: nameIdentifiers(issue) });
    const { account, found } = await openAccount(client, issue);
    const { userPoolId, identity } = issue;
    const { appId, openid } = identity;
    await client.query(LINK_IDENTITY, { userPoolId, appId, openid, accountId: account.id });
    const isMoved = found && found.linked_id !== null && found.linked_id !== found.id;
    return {
      account: readAccount(account),
      movedFrom: isMoved ? found.linked_id : null,
      isKept: await keepTicket(client, account, issue),
    };
  });
}

/** Finds the account and writes the WeChat user's new values to it, or creates it. */
async function openAccount(
  client: SqlClient,
  issue: Issue,
): Promise<{ account: AccountRow; found?: FoundAccountRow }> {
  const [found] = await client.query(FIND_ACCOUNT, listIdentity(issue));
  if (!found) return { account: await insertAccount(client, issue) };
  const account = await updateAccount(client, found, issue.identity);
  // Deleted since it was found.
  return account ? { account, found } : openAccount(client, issue);
}

async function keepTicket(client: SqlClient, account: AccountRow, issue: Issue): Promise<boolean> {
  if (account.blocked || account.is_deleted) return false;
  return (await client.query(INSERT_TICKET, { ...listTicket(issue), accountId: account.id })).length > 0;
}

async function updateAccount(
  client: SqlClient,
  { id, unionid_taken: isTaken }: FoundAccountRow,
  identity: WechatIdentity,
): Promise<AccountRow | undefined> {
  const brought = listBrought(isTaken ? { ...identity, unionid: null } : identity);
  return (await client.query(UPDATE_ACCOUNT, { id, ...brought }))[0];
}

async function insertAccount(
  client: SqlClient,
  { userPoolId, identity, ticket }: Issue,
): Promise<AccountRow> {
  const id = createObjectId(systemRandom, ticket.issuedAt.getTime());
  const values = { id, userPoolId, ...listBrought(identity), now: ticket.issuedAt.toISOString() };
  return only(await client.query(INSERT_ACCOUNT, values));
}

function nameIdentifiers({ userPoolId, identity, linkByPhone }: Issue): string[] {
  const names = [`openid:${identity.appId}:${identity.openid}`];
  if (identity.unionid !== null) names.push(`unionid:${identity.unionid}`);
  if (linkByPhone && identity.phone) names.push(`phone:${identity.phone.e164}`);
  return names.map((name) => `${userPoolId}:${name}`);
}

function listIssue(issue: Issue): IssueValues {
  return { ...listIdentity(issue), ...listBrought(issue.identity), ...listTicket(issue) };
}

function listIdentity({ userPoolId, identity, linkByPhone }: Issue) {
  const { unionid, appId, openid, phone } = identity;
  return { userPoolId, unionid, appId, openid, linkPhone: linkByPhone ? (phone?.e164 ?? null) : null };
}

function listBrought({ unionid, phone, profile }: WechatIdentity): BroughtValues {
  return {
    unionid,
    e164: phone?.e164 ?? null,
    phone: phone?.asGiven ?? null,
    nickname: profile?.nickname ?? null,
  };
}

function listTicket({ userPoolId, identity, ticket }: Issue): TicketValues {
  const { appId, openid } = identity;
  const [issuedAt, expiresAt] = [ticket.issuedAt.toISOString(), ticket.expiresAt.toISOString()];
  return { ...ticket, userPoolId, appId, openid, issuedAt, expiresAt };
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('A statement that must return a row returned none.');
  return row;
}
