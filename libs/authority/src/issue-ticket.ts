import {
  App2WxappError,
  isApp2WxappError,
  type PhoneCode,
  type Ticket,
  type TicketRequest,
} from '@app2wxapp/core';
import type { WechatIdentity } from './account.js';
import type { Audit } from './audit.port.js';
import { auditRefusal } from './audit-refusal.js';
import type { AuthorityStore } from './authority-store.port.js';
import { findNicknameRejection, type NicknameRejection } from './check-nickname.js';
import type { Clock } from './clock.port.js';
import { digest } from './digest.js';
import { userBlocked } from './open-login.js';
import { createToken, type Random } from './random.port.js';
import { requirePool, type UserPool, type UserPools } from './user-pool.js';
import type { MiniProgram, MiniPrograms, WechatCaller, WechatClient } from './wechat-client.port.js';

/** Dependencies of issuing a ticket. */
export interface IssueDependencies {
  /** Source of user pools. */
  readonly pools: UserPools;
  /** Source of mini programs. */
  readonly miniPrograms: MiniPrograms;
  /** Calls to WeChat. */
  readonly wechat: WechatClient;
  /** Store of accounts and tickets. */
  readonly store: AuthorityStore;
  /** Source of the current time. */
  readonly clock: Clock;
  /** Source of random values. */
  readonly random: Random;
  /** Record of events. */
  readonly audit: Audit;
}

/** Login that arrives from a mini program. */
export interface IssueRequest extends TicketRequest {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** IP address of the caller, for the audit log. */
  readonly ip: string;
  /**
   * Signal that aborts the calls to WeChat, which share the time until then. @default none: each call has only its
   * own limit
   */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Issues a ticket: exchanges the login code at WeChat, finds or creates the account, stores the ticket's digest.
 *
 * The order matters: a request that can be rejected without WeChat is rejected before the single-use codes are spent.
 * An invalid phone code is rejected, so that the user can share the number again. When WeChat returns no number for
 * another reason, the login continues without one unless the pool requires it. With the pool's setting
 * `checkNickname`, a login with a rejected nickname continues without it. A second ticket of one bound launch replaces
 * the first one, for the same WeChat user and challenge only. A launch that was redeemed, claimed or denied gets no
 * other ticket. The caller validates the format of the fields before.
 *
 * @returns 256 random bits as base64url, the lifetime in seconds, and the account when its picture is asked for
 * @throws {App2WxappError} `user_pool_not_found`, `app_not_allowed`, `phone_required`, `invalid_request` (no mini
 *   program configured, or not the pool's own), `invalid_login_code`, `invalid_phone_code`, `phone_unavailable`, `risky_user`,
 *   `user_blocked`, `login_expired` (the launch is used, denied or another user's), `wechat_unavailable`, `unavailable` (no
 *   time is left to ask WeChat)
 */
export async function issueTicket(
  dependencies: IssueDependencies,
  request: IssueRequest,
): Promise<{ readonly ticket: Ticket; readonly expiresIn: number; readonly avatarOf?: string }> {
  const { userPoolId, ip } = request;
  return auditRefusal(dependencies.audit, { userPoolId, ip, step: 'issue' }, async () => {
    const pool = await requirePool(dependencies.pools, userPoolId);
    verifySource(pool, request);
    const miniProgram = await requireMiniProgram(dependencies.miniPrograms, pool, request);
    if (request.signal?.aborted) {
      const message = 'Reading the pool took too long to call WeChat in time. Try again.';
      throw new App2WxappError('unavailable', message, { retryAfterSeconds: 1 });
    }
    const caller = { ...miniProgram, signal: request.signal };
    const { identity, rejection } = await resolveIdentity(dependencies.wechat, caller, { request, pool });
    const { ticket, accountId } = await keepTicket(dependencies, { request, pool, identity });
    dependencies.audit.record({ type: 'issued', userPoolId, ip, accountId });
    if (rejection !== undefined) {
      dependencies.audit.record({ type: 'nickname_rejected', userPoolId, ip, accountId, rejection });
    }
    return { ticket, expiresIn: pool.ticketTtlSeconds, ...(pool.askProfile && { avatarOf: accountId }) };
  });
}

function verifySource(pool: UserPool, request: IssueRequest): void {
  // Stryker disable next-line StringLiteral: any text that is no AppID is in no list.
  if (!pool.allowAnyApp && !pool.allowedAppIds.includes(request.sourceAppId ?? '')) {
    throw new App2WxappError(
      'app_not_allowed',
      'This app is not allowed to log users in to this pool. Add its WeChat AppID to the allowedAppIds of the pool.',
    );
  }
  if (pool.requirePhone && request.phoneCode === undefined) {
    throw new App2WxappError(
      'phone_required',
      'This pool requires a phone number. Ask the user to share it.',
    );
  }
}

async function requireMiniProgram(
  miniPrograms: MiniPrograms,
  { appId }: UserPool,
  { useSelfWxapp, userPoolId }: IssueRequest,
): Promise<MiniProgram> {
  if (appId !== null && !useSelfWxapp) {
    throw new App2WxappError(
      'invalid_request',
      'This pool has its own mini program and accepts no logins from another one. Send useSelfWxapp=1.',
    );
  }
  const miniProgram = await miniPrograms.find(useSelfWxapp ? userPoolId : undefined);
  if (miniProgram) return miniProgram;
  throw new App2WxappError(
    'invalid_request',
    useSelfWxapp
      ? 'This pool has no mini program of its own. Set its AppID and AppSecret, or send useSelfWxapp=0.'
      : 'This authority has no mini program. Set WECHAT_APP_ID and WECHAT_APP_SECRET, or use a pool of its own.',
  );
}

async function resolveIdentity(
  wechat: WechatClient,
  caller: WechatCaller,
  { request, pool }: { readonly request: IssueRequest; readonly pool: UserPool },
): Promise<{ readonly identity: WechatIdentity; readonly rejection: NicknameRejection | undefined }> {
  const { openid, unionid } = await wechat.resolveLoginCode(caller, request.loginCode);
  const profile = pool.askProfile ? request.profile : undefined;
  const { nickname } = profile ?? {};
  const [phone, rejection] = await Promise.all([
    resolvePhone(wechat, caller, { phoneCode: request.phoneCode, openid, isRequired: pool.requirePhone }),
    pool.checkNickname && nickname !== undefined
      ? findNicknameRejection(wechat, caller, { nickname, openid })
      : undefined,
  ]);
  const kept = rejection === undefined ? profile : undefined;
  return {
    identity: { appId: caller.appId, openid, unionid, phone, ...(kept && { profile: kept }) },
    rejection,
  };
}

async function resolvePhone(
  wechat: WechatClient,
  caller: WechatCaller,
  wanted: {
    readonly phoneCode: PhoneCode | undefined;
    readonly openid: string;
    readonly isRequired: boolean;
  },
): Promise<WechatIdentity['phone']> {
  const { phoneCode, openid, isRequired } = wanted;
  if (phoneCode === undefined) return null;
  try {
    return await wechat.resolvePhoneCode(caller, phoneCode, openid);
  } catch (error) {
    if (!isRequired && isApp2WxappError(error, 'phone_unavailable')) return null;
    throw error;
  }
}

async function keepTicket(
  { store, clock, random, audit }: IssueDependencies,
  login: { readonly request: IssueRequest; readonly pool: UserPool; readonly identity: WechatIdentity },
): Promise<{ readonly ticket: Ticket; readonly accountId: string }> {
  const { request, pool, identity } = login;
  const ticket = createToken(random, 32) as Ticket;
  const now = clock.now();
  const { account, movedFrom, isKept } = await store.issue({
    userPoolId: pool.id,
    identity,
    linkByPhone: pool.linkByPhone,
    ticket: {
      digest: digest(ticket),
      stateDigest: request.state === undefined ? null : digest(request.state),
      codeChallenge: request.codeChallenge ?? null,
      issuedAt: new Date(now),
      expiresAt: new Date(now + pool.ticketTtlSeconds * 1000),
    },
  });
  if (movedFrom !== null) {
    const accountId = account.id;
    audit.record({ type: 'identity_moved', userPoolId: pool.id, ip: request.ip, accountId, movedFrom });
  }
  if (account.blocked || account.isDeleted) {
    throw userBlocked();
  }
  if (isKept) return { ticket, accountId: account.id };
  throw new App2WxappError(
    'login_expired',
    'This launch was already used or denied, or belongs to another user. Start the login again in the app.',
  );
}
