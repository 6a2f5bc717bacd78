import { strictEqual } from 'node:assert/strict';
import type { WechatIdentity } from './account.js';
import type { AuthorityStore, NewTicket, Redemption } from './authority-store.port.js';
import { digest } from './digest.js';
import { createObjectId, createToken, systemRandom } from './random.port.js';

/** What the contract needs of an adapter, beside the store itself. */
export interface StoreUnderTest {
  readonly store: AuthorityStore;
  /** Makes a pool and gives its id. */
  createPool(): Promise<string>;
  /** Blocks an account, as an operator would. */
  blockAccount(accountId: string): Promise<void>;
  /** Whether the session stands. */
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

/** A WeChat user whom nobody has seen yet. */
export function createIdentity(changes: Partial<WechatIdentity> = {}): WechatIdentity {
  const openid = `o${createToken(systemRandom, 16)}`;
  return { appId: 'wx0000000000000001', openid, unionid: null, phone: null, ...changes };
}

/** A number that nobody has. */
export function createPhone(): NonNullable<WechatIdentity['phone']> {
  const digits = String(BigInt(`0x${createObjectId(systemRandom)}`)).slice(0, 10);
  return { e164: `+861${digits}`, asGiven: `1${digits}` };
}

/** A login that needs no ticket. @returns the id of its account */
export async function login(
  { store }: StoreUnderTest,
  userPoolId: string,
  options: { readonly identity?: WechatIdentity; readonly linkByPhone?: boolean } = {},
): Promise<string> {
  const { identity = createIdentity(), linkByPhone = false } = options;
  return (await store.findOrCreateAccount({ userPoolId, identity, linkByPhone, now: NOW })).account.id;
}

interface KeptTicket {
  readonly ticket: NewTicket;
  readonly take: (changes?: Partial<Redemption>) => Redemption;
}

/** A ticket in the store, and a way to take it. */
export async function keepTicket(
  subject: StoreUnderTest,
  changes: Partial<NewTicket> = {},
): Promise<KeptTicket> {
  const userPoolId = changes.userPoolId ?? (await subject.createPool());
  const accountId = changes.accountId ?? (await login(subject, userPoolId));
  const ticket = createTicket({ ...changes, userPoolId, accountId });
  strictEqual(await subject.store.insertTicket(ticket), true);
  return { ticket, take: (redemption = {}) => createRedemption(ticket, redemption) };
}

/** A ticket that no store has yet. */
export function createTicket(
  fields: Partial<NewTicket> & Pick<NewTicket, 'userPoolId' | 'accountId'>,
): NewTicket {
  return {
    digest: digest(createToken(systemRandom, 32)),
    appId: 'wx0000000000000001',
    openid: 'o-of-the-login',
    stateDigest: null,
    codeChallenge: null,
    issuedAt: NOW,
    expiresAt: LATER,
    ...fields,
  };
}

/** A bound launch with its first ticket, and ways to get and to make further ones for the same login. */
export async function keepLaunch(subject: StoreUnderTest) {
  const binding = {
    stateDigest: digest(createToken(systemRandom, 16)),
    codeChallenge: digest('the verifier of this launch'),
  };
  const first = await keepTicket(subject, binding);
  const { userPoolId, accountId } = first.ticket;
  const issuedAt = new Date(NOW.getTime() + 500);
  const fields = { ...binding, userPoolId, accountId, issuedAt };
  const renew = () => keepTicket(subject, fields);
  const createAnother = (changes: Partial<NewTicket> = {}) => createTicket({ ...fields, ...changes });
  return { binding, first, renew, createAnother };
}

function createRedemption(ticket: NewTicket, changes: Partial<Redemption>): Redemption {
  return {
    userPoolId: ticket.userPoolId,
    key: { digest: ticket.digest },
    codeChallenge: null,
    requireBinding: false,
    now: new Date(NOW.getTime() + 1000),
    ip: '203.0.113.7',
    idempotencyDigest: null,
    session: { id: createToken(systemRandom, 16), expiresAt: new Date(NOW.getTime() + 1_296_000_000) },
    ...changes,
  };
}
