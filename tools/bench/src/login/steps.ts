import {
  ACTIVE_SESSIONS,
  FLOOR_ROWS,
  nameCredential,
  nameUser,
  nameUserPhone,
  OPERATOR,
  POOL,
  REFRESHING_POOL,
} from './prepare-rows.js';
import type { SignToken } from './sign-tokens.js';

/** A request as `requests.lua` reads it. */
export interface BenchRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string;
  readonly json?: object;
}

/** Server that responds: the authority, the floor, or a backend with a route of that kind. */
export type Target = 'authority' | 'floor' | 'open' | 'online' | 'cached' | 'offline';

/** Stream of requests to one server. */
export interface Stream {
  readonly target: Target;
  /** Number of different requests; then the first one is sent again. */
  readonly count: number;
  readonly build: (index: number) => BenchRequest | Promise<BenchRequest>;
}

/** Step of a login, and the best possible figure of the same machine with as many statements and requests. */
export interface Step {
  readonly name: string;
  readonly ours: Stream;
  readonly floor: Stream;
  /** Whether it is measured on PGlite too. */
  readonly isOnPglite?: boolean;
  /** Number of connections. @default that of the options */
  readonly connections?: number;
}

/** Number of verified requests for each login in the mixture. */
const REQUESTS_PER_LOGIN = 200;

/** Number of users who each send more than one request within the lifetime of a cached response. */
const REPEATING = 64;

const post = (path: string, json: object): BenchRequest => ({ method: 'POST', path, json });
const atPool = (path: string) => `/oauth/app2wxapp/${path}/${POOL.id}`;
const ours = (count: number, build: Stream['build']): Stream => ({ target: 'authority', count, build });
const introspect = (token: string) => post('/oauth/introspect', { ...CLIENT, token });
const CLIENT = { client_id: POOL.id, client_secret: POOL.secret };
/** Credentials of a backend. */
export const CREDENTIALS = JSON.stringify(CLIENT);

/** Creates the steps. @param once number of each thing that is used once */
export function createSteps(counts: { accounts: number; once: number }, sign: SignToken): readonly Step[] {
  const { accounts, once } = counts;
  const issue = (loginCode: string) => post(atPool('tickets'), { loginCode, scene: 1069, useSelfWxapp: 0 });
  const exchange = (index: number) =>
    post(atPool('auth'), { ticket: nameCredential('t', index), secret: POOL.secret });
  // Users of all ages, not the neighbours of the previous one.
  const returning = (index: number) => issue(`o-${(index * 7919) % accounts}`);
  const hit = async (index: number) => introspect(await sign('active', index % ACTIVE_SESSIONS));
  return [
    {
      name: 'issue, returning user',
      ours: ours(Math.min(accounts, once), returning),
      floor: floor('/issue'),
      isOnPglite: true,
    },
    {
      name: 'issue, first login',
      ours: ours(once, (index) => issue(`first-${index}`)),
      floor: floor('/issue-first'),
    },
    { name: 'exchange', ours: ours(once, exchange), floor: floor('/write'), isOnPglite: true },
    {
      name: 'introspection, active',
      ours: ours(ACTIVE_SESSIONS, hit),
      floor: floor('/read'),
      isOnPglite: true,
    },
    ...createRefusedIntrospections(sign),
    { name: 'refresh', ours: ours(once, refresh), floor: floor('/write') },
    {
      name: 'revoke',
      ours: ours(once, async (index) =>
        post('/oauth/revoke', { ...CLIENT, token: await sign('once', index) }),
      ),
      floor: floor('/read-write'),
    },
    { name: 'claim', ours: ours(once, claim), floor: floor('/write') },
    {
      name: `one login to ${REQUESTS_PER_LOGIN} verified requests`,
      ours: ours(once, (index) => mix(index, { returning, exchange, hit }, once)),
      floor: mixFloor(once),
    },
    ...createKitSteps(sign),
    ...createSearches(accounts),
  ];
}

/** Creates an operator's searches, one after the other. */
function createSearches(accounts: number): Step[] {
  const search = (name: string, find: (account: number) => object): Step => ({
    name: `search, ${name}`,
    ours: ours(ACTIVE_SESSIONS, (index) => ({
      ...post(`/admin/pools/${POOL.id}/users/search`, find((index * 7919) % accounts)),
      token: OPERATOR.token,
    })),
    floor: floor('/read'),
    connections: 1,
  });
  return [
    search('phone number', (account) => ({ phone: nameUserPhone(account) })),
    search('a name of many', () => ({ name: '9' })),
    search('a name of few', (account) => ({ name: nameUser(account) })),
  ];
}

function createRefusedIntrospections(sign: SignToken): Step[] {
  return [
    {
      name: 'introspection, revoked',
      ours: ours(ACTIVE_SESSIONS, async (index) => introspect(await sign('revoked', index))),
      floor: floor('/read'),
    },
    {
      name: 'introspection, garbage',
      ours: ours(ACTIVE_SESSIONS, async (index) =>
        // Only a signature in its one spelling is verified.
        introspect(`${(await sign('active', index)).slice(0, -6)}aaaaaA`),
      ),
      floor: floor('/nothing'),
    },
  ];
}

function refresh(index: number): BenchRequest {
  const client = { client_id: REFRESHING_POOL.id, client_secret: REFRESHING_POOL.secret };
  const refresh_token = nameCredential('r', index);
  return post('/oauth/token', { ...client, grant_type: 'refresh_token', refresh_token });
}

function claim(index: number): BenchRequest {
  const [state, codeVerifier] = [nameCredential('s', index), nameCredential('v', index)];
  return post(atPool('claim'), { state, codeVerifier, secret: POOL.secret });
}

/** Mixes the steps. Tickets of the mixture are taken from the end, which the exchanges do not reach. */
function mix(
  index: number,
  parts: Record<'returning' | 'exchange' | 'hit', Stream['build']>,
  once: number,
): ReturnType<Stream['build']> {
  const part = index % (REQUESTS_PER_LOGIN + 2);
  if (part === 0) return parts.returning(index);
  return part === 1
    ? parts.exchange(once - 1 - Math.floor(index / (REQUESTS_PER_LOGIN + 2)))
    : parts.hit(index);
}

const toFloor = (path: string, index: number) => post(path, { key: `key-${(index * 7919) % FLOOR_ROWS}` });

function floor(path: string): Stream {
  return { target: 'floor', count: FLOOR_ROWS, build: (index) => toFloor(path, index) };
}

function mixFloor(count: number): Stream {
  const paths = ['/issue', '/write'];
  return {
    target: 'floor',
    count,
    build: (index) => toFloor(paths[index % (REQUESTS_PER_LOGIN + 2)] ?? '/read', index),
  };
}

/**
 * Creates the steps of `GET /me` behind the guard: with an introspection each time, with a cached one, and without.
 */
function createKitSteps(sign: SignToken): Step[] {
  const me = (target: Target, path = '/me', count = ACTIVE_SESSIONS): Stream => ({
    target,
    count,
    build: async (index) => ({ method: 'GET', path, token: await sign('active', index) }),
  });
  return [
    { name: 'GET /me, online without a cache', ours: me('online'), floor: me('floor', '/ask') },
    {
      name: `GET /me, online, ${REPEATING} users`,
      ours: me('cached', '/me', REPEATING),
      floor: me('open', '/me', REPEATING),
    },
    { name: 'GET /me, offline', ours: me('offline'), floor: me('open') },
  ];
}
