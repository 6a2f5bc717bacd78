import type { Account, WechatIdentity } from './account.js';
import type { AvatarOwner } from './avatar-ticket.js';
import type { Picture } from './picture.js';

/** A ticket as it is stored: digests only, so a stolen copy is useless. */
export interface NewTicket {
  /** `digest` of the ticket. */
  readonly digest: string;
  /** `digest` of the state of a bound launch; `null` when unbound. */
  readonly stateDigest: string | null;
  /** Code challenge of a bound launch (RFC 7636, S256); `null` when unbound. */
  readonly codeChallenge: string | null;
  /** Time of issue. */
  readonly issuedAt: Date;
  /** Time of expiry. */
  readonly expiresAt: Date;
}

/** Request to issue a ticket to a WeChat user. */
export interface Issue {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** WeChat user who logs in. */
  readonly identity: WechatIdentity;
  /** Whether a phone number finds an account that another WeChat user created. */
  readonly linkByPhone: boolean;
  /** Ticket to store. */
  readonly ticket: NewTicket;
}

/** Result of issuing: the account of the ticket. */
export interface Issued {
  /** Account that the WeChat user logs in to. */
  readonly account: Account;
  /** Id of the account that the WeChat user belonged to before; `null` unless it moved. */
  readonly movedFrom: string | null;
  /** Whether the ticket was stored. */
  readonly isKept: boolean;
}

/** Key of the ticket to redeem: its digest, or the state and the challenge of its bound launch. */
export type TicketKey =
  { readonly digest: string } | { readonly stateDigest: string; readonly codeChallenge: string };

/** Attempt to redeem a ticket. */
export interface Redemption {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Key of the ticket. */
  readonly key: TicketKey;
  /** S256 of the presented code verifier; `null` without one. */
  readonly codeChallenge: string | null;
  /** Whether to reject a ticket of an unbound launch. */
  readonly requireBinding: boolean;
  /** Current time. */
  readonly now: Date;
  /** IP address of the user who logs in, as the server determined it. */
  readonly ip: string;
  /** `digest` of the request's `Idempotency-Key`; `null` without one. */
  readonly idempotencyDigest: string | null;
  /** Id and expiry of the session that a success opens. */
  readonly session: { readonly id: string; readonly expiresAt: Date };
}

/** Login of a redeemed ticket. */
export interface Login {
  /** Account with this login counted. */
  readonly account: Account;
  /** Id of the session. */
  readonly sessionId: string;
  /** AppID of the mini program. */
  readonly appId: string;
  /** Id of the person within the mini program. */
  readonly openid: string;
  /** IP address of the user. */
  readonly ip: string;
  /** Time of the login. */
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
  /** Code challenge of the ticket's bound launch; `null` when unbound. */
  readonly codeChallenge: string | null;
  /** `digest` of the `Idempotency-Key` of the use; `null` without one. */
  readonly idempotencyDigest: string | null;
  /** Time of expiry of the ticket. */
  readonly expiresAt: Date;
  /** Login that the use opened, if it succeeded and the session is still active. */
  readonly login: Login | null;
  /** Id of the session, active or revoked; `null` when the use failed. */
  readonly sessionId: string | null;
  /** Id of the account. */
  readonly accountId: string;
}

/** Picture of a user as it is stored. */
export interface NewAvatar extends AvatarOwner, Picture {
  /** Id in the picture's address: 22 characters of base64url, never reused. */
  readonly id: string;
  /** Address of the picture. */
  readonly photo: string;
  /** Current time. */
  readonly now: Date;
}

/** Store of tickets, accounts and sessions. Every method is safe under any concurrency, across processes. */
export interface AuthorityStore {
  /**
   * Finds or creates the account of a WeChat user, and stores a ticket for it.
   *
   * The account is found by unionid, else by (mini program, openid), else, when `linkByPhone` is set, by phone.
   * However many logins run in parallel, they create one account. It stores the new values of the identity: unionid,
   * phone, profile. A WeChat user whose unionid belongs to another account moves to that account, unless its own
   * account is blocked: a unionid that arrives later must not lift the block.
   *
   * An account that may not log in gets no ticket. A bound launch has one ticket in a pool: a newer one replaces it,
   * in **one statement**, only while it is unused and only for the same account, app, openid and challenge. So a
   * renewed ticket does not open a second login, and a user who saw another user's launch path cannot log that app in
   * as themselves. A launch that was redeemed, denied, or has a ticket of another login gets none.
   */
  issue(issue: Issue): Promise<Issued>;

  /**
   * Stores a picture as the account's, and its address as the account's `photo`. An account has at most one: the
   * previous one is deleted. It is deleted with the account.
   *
   * @returns whether it was stored: `false` when the pool has no such account, or the account may not log in
   */
  saveAvatar(avatar: NewAvatar): Promise<boolean>;

  /** Finds a picture by its id. @returns `undefined` when it does not exist, or was deleted */
  findAvatar(id: string): Promise<Picture | undefined>;

  /**
   * Consumes the ticket, counts the login on its account and opens the session, in **one statement**, so that of any
   * number of attempts at most one gets the ticket and no attempt leaves a partial result. The ticket is consumed
   * first: an expired ticket, a wrong verifier or a blocked account consume it and change nothing else.
   */
  redeem(redemption: Redemption): Promise<RedemptionResult>;

  /** Finds the record of a consumed ticket. @returns `undefined` when it is unknown, unused or no longer stored */
  findTombstone(userPoolId: string, key: TicketKey): Promise<Tombstone | undefined>;

  /** Stores that the user of a bound launch denied it; a second call is no error. */
  insertDenial(denial: {
    /** Id of the user pool. */
    readonly userPoolId: string;
    /** `digest` of the launch's state. */
    readonly stateDigest: string;
    /** Time until which the denial is stored. */
    readonly expiresAt: Date;
  }): Promise<void>;

  /**
   * Finds the progress of a bound launch; a ticket, used or not, takes precedence over a denial. @returns `undefined`
   * for neither
   */
  findLaunch(userPoolId: string, stateDigest: string): Promise<'issued' | 'denied' | undefined>;

  /**
   * Revokes a session. Tokens without a session id cannot be revoked one by one: all of the account's are.
   *
   * @returns whether it was active until now
   */
  revokeSession(sessionId: string, reason: string, now: Date): Promise<boolean>;
}
