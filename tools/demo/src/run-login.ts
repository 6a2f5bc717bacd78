import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createBinding } from '@app2wxapp/browser';
import {
  buildLaunchPath,
  decodeExtMsg,
  encodeExtMsg,
  parseIssuedTicket,
  parseLaunchPath,
  parseLoginCode,
  parsePhoneCode,
  type Ticket,
  type TicketRequest,
} from '@app2wxapp/core';
import type { DemoPlace, DemoPool } from './environment.js';
import { postJson, readJson } from './json-request.js';
import { readOrCreatePrivateJson } from './private-json.js';

/** Report on each step of a login. Nothing in it is secret. */
export interface LoginReport {
  readonly launchPath: string;
  /** Lifetime of the ticket in seconds. */
  readonly expiresIn: number;
  /** extMsg of the mini program, its ticket masked. */
  readonly extMsg: string;
  /** User that the backend returned to the app. */
  readonly user: Readonly<Record<string, unknown>>;
  /** Response of `GET /me` to the token. */
  readonly me: Readonly<Record<string, unknown>>;
}

const FROM_APP = 1069;

/**
 * Logs the demo's user in through the whole chain, as app and mini program would, by requests to the running
 * processes: launch, codes from the simulated WeChat, ticket, way back, exchange by the backend, `GET /me`.
 *
 * @param onStep called after each step with what is known by then
 * @throws {Error} when a step fails
 */
export async function runLogin(
  demo: DemoPlace & { readonly pools: readonly DemoPool[] },
  onStep: (step: keyof LoginReport, report: Partial<LoginReport>) => void = () => {},
): Promise<LoginReport> {
  const { codeVerifier, ...bound } = await createBinding();
  const userPoolId = demo.pools[0]?.userPoolId ?? '';
  const launchPath = buildLaunchPath({ userPoolId, getPhone: true, useSelfWxapp: false, ...bound });
  onStep('launchPath', { launchPath });

  const issued = await issueTicket(demo, launchPath);
  onStep('expiresIn', issued);

  const sent = encodeExtMsg({ status: 'success', ...issued, state: bound.state });
  const outcome = decodeExtMsg(sent);
  if (outcome.status !== 'success' || outcome.state !== bound.state)
    throw new Error('Another login was answered.');
  const extMsg = sent.replace(outcome.ticket, mask(outcome.ticket));
  onStep('extMsg', { extMsg });

  const answer = await postJson(`${demo.backend}/auth/wechat`, { ticket: outcome.ticket, codeVerifier });
  const { user, token } = answer as { user: LoginReport['user']; token: string };
  onStep('user', { user });

  const me = await readJson(fetch(`${demo.backend}/me`, { headers: { authorization: `Bearer ${token}` } }));
  onStep('me', { me });
  return { launchPath, expiresIn: issued.expiresIn, extMsg, user, me };
}

// What the mini program does between its opening and the way back.
async function issueTicket(demo: DemoPlace, launchPath: string) {
  const { userPoolId, useSelfWxapp, state, codeChallenge } = parseLaunchPath(launchPath);
  const { openid } = readOrCreatePrivateJson(join(demo.dataDir, 'visitor.json'), createVisitor);
  const [loginCode, phoneCode] = await Promise.all([
    takeCode(`${demo.simulator}/__simulator/login-codes`, openid),
    takeCode(`${demo.simulator}/__simulator/phone-codes`, openid),
  ]);
  const request: TicketRequest = {
    loginCode: parseLoginCode(loginCode),
    phoneCode: parsePhoneCode(phoneCode),
    useSelfWxapp,
    scene: FROM_APP,
    state,
    codeChallenge,
  };
  return parseIssuedTicket(
    await postJson(`${demo.authority}/oauth/app2wxapp/tickets/${userPoolId}`, request),
  );
}

// The same person at every start, so that the account is found again.
function createVisitor(): { openid: string } {
  return { openid: `o${randomBytes(20).toString('base64url')}` };
}

async function takeCode(url: string, openid: string): Promise<unknown> {
  return (await postJson(url, { openid })).code;
}

function mask(ticket: Ticket): string {
  return `${ticket.slice(0, 3)}…`;
}
