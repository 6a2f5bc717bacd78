import type { LoginCode, PhoneCode } from '@app2wxapp/core';
import {
  createTokenSigner,
  digest,
  issueTicket,
  redeemTicket,
  systemRandom,
  type AuthorityEvent,
  type IssueRequest,
  type MiniProgram,
  type RedeemRequest,
  type UserPool,
} from '../src/index.js';
import { MemoryStore } from './memory-store.js';
import { generateKeyPair } from 'jose';

const POOL_ID = '0123456789abcdef01234567';
export const SECRET = 'the-secret-of-the-pool';

/** The rules with everything around them in memory, and a clock that stands until it is moved. */
export async function createRules(changes: Partial<UserPool> = {}) {
  const { privateKey } = await generateKeyPair('ES256');
  const store = new MemoryStore();
  const events: AuthorityEvent[] = [];
  const asked: MiniProgram[] = [];
  const clock = { nowMs: 1_767_323_045_678, now: () => clock.nowMs };
  const pool = createPool(changes);
  const dependencies = {
    store,
    clock,
    random: systemRandom,
    audit: { record: (event: AuthorityEvent) => void events.push(event) },
    pools: { find: async (id: string) => (id === pool.id ? pool : undefined) },
    miniPrograms: {
      find: async (id: string | undefined) =>
        id === undefined ? { appId: 'wx-of-the-authority', appSecret: 'x' } : undefined,
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
    },
    signer: createTokenSigner(() => 'https://authority.example', {
      findCurrent: async () => ({ kid: 'k', privateKey }),
      findPoolKey: async () => new TextEncoder().encode('a key of the pool, of 32 bytes or more'),
    }),
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
  const redeem = (request: Pick<RedeemRequest, 'ticket'> & Partial<RedeemRequest>) =>
    redeemTicket(dependencies, { userPoolId: pool.id, secret: SECRET, ip: '203.0.113.8', ...request });
  return { issue, redeem, store, events, clock, asked, pool };
}

function createPool(changes: Partial<UserPool>): UserPool {
  return {
    id: POOL_ID,
    name: 'a pool',
    logo: '',
    secretRequired: true,
    requireBinding: true,
    ticketTtlSeconds: 120,
    tokenTtlSeconds: 1_296_000,
    refreshTtlSeconds: 0,
    tokenFormat: 'ES256',
    responseStyle: 'bare',
    requirePhone: false,
    linkByPhone: false,
    allowedAppIds: [],
    allowedOrigins: [],
    appId: null,
    secrets: [{ id: 's', digest: digest(SECRET), expiresAt: null }],
    ...changes,
  };
}
