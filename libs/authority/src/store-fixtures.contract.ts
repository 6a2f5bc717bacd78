import { strictEqual } from 'node:assert/strict';
import type { WechatIdentity } from './account.js';
import type { AuthorityStore, Issue, NewTicket, Redemption } from './authority-store.port.js';
import { digest } from './digest.js';
import type { SessionStore } from './session-store.port.js';
import { createSessionId, createToken, systemRandom } from './random.port.js';

/** Adapter under test, with its helpers. */
export interface StoreUnderTest {
  /** Store under test. */
  readonly store: AuthorityStore;
  /** Store of the sessions that `store` opens. */
  readonly sessions: SessionStore;
  /** Creates a pool and returns its id. */
  createPool(): Promise<string>;
  /** Blocks an account, as an operator would. */
  blockAccount(accountId: string): Promise<void>;
  /** Returns whether the session is active. */
  isSessionActive(sessionId: string): Promise<boolean>;
}

/** Promise of the store: a sentence and its proof, which throws when it does not hold. */
export interface StorePromise {
  /** Sentence that must hold: the name of the test. */
  readonly sentence: string;
  /** Proves the sentence; throws when it does not hold. */
  prove(subject: StoreUnderTest): Promise<void>;
}

/** Current time of the tests, with milliseconds. */
export const NOW = new Date('2026-01-02T03:04:05.678Z');
/** Time of expiry of the tests' tickets. */
export const LATER = new Date(NOW.getTime() + 120_000);

/** Creates a new WeChat user. */
export function createIdentity(changes: Partial<WechatIdentity> = {}): WechatIdentity {
  const openid = `o${createToken(systemRandom, 16)}`;
  return { appId: 'wx0000000000000001', openid, unionid: null, phone: null, ...changes };
}

/** Creates a phone number that is not in use. */
export function createPhone(): NonNullable<WechatIdentity['phone']> {
  const digits = String(BigInt(`0x${Buffer.from(systemRandom.bytes(8)).toString('hex')}`))
    .padStart(10, '0')
    .slice(-10);
  return { e164: `+861${digits}`, asGiven: `1${digits}` };
}

/** Fields that an issue of the contract may choose. */
export type IssueFields = Partial<NewTicket & Omit<Issue, 'ticket'>>;

/** Creates a request of a WeChat user for a ticket. */
export function createIssue({
  userPoolId = '',
  identity = createIdentity(),
  linkByPhone = false,
  ...fields
}: IssueFields): Issue {
  const drawn = { digest: digest(createToken(systemRandom, 32)), issuedAt: NOW, expiresAt: LATER };
  const ticket = { ...drawn, stateDigest: null, codeChallenge: null, ...fields };
  return { userPoolId, identity, linkByPhone, ticket };
}

/** Logs a user in with a ticket that is not used. @returns the id of the account */
export async function login(
  { store }: StoreUnderTest,
  userPoolId: string,
  options: { readonly identity?: WechatIdentity; readonly linkByPhone?: boolean } = {},
): Promise<string> {
  return (await store.issue(createIssue({ userPoolId, ...options }))).account.id;
}

interface KeptTicket {
  readonly ticket: NewTicket;
  /** WeChat user and account of the ticket. */
  readonly user: {
    readonly userPoolId: string;
    readonly accountId: string;
    readonly identity: WechatIdentity;
  };
  readonly take: (changes?: Partial<Redemption>) => Redemption;
}

/** Stores a ticket and returns a way to redeem it. */
export async function keepTicket(subject: StoreUnderTest, fields: IssueFields = {}): Promise<KeptTicket> {
  const userPoolId = fields.userPoolId ?? (await subject.createPool());
  const { identity, ...issue } = createIssue({ ...fields, userPoolId });
  const { account, isKept } = await subject.store.issue({ identity, ...issue });
  strictEqual(isKept, true);
  const { ticket } = issue;
  return {
    ticket,
    user: { userPoolId, accountId: account.id, identity },
    take: (redemption = {}) => createRedemption(userPoolId, ticket, redemption),
  };
}

/**
 * Stores a bound launch with its first ticket, and returns ways to issue and request further ones for the same login.
 */
export async function keepLaunch(subject: StoreUnderTest, identity = createIdentity()) {
  const binding = {
    stateDigest: digest(createToken(systemRandom, 16)),
    codeChallenge: digest('the verifier of this launch'),
  };
  const first = await keepTicket(subject, { ...binding, identity });
  const { userPoolId } = first.user;
  const again = { ...binding, userPoolId, identity, issuedAt: new Date(NOW.getTime() + 500) };
  const renew = () => keepTicket(subject, again);
  const issueAnother = async (changes: IssueFields = {}) =>
    (await subject.store.issue(createIssue({ ...again, ...changes }))).isKept;
  return { binding, first, renew, issueAnother };
}

function createRedemption(userPoolId: string, ticket: NewTicket, changes: Partial<Redemption>): Redemption {
  return {
    userPoolId,
    key: { digest: ticket.digest },
    codeChallenge: null,
    requireBinding: false,
    now: new Date(NOW.getTime() + 1000),
    ip: '203.0.113.7',
    idempotencyDigest: null,
    session: {
      id: createSessionId(systemRandom, NOW.getTime()),
      expiresAt: new Date(NOW.getTime() + 1_296_000_000),
    },
    ...changes,
  };
}
