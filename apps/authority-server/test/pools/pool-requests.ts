import { randomBytes } from 'node:crypto';
import { digest } from '@app2wxapp/authority';
import type { Answer, RunningAuthority, TestPool } from '../running-authority.js';

/** Id of a pool that does not exist. */
export const UNKNOWN_POOL = { userPoolId: 'b'.repeat(24) };

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const codeVerifier = randomBytes(32).toString('base64url');

type Credentials = Awaited<ReturnType<typeof logInto>>;

/** Logs a user in who has everything that can be kept of one. @returns also what the tables `known` of it */
export async function logInto(server: RunningAuthority, pool: TestPool) {
  const name = randomBytes(6).toString('hex');
  const phone = `138${randomBytes(4).readUInt32BE().toString().padStart(8, '0').slice(-8)}`;
  const known = { openid: `o-${name}`, unionid: `u-${name}`, phone, nickname: `名${name}` };
  const issue = async (changes: object = {}) => {
    const loginCode = server.wechat.createLoginCode(known.openid, known.unionid);
    const { body, text } = await server.issue(pool, { loginCode, ...changes });
    if (!body.ticket) throw new Error(text);
    return body;
  };
  const phoneCode = server.wechat.createPhoneCode(phone);
  const first = await issue({ phoneCode, profile: { nickname: known.nickname } });
  const { avatarTicket = '' } = first;
  const photo = (await upload(server, pool, avatarTicket)).body.photo;
  const { body: user } = await server.exchange(pool, { ticket: first.ticket, secret: pool.secret });
  const { refreshToken = '' } = user as { refreshToken?: string };
  const state = randomBytes(16).toString('base64url');
  const bound = await issue({ state, codeChallenge: digest(codeVerifier) });
  const denied = randomBytes(16).toString('base64url');
  await server.send(`/oauth/app2wxapp/denials/${pool.userPoolId}`, { json: { state: denied } });
  return {
    user,
    avatarTicket,
    photo,
    refreshToken,
    state,
    ticket: (await issue()).ticket,
    known: {
      ...known,
      photo,
      secret: digest(pool.secret),
      refreshToken: digest(refreshToken),
      ticket: digest(bound.ticket),
      denied: digest(denied),
    },
  };
}

function upload(server: RunningAuthority, { userPoolId }: TestPool, avatarTicket: string) {
  return server.send(`/oauth/app2wxapp/avatars/${userPoolId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${avatarTicket}` },
    body: new Blob([new Uint8Array(PICTURE)]),
  });
}

/** One request for each public route, whose success depends on the pool alone. Each may be sent once. */
export function listRequests(
  server: RunningAuthority,
  { secret }: TestPool,
  { user, avatarTicket, photo, refreshToken, state, ticket }: Credentials,
): Readonly<Record<string, (pool: TestPool) => Promise<Answer>>> {
  const basic = ({ userPoolId }: TestPool) => ({
    authorization: `Basic ${Buffer.from(`${userPoolId}:${secret}`).toString('base64')}`,
  });
  const post = (path: string, json: object, headers = {}) => server.send(path, { json, headers });
  return {
    findPool: ({ userPoolId }) => server.send(`/oauth/app2wxapp/pools/${userPoolId}`),
    issue: (pool) => server.issue(pool),
    findAvatar: ({ userPoolId }) =>
      userPoolId === UNKNOWN_POOL.userPoolId
        ? server.send('/avatars/aaaaaaaaaaaaaaaaaaaaaa')
        : server.send(photo.slice(server.url.length)),
    saveAvatar: (pool) => upload(server, pool, avatarTicket),
    exchange: (pool) => server.exchange(pool, { ticket, secret }),
    claim: ({ userPoolId }) => post(`/oauth/app2wxapp/claim/${userPoolId}`, { state, codeVerifier, secret }),
    deny: ({ userPoolId }) => post(`/oauth/app2wxapp/denials/${userPoolId}`, { state: 'd'.repeat(32) }),
    introspect: (pool) => post('/oauth/introspect', { token: user.token }, basic(pool)),
    refresh: (pool) =>
      post('/oauth/token', { grant_type: 'refresh_token', refresh_token: refreshToken }, basic(pool)),
    findUser: (pool) => server.send(`/oauth/users/${user._id}`, { headers: basic(pool) }),
    revoke: (pool) => post('/oauth/revoke', { token: user.token }, basic(pool)),
  };
}
