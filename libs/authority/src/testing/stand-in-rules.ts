import { App2WxappError, type User } from '@app2wxapp/core';
import { systemClock } from '../clock.port.js';
import { digest } from '../digest.js';
import { createObjectId, createToken, systemRandom } from '../random.port.js';
import { createTokenSigner } from '../session-token.js';
import type { UserPool } from '../user-pool.js';
import { MemorySessionStore } from './memory-session-store.js';
import { MemoryStore, nameIdentity } from './memory-store.js';
import { MemoryUsers } from './memory-users.js';
import { createStandInKeys } from './stand-in-keys.js';

/** Binding of a ticket to the app that launched. `state` is required for a claim only. */
export interface StandInBinding {
  /** Code verifier of the launch. */
  readonly codeVerifier: string;
  /** State of the launch. */
  readonly state?: string;
}

/** AppID of the mini program of every login. */
const APP_ID = 'wx0000000000000000';

/** Dependencies of the rules of an authority, in memory, with one pool. */
export type StandInRules = Awaited<ReturnType<typeof createStandInRules>>;

/**
 * Creates the rules. @param issuer the stand-in's origin
 * @param signingKey key of HS256; `undefined` for a pool of ES256
 */
export async function createStandInRules(
  pool: UserPool,
  issuer: () => string,
  signingKey: string | undefined,
) {
  const store = new MemoryStore();
  const sessions = new MemorySessionStore(store);
  const keys = await createStandInKeys(
    signingKey === undefined ? undefined : new TextEncoder().encode(signingKey),
  );
  const shown = new Map<string, Partial<User>>();
  return {
    pool,
    pools: { find: (id: string) => Promise.resolve(id === pool.id ? pool : undefined) },
    ...{ store, sessions, keys, issuer },
    signer: createTokenSigner(issuer, keys, systemRandom),
    clock: systemClock,
    random: systemRandom,
    audit: { record: () => undefined },
    users: new MemoryUsers(store, sessions, systemClock),
    /** Fields of users that tests set and no authority stores, by id of the account. */
    shown,
    issueTicket: (user: Partial<User> = {}, binding?: StandInBinding): string => {
      const ticket = createToken(systemRandom, 32);
      const { accountId, ...rest } = keepTicket(store, pool, { digest: digest(ticket), user, binding });
      shown.set(accountId, rest.shown);
      return ticket;
    },
  };
}

/** Stores a ticket without calling WeChat: the test defines the user. */
function keepTicket(
  store: MemoryStore,
  pool: UserPool,
  ticket: {
    readonly digest: string;
    readonly user: Partial<User>;
    readonly binding: StandInBinding | undefined;
  },
): { readonly accountId: string; readonly shown: Partial<User> } {
  const { _id, openid, unionid = null, phone, nickname, ...rest } = ticket.user;
  const { photo, metadata, blocked, isDeleted, signedUp, ...shown } = rest;
  const identity = { appId: APP_ID, openid: openid ?? _id ?? createObjectId(systemRandom, Date.now()) };
  if (_id !== undefined && !store.findAccount(pool.id, _id)) {
    store.createAccount(pool.id, { id: _id }).identities.set(nameIdentity(identity), identity);
  }
  const { codeVerifier, state } = ticket.binding ?? {};
  const issuedAt = new Date();
  const { account, isKept } = store.issueNow({
    userPoolId: pool.id,
    identity: {
      ...identity,
      unionid,
      phone: phone ? { e164: phone, asGiven: phone } : null,
      profile: nickname === undefined ? {} : { nickname },
    },
    linkByPhone: pool.linkByPhone,
    ticket: {
      digest: ticket.digest,
      stateDigest: state === undefined ? null : digest(state),
      codeChallenge: codeVerifier === undefined ? null : digest(codeVerifier),
      issuedAt,
      expiresAt: new Date(issuedAt.getTime() + pool.ticketTtlSeconds * 1000),
    },
  });
  if (!isKept) {
    throw new App2WxappError(
      'login_expired',
      'This launch was already used, or its user is blocked. Use another launch.',
    );
  }
  store.changeAccount(account.id, {
    photo: photo ?? account.photo,
    metadata: metadata ?? account.metadata,
    blocked: blocked ?? account.blocked,
    isDeleted: isDeleted ?? account.isDeleted,
    signedUp: signedUp === undefined ? account.signedUp : new Date(signedUp),
  });
  return { accountId: account.id, shown };
}
