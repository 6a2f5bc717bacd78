import { generateKeyPairSync } from 'node:crypto';
import { App2WxappError, type LoginCode, type PhoneCode } from '@app2wxapp/core';
import {
  createTokenSigner,
  digest,
  introspectToken,
  issueTicket,
  claimLogin,
  denyLogin,
  redeemTicket,
  refreshSession,
  revokeToken,
  systemRandom,
  WechatFailure,
  type AuthorityEvent,
  type IssueRequest,
  type MiniProgram,
  type NicknameVerdict,
  type ClaimRequest,
  type RedeemRequest,
  type UserPool,
} from '../src/index.js';
import { MemorySessionStore, MemoryStore } from '../src/testing/index.js';
import { createTestPool } from '../src/testing/test-pool.js';

const POOL_ID = '0123456789abcdef01234567';
export const SECRET = 'the-secret-of-the-pool';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** The rules with everything around them in memory, and a clock that is moved by hand. */
export async function createRules(changes: Partial<UserPool> = {}) {
  const store = new MemoryStore();
  const events: AuthorityEvent[] = [];
  const asked: MiniProgram[] = [];
  const clock = { nowMs: 1_767_323_045_678, now: () => clock.nowMs };
  const pool = createPool(changes);
  const sessions = new MemorySessionStore(store);
  const issuer = () => 'https://authority.example';
  const keys = {
    findCurrent: async () => ({ kid: 'k', privateKey }),
    findPoolKey: async () => new TextEncoder().encode('a key of the pool, of 32 bytes or more'),
    findPublicKey: async (kid: string) => (kid === 'k' ? publicKey : undefined),
  };
  const dependencies = {
    store,
    sessions,
    clock,
    random: systemRandom,
    audit: { record: (event: AuthorityEvent) => void events.push(event) },
    pools: { find: async (id: string) => (id === pool.id ? pool : undefined) },
    miniPrograms: {
      find: async (id: string | undefined) =>
        id === undefined
          ? { appId: 'wx-of-the-authority', appSecret: 'x' }
          : id !== pool.id || pool.appId === null
            ? undefined
            : { appId: pool.appId, appSecret: 'x' },
    },
    wechat: {
      resolveLoginCode: async (miniProgram: MiniProgram, code: LoginCode) => {
        asked.push(miniProgram);
        return { openid: `o-${code}`, unionid: null };
      },
      resolvePhoneCode: async (_miniProgram: MiniProgram, code: PhoneCode) => ({
        e164: `+86${code}`,
        asGiven: code,
      }),
      checkNickname: async (_miniProgram: MiniProgram, nickname: string) => findVerdict(nickname),
    },
    ...{ issuer, keys, signer: createTokenSigner(issuer, keys, systemRandom) },
  };
  const issue = (request: Partial<IssueRequest> = {}) =>
    issueTicket(dependencies, {
      userPoolId: pool.id,
      loginCode: 'code' as LoginCode,
      useSelfWxapp: false,
      scene: 1069,
      ip: '203.0.113.7',
      ...request,
    });
  const open = (request: Pick<RedeemRequest, 'ticket'> & Partial<RedeemRequest>) =>
    redeemTicket(dependencies, { userPoolId: pool.id, secret: SECRET, ip: '203.0.113.8', ...request });
  const redeem = (request: Parameters<typeof open>[0]) => open(request).then(({ user }) => user);
  const claim = (request: Pick<ClaimRequest, 'state' | 'codeVerifier'> & Partial<ClaimRequest>) =>
    claimLogin(dependencies, { userPoolId: pool.id, secret: SECRET, ip: '203.0.113.8', ...request }).then(
      ({ user }) => user,
    );
  const deny = (state: string) => denyLogin(dependencies, { userPoolId: pool.id, state, ip: '203.0.113.7' });
  const ip = '203.0.113.9';
  const refresh = (refreshToken = '') => refreshSession(dependencies, pool, { refreshToken, ip });
  const revoke = (token = '', allSessions = false) =>
    revokeToken(dependencies, pool, { token, allSessions, ip });
  const introspect = (token: string) => introspectToken(dependencies, pool, token);
  return {
    ...{ issue, open, redeem, claim, deny, refresh, revoke, introspect },
    ...{ store, sessions, events, clock, asked, pool },
    ...{ wechat: dependencies.wechat, miniPrograms: dependencies.miniPrograms },
  };
}

/** A nickname is its own verdict, or the way in which the check fails. */
function findVerdict(nickname: string): NicknameVerdict {
  if (nickname === 'away')
    throw new WechatFailure('wechat_unavailable', 'WeChat does not answer.', 'timeout');
  if (nickname === 'too often') throw new App2WxappError('rate_limited', 'Wait a minute.');
  if (nickname === 'broken') throw new TypeError('a mistake of the code');
  return nickname === 'review' || nickname === 'risky' ? nickname : 'pass';
}

/** A pool that needs its secret, with what the test changes. */
export function createPool(changes: Partial<UserPool>): UserPool {
  return createTestPool({
    id: POOL_ID,
    secrets: [{ id: 's', digest: digest(SECRET), expiresAt: null }],
    ...changes,
  });
}
