import type { Account, WechatIdentity } from './account.js';
import type { AvatarOwner } from './avatar-ticket.js';
import type { Picture } from './picture.js';

/** A ticket as it is stored: digests only, so a stolen copy is useless. */
export interface NewTicket {
  /** `digest` of the ticket. */
  readonly digest: string;
  /** `digest` of the state of a bound launch; `null` when unbound. */
  readonly stateDigest: string | null;
  readonly codeChallenge: string | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** A WeChat user who gets a ticket. */
export interface Issue {
  readonly userPoolId: string;
  readonly identity: WechatIdentity;
  readonly linkByPhone: boolean;
  readonly ticket: NewTicket;
}

/** The account that a ticket was issued to. */
export interface Issued {
  readonly account: Account;
  /** Id of the account that the WeChat user belonged to until now; `null` unless it moved. */
  readonly movedFrom: string | null;
  /** Whether the ticket is kept. */
  readonly isKept: boolean;
}

/** Key of the ticket to redeem: its digest, or the state and the challenge of the bound launch it was issued for. */
export type TicketKey =
  { readonly digest: string } | { readonly stateDigest: string; readonly codeChallenge: string };

/** An attempt to redeem a ticket. */
export interface Redemption {
  readonly userPoolId: string;
  readonly key: TicketKey;
  /** S256 of the verifier that was shown; `null` when none was. */
  readonly codeChallenge: string | null;
  /** Refuse a ticket that is not bound. */
  readonly requireBinding: boolean;
  readonly now: Date;
  /** Address of the user who logs in, as the server saw it. */
  readonly ip: string;
  /** `digest` of the request's `Idempotency-Key`; `null` when it had none. */
  readonly idempotencyDigest: string | null;
  /** Id and lifetime of the session that a success opens. */
  readonly session: { readonly id: string; readonly expiresAt: Date };
}

/** The login of a redeemed ticket. */
export interface Login {
  /** As it is after this login. */
  readonly account: Account;
  readonly sessionId: string;
  readonly appId: string;
  readonly openid: string;
  readonly ip: string;
  readonly loggedInAt: Date;
}

/**
 * Reason of a rejected ticket: it was not found unused (unknown or consumed; {@link AuthorityStore.findTombstone}
 * distinguishes them), or it was consumed and rejected. For the audit log: the caller receives `invalid_ticket`.
 */
export type TicketRefusal = 'not_taken' | 'expired' | 'binding' | 'blocked';

/** Result of a redemption. */
export type RedemptionResult =
  | { readonly login: Login; readonly refusal?: undefined }
  | { readonly login?: undefined; readonly refusal: TicketRefusal };

/** Record of a consumed ticket. */
export interface Tombstone {
  readonly codeChallenge: string | null;
  readonly idempotencyDigest: string | null;
  readonly expiresAt: Date;
  /** The session that the use opened, if it succeeded and the session is still active. */
  readonly login: Login | null;
  /** Id of the session, standing or not; `null` when the use failed. */
  readonly sessionId: string | null;
  readonly accountId: string;
}

/** A picture of a user as it is stored. */
export interface NewAvatar extends AvatarOwner, Picture {
  /** Part of its address. 22 characters of base64url, never used twice. */
  readonly id: string;
  /** Its address. */
  readonly photo: string;
  readonly now: Date;
}

/** Store of tickets, accounts and sessions. Every method is safe under any concurrency, across processes. */
export interface AuthorityStore {
  /**
   * Finds the account of a WeChat user, or creates it, and keeps a ticket for it.
   *
   * The account is found by unionid, else by (mini program, openid), else, when `linkByPhone` is set, by phone. However
   * many logins run at once, one account comes of them. It keeps what the identity brings new: unionid, phone, profile.
   * A WeChat user whose unionid is another account's moves to that account; only one of a blocked account stays where it
   * is, so that no unionid that comes later lifts the block.
   *
   * An account that may not log in gets no ticket. A bound launch has one ticket in a pool: a newer one replaces it, in
   * **one statement**, only while it is unused and only for the same account, app, openid and challenge. So a ticket that
   * was renewed does not open a second login, and a launch whose path was seen by another user does not log its app in
   * as that user. A launch that is used, denied, or has a ticket of another login gets none.
   */
  issue(issue: Issue): Promise<Issued>;

  /**
   * Makes a picture the account's, and its address the account's `photo`. An account has one at most: the one before
   * is gone. It goes with the account.
   *
   * @returns whether it is kept: `false` when the pool has no such account, or the account may not log in
   */
  saveAvatar(avatar: NewAvatar): Promise<boolean>;

  /** @returns `undefined` when there is none under this id, or not any more */
  findAvatar(id: string): Promise<Picture | undefined>;

  /**
   * Takes the ticket, counts the login on its account and opens the session, in **one statement**, so that of any
   * number of attempts at most one gets the ticket and nothing is ever half done. The taking comes first: an
   * expired ticket, a wrong verifier or a blocked account consume it and change nothing else.
   */
  redeem(redemption: Redemption): Promise<RedemptionResult>;

  /** Looks at a used ticket. @returns `undefined` when it is unknown, unused or forgotten */
  findTombstone(userPoolId: string, key: TicketKey): Promise<Tombstone | undefined>;

  /** Remembers that the user of a bound launch said no; a second time is no error. */
  insertDenial(denial: {
    readonly userPoolId: string;
    /** `digest` of the launch's state. */
    readonly stateDigest: string;
    readonly expiresAt: Date;
  }): Promise<void>;

  /** How far a bound launch is: a ticket, used or not, counts more than a refusal. @returns `undefined` for neither */
  findLaunch(userPoolId: string, stateDigest: string): Promise<'issued' | 'denied' | undefined>;

  /**
   * Ends a session. Tokens that name no session cannot be ended one by one: all of the account end with it.
   *
   * @returns whether it was active until now
   */
  revokeSession(sessionId: string, reason: string, now: Date): Promise<boolean>;
}
