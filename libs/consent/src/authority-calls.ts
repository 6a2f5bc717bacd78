import {
  isApp2WxappError,
  parseIssuedTicket,
  parseLoginCode,
  parsePoolInfo,
  type IssuedTicket,
  type Language,
  type PoolInfo,
  type TicketRequest,
} from '@app2wxapp/core';
import type { AuthorityAnswer, ConsentPort } from './consent-port.js';
import type { CallProblem } from './consent-state.js';
import type { LaunchContext } from './launch-context.js';
import type { SharedByUser } from './shared-by-user.js';

/** Options of the calls to an authority, besides the launch. */
export interface AuthorityAccess {
  /** WeChat or its replacement. */
  readonly port: ConsentPort;
  /** Origin of the authority, without a trailing slash. */
  readonly authority: string;
  /** Language of the authority's messages. */
  readonly language: Language;
  /** Time limit of one call in milliseconds. */
  readonly timeoutMs: number;
}

/** Failure of a call, as one of the page's problems. */
export class ConsentFailure extends Error {
  /** Problem that the page reports; `isSent` is false when no request was sent after the last response. */
  constructor(
    readonly problem: CallProblem,
    readonly isSent = true,
  ) {
    super(problem);
  }
}

/** Reads the public data of the pool. @throws {ConsentFailure} */
export async function loadPool(access: AuthorityAccess, { params }: LaunchContext): Promise<PoolInfo> {
  return read(await send(access, `pools/${params.userPoolId}`), parsePoolInfo);
}

/**
 * Gets a login code from WeChat and a ticket for it. A login code that WeChat rejects is replaced once, silently: the
 * authority rejects it before it uses the phone code, which is still valid then. A phone code that is no longer valid
 * has an error of its own, since only the user's tap creates another.
 *
 * @throws {ConsentFailure}
 */
export async function askTicket(
  access: AuthorityAccess,
  launch: LaunchContext,
  shared: SharedByUser,
): Promise<IssuedTicket> {
  try {
    return await askTicketOnce(access, launch, shared);
  } catch (error) {
    if (!(error instanceof ConsentFailure) || error.problem !== 'invalid_login_code') throw error;
    return askTicketOnce(access, launch, shared);
  }
}

/** Time limit in milliseconds. The login is complete by then: a user waits less for a picture than for a ticket. */
const AVATAR_TIMEOUT_MS = 6_000;

/** Sends the picture that the user chose. @throws {ConsentFailure} */
export async function uploadAvatar(
  { port, authority, timeoutMs }: AuthorityAccess,
  { params }: LaunchContext,
  { avatar, avatarTicket }: { readonly avatar: string; readonly avatarTicket: string },
): Promise<void> {
  const upload = {
    avatar,
    url: `${authority}/oauth/app2wxapp/avatars/${params.userPoolId}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${avatarTicket}`,
      // The authority detects the type itself.
      'content-type': 'application/octet-stream',
    },
    timeoutMs: Math.min(timeoutMs, AVATAR_TIMEOUT_MS),
  };
  const answer = await port.uploadAvatar?.(upload).catch(() => undefined);
  if (answer?.status !== 201) throw new ConsentFailure(answer === undefined ? 'network_error' : 'internal');
}

/**
 * Reports to the authority that the user declined, so that an app that lost the result can claim it. Never rejects.
 */
export async function reportDenial(access: AuthorityAccess, { params }: LaunchContext): Promise<void> {
  // A lost report does no harm: the app has its own timeout.
  await send(access, `denials/${params.userPoolId}`, { state: params.state }).catch(() => undefined);
}

async function askTicketOnce(
  access: AuthorityAccess,
  { params, scene, sourceAppId }: LaunchContext,
  { phoneCode, profile }: SharedByUser,
): Promise<IssuedTicket> {
  const { userPoolId, useSelfWxapp, state, codeChallenge } = params;
  const request: TicketRequest = {
    loginCode: await login(access.port),
    useSelfWxapp,
    scene,
    ...(phoneCode !== undefined && { phoneCode }),
    ...(sourceAppId !== undefined && { sourceAppId }),
    ...(state !== undefined && { state }),
    ...(codeChallenge !== undefined && { codeChallenge }),
    ...(profile !== undefined && { profile }),
  };
  return read(await send(access, `tickets/${userPoolId}`, request), parseIssuedTicket);
}

async function login(port: ConsentPort) {
  try {
    return parseLoginCode(await getLoginCode(port));
  } catch (error) {
    throw error instanceof ConsentFailure ? error : new ConsentFailure('wechat_unavailable');
  }
}

async function getLoginCode(port: ConsentPort): Promise<string> {
  try {
    return await port.login();
  } catch {
    // The phone itself asks WeChat: without a network it gets no response.
    throw new ConsentFailure('network_error', false);
  }
}

async function send(access: AuthorityAccess, path: string, body?: object): Promise<AuthorityAnswer> {
  const { port, authority, language, timeoutMs } = access;
  const headers = { accept: 'application/json', 'accept-language': language === 'zh' ? 'zh-CN' : 'en' };
  const url = `${authority}/oauth/app2wxapp/${path}`;
  try {
    if (body === undefined) return await port.request({ method: 'GET', url, headers, timeoutMs });
    const json = { ...headers, 'content-type': 'application/json' };
    return await port.request({ method: 'POST', url, headers: json, body: JSON.stringify(body), timeoutMs });
  } catch {
    throw new ConsentFailure('network_error');
  }
}

function read<T>(answer: AuthorityAnswer, parse: (body: unknown, status: number) => T): T {
  try {
    return parse(answer.body, answer.status);
  } catch (error) {
    throw new ConsentFailure(problemOf(error));
  }
}

function problemOf(error: unknown): CallProblem {
  const code = isApp2WxappError(error) ? error.code : 'internal';
  switch (code) {
    case 'user_pool_not_found':
    case 'app_not_allowed':
    case 'user_blocked':
    case 'risky_user':
    case 'invalid_phone_code':
    case 'phone_unavailable':
    case 'phone_required':
    case 'invalid_login_code':
    case 'wechat_unavailable':
    case 'rate_limited':
    case 'login_expired':
      return code;
    case 'invalid_request':
      return 'invalid_launch';
    default:
      return 'internal';
  }
}
