import type {
  Account,
  AuthorityStore,
  Issue,
  Issued,
  Login,
  NewAvatar,
  NewTicket,
  Picture,
  Redemption,
  TicketKey,
  WechatIdentity,
} from '../src/index.js';

interface KeptTicket extends NewTicket {
  readonly userPoolId: string;
  readonly accountId: string;
  readonly appId: string;
  readonly openid: string;
  use?: { readonly idempotencyDigest: string | null; readonly sessionId: string };
}

interface KeptAccount {
  account: Account;
  readonly userPoolId: string;
  readonly identities: Set<string>;
  e164: string | null;
}

/**
 * A store in memory, for the tests of the rules. Each method runs to its end before another begins, which is all
 * the concurrency that one process has; that the contract holds here as on SQL shows that it asks for no more.
 */
export class MemoryStore implements AuthorityStore {
  readonly tickets: KeptTicket[] = [];
  readonly sessions = new Map<string, { readonly login: Login; revoked: string | null }>();
  private readonly accounts: KeptAccount[] = [];
  private readonly avatars = new Map<string, NewAvatar>();
  private readonly denials = new Set<string>();

  async issue(issue: Issue): Promise<Issued> {
    const { userPoolId, identity, ticket } = issue;
    const { account, movedFrom } = this.findOrCreateAccount(issue);
    const mayLogIn = !account.blocked && !account.isDeleted;
    const { appId, openid } = identity;
    const kept = { ...ticket, userPoolId, accountId: account.id, appId, openid };
    return { account, movedFrom, isKept: mayLogIn && this.insertTicket(kept) };
  }

  private findOrCreateAccount({ userPoolId, identity, linkByPhone, ticket }: Issue) {
    const name = `${identity.appId} ${identity.openid}`;
    const inPool = this.accounts.filter((kept) => kept.userPoolId === userPoolId);
    const former = inPool.find(({ identities }) => identities.has(name));
    const ofUnionid = inPool.find(
      ({ account }) => identity.unionid !== null && account.unionid === identity.unionid,
    );
    const found =
      (former?.account.blocked ? former : (ofUnionid ?? former)) ??
      inPool.find(({ e164 }) => linkByPhone && e164 !== null && e164 === identity.phone?.e164) ??
      this.createAccount(userPoolId, ticket.issuedAt);
    for (const { identities } of inPool) identities.delete(name);
    found.identities.add(name);
    found.e164 = identity.phone?.e164 ?? found.e164;
    const unionid = ofUnionid === undefined ? identity.unionid : null;
    found.account = merge(found.account, { ...identity, unionid });
    const movedFrom = former && former !== found ? former.account.id : null;
    return { account: found.account, movedFrom };
  }

  async saveAvatar(avatar: NewAvatar): Promise<boolean> {
    const { accountId, userPoolId, photo } = avatar;
    const kept = this.accounts.find(
      ({ account, ...rest }) => account.id === accountId && rest.userPoolId === userPoolId,
    );
    if (!kept || kept.account.blocked || kept.account.isDeleted) return false;
    kept.account = { ...kept.account, photo };
    this.avatars.set(accountId, avatar);
    return true;
  }

  async findAvatar(id: string): Promise<Picture | undefined> {
    const found = [...this.avatars.values()].find((avatar) => avatar.id === id);
    return found && { type: found.type, bytes: found.bytes };
  }

  private insertTicket(ticket: KeptTicket): boolean {
    const { userPoolId, stateDigest } = ticket;
    if (stateDigest !== null) {
      if (this.denials.has(`${userPoolId} ${stateDigest}`)) return false;
      const older = this.tickets.findIndex(
        (kept) => kept.userPoolId === userPoolId && kept.stateDigest === stateDigest,
      );
      const kept = this.tickets[older];
      if (kept && (kept.use || !isSameLogin(kept, ticket))) return false;
      if (kept) this.tickets.splice(older, 1);
    }
    // The newest first.
    this.tickets.unshift({ ...ticket });
    return true;
  }

  async redeem(redemption: Redemption): ReturnType<AuthorityStore['redeem']> {
    const ticket = this.findTicket(redemption.userPoolId, redemption.key);
    if (!ticket || ticket.use) return { refusal: 'not_taken' };
    const { codeChallenge, requireBinding, now, ip, session } = redemption;
    ticket.use = { idempotencyDigest: redemption.idempotencyDigest, sessionId: session.id };
    if (ticket.expiresAt <= now) return { refusal: 'expired' };
    const bound = ticket.codeChallenge === codeChallenge && (codeChallenge !== null || !requireBinding);
    if (!bound) return { refusal: 'binding' };
    const kept = this.accounts.find(({ account }) => account.id === ticket.accountId);
    if (!kept || kept.account.blocked || kept.account.isDeleted) return { refusal: 'blocked' };
    kept.account = { ...kept.account, loginsCount: kept.account.loginsCount + 1 };
    const { appId, openid } = ticket;
    const login = { account: kept.account, sessionId: session.id, appId, openid, ip, loggedInAt: now };
    this.sessions.set(session.id, { login, revoked: null });
    return { login };
  }

  async findTombstone(userPoolId: string, key: TicketKey): ReturnType<AuthorityStore['findTombstone']> {
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

  async findLaunch(userPoolId: string, stateDigest: string): ReturnType<AuthorityStore['findLaunch']> {
    const issued = this.tickets.some(
      (ticket) => ticket.userPoolId === userPoolId && ticket.stateDigest === stateDigest,
    );
    if (issued) return 'issued';
    return this.denials.has(`${userPoolId} ${stateDigest}`) ? 'denied' : undefined;
  }

  async revokeSession(sessionId: string, reason: string): Promise<boolean> {
    const session = this.sessions.get(sessionId);
    if (!session || session.revoked !== null) return false;
    session.revoked = reason;
    return true;
  }

  changeAccount(accountId: string, change: Partial<Account>): void {
    const kept = this.accounts.find(({ account }) => account.id === accountId);
    if (kept) kept.account = { ...kept.account, ...change };
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

  private createAccount(userPoolId: string, signedUp: Date): KeptAccount {
    const id = String(this.accounts.length).padStart(24, '0');
    const empty = { unionid: null, phone: null, nickname: '', photo: '', metadata: '""' };
    const account = {
      id,
      ...empty,
      loginsCount: 0,
      blocked: false,
      isDeleted: false,
      signedUp,
      validAfter: null,
    };
    const kept: KeptAccount = { account, userPoolId, identities: new Set(), e164: null };
    this.accounts.push(kept);
    return kept;
  }
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
