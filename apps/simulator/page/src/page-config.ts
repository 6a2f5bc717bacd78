import { fetchInTime } from './fetch-in-time.js';
import type { OwnAppOnPhone } from './own-app/own-app.js';
import type { PoolReport } from '../../src/http/own-app-routes.js';
import type { Fault, FaultKind } from '../../src/wechat/faults.js';
import type { PageConfig } from '../../src/http/page-routes.js';
import type { DemoPool } from '../../src/settings.js';

export type { PageConfig };

/** A pool of the demo, or the developer's own. */
export interface PagePool extends DemoPool {
  /** App that the address of the page names. */
  readonly own?: OwnAppOnPhone;
}

/**
 * Kinds of pools: one of the demo that requires the secret, allows the direct exchange, or does so for listed apps
 * only; and the developer's own.
 */
export type PoolKind = 'secret' | 'direct' | 'listed' | 'own';

/** Finds the kind of a pool. */
export function kindOf({ direct, listed, own }: PagePool): PoolKind {
  if (own) return 'own';
  if (listed) return 'listed';
  return direct ? 'direct' : 'secret';
}

/** WeChat user who can own the phone. */
export interface WechatUser {
  /** Id of the user in this simulator. */
  readonly id: string;
  /** Nickname of the user. */
  readonly nickname: string;
  /** Phone number without the country code. */
  readonly purePhoneNumber: string;
  /** Country code. */
  readonly countryCode: string;
  /** Openids by AppID of the mini program. */
  readonly openids: Readonly<Record<string, string>>;
}

/** Reads the configuration from the server of the page. */
export async function loadConfig(): Promise<PageConfig> {
  return (await readJson('/config.json')) as PageConfig;
}

/** Reads the users who can own the phone. */
export async function loadUsers(): Promise<readonly WechatUser[]> {
  return ((await readJson('/__simulator/users')) as { users: readonly WechatUser[] }).users;
}

/** Creates a WeChat user who has no account yet. */
export async function createUser(nickname: string): Promise<WechatUser> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ nickname });
  return (await readJson('/__simulator/users', { method: 'POST', headers, body })) as WechatUser;
}

/** Finds the current fault of WeChat's server; `undefined` without one. */
export async function findFault(): Promise<FaultKind | undefined> {
  const { faults } = (await readJson('/__simulator/faults')) as { faults: readonly Fault[] };
  return faults[0]?.kind;
}

/** Switches a fault of WeChat's server on, until it is switched off. @param kind absent: switches faults off */
export async function switchFault(kind: FaultKind | undefined): Promise<void> {
  const body = JSON.stringify({ faults: kind === undefined ? [] : [{ kind }] });
  const headers = { 'content-type': 'application/json' };
  await readJson('/__simulator/faults', { method: 'PUT', headers, body });
}

/** Moves the clocks of the servers. @param aheadMs milliseconds ahead of this machine's time; 0 resets them */
export async function shiftClock(aheadMs: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await readJson('/__simulator/clock', { method: 'PUT', headers, body: JSON.stringify({ aheadMs }) });
}

/** Looks up a user pool at the authority. */
export async function findPool(userPoolId: string): Promise<PoolReport> {
  return (await readJson(`/__simulator/pools/${userPoolId}`)) as PoolReport;
}

/** Adds a mini program to WeChat; a known one is unchanged. @returns its original id */
export async function addMiniProgram(appId: string): Promise<string> {
  const { miniPrograms } = (await readJson('/__simulator/mini-programs')) as {
    miniPrograms: readonly { readonly appId: string; readonly userName: string }[];
  };
  const known = miniPrograms.find((one) => one.appId === appId);
  if (known) return known.userName;
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ appId, adoptSecret: true });
  const made = await readJson('/__simulator/mini-programs', { method: 'POST', headers, body });
  return (made as { userName: string }).userName;
}

/** Gets a code from WeChat, as the mini program would. */
export async function createCode(
  kind: 'login-codes' | 'phone-codes',
  owner: { readonly appId: string; readonly openid?: string },
): Promise<string> {
  const body = JSON.stringify(owner);
  const headers = { 'content-type': 'application/json' };
  return ((await readJson(`/__simulator/${kind}`, { method: 'POST', headers, body })) as { code: string })
    .code;
}

async function readJson(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetchInTime(path, init);
  if (!response.ok) throw new Error(`The simulator answered ${response.status}.`);
  return response.json();
}
