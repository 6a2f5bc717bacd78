import { strictEqual } from 'node:assert/strict';
import type { WechatIdentity } from './account.js';
import type { AuthorityStore, Issue, NewTicket, Redemption } from './authority-store.port.js';
import { digest } from './digest.js';
import type { SessionStore } from './session-store.port.js';
import { createSessionId, createToken, systemRandom } from './random.port.js';

/** The adapter under test, beside the store itself. */
export interface StoreUnderTest {
  readonly store: AuthorityStore;
  /** The sessions that `store` opens. */
  readonly sessions: SessionStore;
  /** Makes a pool and gives its id. */
  createPool(): Promise<string>;
  /** Blocks an account, as an operator would. */
  blockAccount(accountId: string): Promise<void>;
  /** Whether the session is active. */
  isSessionActive(sessionId: string): Promise<boolean>;
}

/** One promise of the store: a sentence and the proof, which throws when it does not hold. */
export interface StorePromise {
  readonly sentence: string;
  prove(subject: StoreUnderTest): Promise<void>;
}

/** When the tests play, to the millisecond. */
export const NOW = new Date('2026-01-02T03:04:05.678Z');
/** End of the tickets of the tests. */
export const LATER = new Date(NOW.getTime() + 120_000);

/** A new WeChat user. */
export function createIdentity(changes: Partial<WechatIdentity> = {}): WechatIdentity {
  const openid = `o${createToken(systemRandom, 16)}`;
  return { appId: 'wx0000000000000001', openid, unionid: null, phone: null, ...changes };
}

/** An unused number. */
export function createPhone(): NonNullable<WechatIdentity['phone']> {
  const digits = String(BigInt(`0x${Buffer.from(systemRandom.bytes(8)).toString('hex')}`))
    .padStart(10, '0')
    .slice(-10);
  return { e164: `+861${digits}`, asGiven: `1${digits}` };
}

/** Fields that an issue of the contract may choose. */
export type IssueFields = Partial<NewTicket & Omit<Issue, 'ticket'>>;

/** A WeChat user who asks for a ticket. */
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

/** A login whose ticket is not used. @returns the id of its account */
export async function login(
  { store }: StoreUnderTest,
  userPoolId: string,
  options: { readonly identity?: WechatIdentity; readonly linkByPhone?: boolean } = {},
): Promise<string> {
  return (await store.issue(createIssue({ userPoolId, ...options }))).account.id;
}

interface KeptTicket {
  readonly ticket: NewTicket;
  /** Whose it is. */
  readonly user: {
    readonly userPoolId: string;
    readonly accountId: string;
    readonly identity: WechatIdentity;
  };
  readonly take: (changes?: Partial<Redemption>) => Redemption;
}

/** A ticket in the store, and a way to take it. */
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

/** A bound launch with its first ticket, and ways to get and to ask for further ones for the same login. */
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
