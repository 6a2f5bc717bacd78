import type { Account, WechatIdentity } from '../account.js';
import type {
  AuthorityStore,
  Issue,
  Issued,
  Login,
  NewAvatar,
  NewTicket,
  Redemption,
  RedemptionResult,
  TicketKey,
  Tombstone,
} from '../authority-store.port.js';
import type { Picture } from '../picture.js';
import { createObjectId, systemRandom } from '../random.port.js';

interface KeptTicket extends NewTicket {
  readonly userPoolId: string;
  readonly accountId: string;
  readonly appId: string;
  readonly openid: string;
  use?: { readonly idempotencyDigest: string | null; readonly sessionId: string };
}

/** Account with its WeChat users, by {@link nameIdentity}. */
export interface KeptAccount {
  /** Account itself. */
  account: Account;
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** WeChat users of the account, by {@link nameIdentity}. */
  readonly identities: Map<string, { readonly appId: string; readonly openid: string }>;
  /** Phone number in E.164; `null` without one. */
  e164: string | null;
}

/** Session as its login created it. */
export interface KeptSession {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Login that opened the session. */
  readonly login: Login;
  /** Time of expiry. */
  readonly expiresAt: Date;
  /** Reason of the revocation; `null` = not revoked. */
  revoked: string | null;
}

/**
 * Store in memory, for tests. Each method runs to its end before another begins, so that the promises of the contract
 * hold as they do on SQL.
 */
export class MemoryStore implements AuthorityStore {
  /** Accounts by id. */
  readonly accounts: KeptAccount[] = [];
  /** Tickets, newest first. */
  readonly tickets: KeptTicket[] = [];
  /** Sessions by id, oldest first. */
  readonly sessions = new Map<string, KeptSession>();
  private readonly avatars = new Map<string, NewAvatar>();
  private readonly denials = new Set<string>();

  async issue(issue: Issue): Promise<Issued> {
    return this.issueNow(issue);
  }

  /** Issues as {@link issue} does, for a caller that cannot wait. */
  issueNow(issue: Issue): Issued {
    const { userPoolId, identity, ticket } = issue;
    const { account, movedFrom } = this.findOrCreateAccount(issue);
    const { appId, openid } = identity;
    const kept = { ...ticket, userPoolId, accountId: account.id, appId, openid };
    return { account, movedFrom, isKept: mayLogIn(account) && this.insertTicket(kept) };
  }

  /** Creates an account that has never logged in. */
  createAccount(userPoolId: string, fields: Partial<Account> = {}): KeptAccount {
    const empty = { unionid: null, phone: null, nickname: '', photo: '', metadata: '""' };
    const id = createObjectId(systemRandom, Date.now());
    const marks = { loginsCount: 0, blocked: false, isDeleted: false, validAfter: null };
    const account = { id, ...empty, ...marks, signedUp: new Date(), ...fields };
    const kept: KeptAccount = { account, userPoolId, identities: new Map(), e164: null };
    this.accounts.push(kept);
    return kept;
  }

  /** Finds an account of a pool. @returns `undefined` when the pool has no such account */
  findAccount(userPoolId: string, accountId: string): KeptAccount | undefined {
    return this.accounts.find((kept) => kept.userPoolId === userPoolId && kept.account.id === accountId);
  }

  /** Changes an account. */
  changeAccount(accountId: string, change: Partial<Account>): void {
    const kept = this.accounts.find(({ account }) => account.id === accountId);
    if (kept) kept.account = { ...kept.account, ...change };
  }

  async saveAvatar(avatar: NewAvatar): Promise<boolean> {
    const kept = this.findAccount(avatar.userPoolId, avatar.accountId);
    if (!kept || !mayLogIn(kept.account)) return false;
    kept.account = { ...kept.account, photo: avatar.photo };
    this.avatars.set(avatar.accountId, avatar);
    return true;
  }

  async findAvatar(id: string): Promise<Picture | undefined> {
    const found = [...this.avatars.values()].find((avatar) => avatar.id === id);
    return found && { type: found.type, bytes: found.bytes };
  }

  async redeem(redemption: Redemption): Promise<RedemptionResult> {
    const { userPoolId, codeChallenge, requireBinding, now, ip, session } = redemption;
    const ticket = this.findTicket(userPoolId, redemption.key);
    if (!ticket || ticket.use) return { refusal: 'not_taken' };
    ticket.use = { idempotencyDigest: redemption.idempotencyDigest, sessionId: session.id };
    if (ticket.expiresAt <= now) return { refusal: 'expired' };
    const bound = ticket.codeChallenge === codeChallenge && (codeChallenge !== null || !requireBinding);
    if (!bound) return { refusal: 'binding' };
    const kept = this.findAccount(userPoolId, ticket.accountId);
    if (!kept || !mayLogIn(kept.account)) return { refusal: 'blocked' };
    kept.account = { ...kept.account, loginsCount: kept.account.loginsCount + 1 };
    const { appId, openid } = ticket;
    const login = { account: kept.account, sessionId: session.id, appId, openid, ip, loggedInAt: now };
    this.sessions.set(session.id, { userPoolId, login, expiresAt: session.expiresAt, revoked: null });
    return { login };
  }

  async findTombstone(userPoolId: string, key: TicketKey): Promise<Tombstone | undefined> {
    const ticket = this.findTicket(userPoolId, key);
    if (!ticket?.use) return undefined;
    const session = this.sessions.get(ticket.use.sessionId);
    return {
      codeChallenge: ticket.codeChallenge,
      idempotencyDigest: ticket.use.idempotencyDigest,
      expiresAt: ticket.expiresAt,
      accountId: ticket.accountId,
      sessionId: session ? ticket.use.sessionId : null,
      login: session && session.revoked === null ? session.login : null,
    };
  }

  async insertDenial(denial: { userPoolId: string; stateDigest: string }): Promise<void> {
    this.denials.add(`${denial.userPoolId} ${denial.stateDigest}`);
  }

  async findLaunch(userPoolId: string, stateDigest: string): Promise<'issued' | 'denied' | undefined> {
    if (this.findTicketOfLaunch(userPoolId, stateDigest)) return 'issued';
    return this.denials.has(`${userPoolId} ${stateDigest}`) ? 'denied' : undefined;
  }

  async revokeSession(sessionId: string, reason: string): Promise<boolean> {
    const session = this.sessions.get(sessionId);
    if (!session || session.revoked !== null) return false;
    session.revoked = reason;
    return true;
  }

  private findOrCreateAccount({ userPoolId, identity, linkByPhone, ticket }: Issue) {
    const { appId, openid } = identity;
    const name = nameIdentity(identity);
    const inPool = this.accounts.filter((kept) => kept.userPoolId === userPoolId);
    const former = inPool.find(({ identities }) => identities.has(name));
    const ofUnionid = inPool.find(
      ({ account }) => identity.unionid !== null && account.unionid === identity.unionid,
    );
    const found =
      (former?.account.blocked ? former : (ofUnionid ?? former)) ??
      inPool.find(({ e164 }) => linkByPhone && e164 !== null && e164 === identity.phone?.e164) ??
      this.createAccount(userPoolId, { signedUp: ticket.issuedAt });
    for (const { identities } of inPool) identities.delete(name);
    found.identities.set(name, { appId, openid });
    found.e164 = identity.phone?.e164 ?? found.e164;
    const unionid = ofUnionid === undefined ? identity.unionid : null;
    found.account = merge(found.account, { ...identity, unionid });
    const movedFrom = former && former !== found ? former.account.id : null;
    return { account: found.account, movedFrom };
  }

  private insertTicket(ticket: KeptTicket): boolean {
    const { userPoolId, stateDigest } = ticket;
    if (stateDigest !== null) {
      if (this.denials.has(`${userPoolId} ${stateDigest}`)) return false;
      const older = this.findTicketOfLaunch(userPoolId, stateDigest);
      if (older && (older.use || !isSameLogin(older, ticket))) return false;
      if (older) this.tickets.splice(this.tickets.indexOf(older), 1);
    }
    // Newest first.
    this.tickets.unshift({ ...ticket });
    return true;
  }

  private findTicket(userPoolId: string, key: TicketKey): KeptTicket | undefined {
    return this.tickets.find(
      (ticket) =>
        ticket.userPoolId === userPoolId &&
        ('digest' in key
          ? ticket.digest === key.digest
          : ticket.stateDigest === key.stateDigest && ticket.codeChallenge === key.codeChallenge),
    );
  }

  private findTicketOfLaunch(userPoolId: string, stateDigest: string): KeptTicket | undefined {
    return this.tickets.find((kept) => kept.userPoolId === userPoolId && kept.stateDigest === stateDigest);
  }
}

/** Returns the key of a WeChat user of one mini program. */
export function nameIdentity({ appId, openid }: { readonly appId: string; readonly openid: string }): string {
  return `${appId} ${openid}`;
}

/** Whether an account gets tickets and its sessions are active. */
export function mayLogIn({ blocked, isDeleted }: Account): boolean {
  return !blocked && !isDeleted;
}

function isSameLogin(one: KeptTicket, two: KeptTicket): boolean {
  return (['accountId', 'appId', 'openid', 'codeChallenge'] as const).every((key) => one[key] === two[key]);
}

function merge(account: Account, { unionid, phone, profile }: WechatIdentity): Account {
  return {
    ...account,
    unionid: unionid ?? account.unionid,
    phone: phone?.asGiven ?? account.phone,
    nickname: profile?.nickname ?? account.nickname,
  };
}
