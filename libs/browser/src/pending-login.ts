import { App2WxappError } from '@app2wxapp/core';
import type { LoginStorage } from './login-storage.port.js';
import { settleInTime } from './settle-in-time.js';

/** A login that was launched and has not ended. A bound login has `state` and `codeVerifier`. */
export interface PendingLogin {
  readonly userPoolId: string;
  /** Milliseconds since 1970, after which nothing can come of it. */
  readonly expiresAt: number;
  readonly state?: string | undefined;
  readonly codeVerifier?: string | undefined;
}

const DEADLINE_MS = 10_000;
const KEY = 'app2wxapp.login';

/**
 * Writes the pending login; there is one at most.
 *
 * @throws {App2WxappError} `storage_failed`
 */
export async function savePendingLogin(
  storage: LoginStorage | undefined,
  login: PendingLogin,
): Promise<void> {
  await guard(() => storage?.setItem(KEY, JSON.stringify(login)));
}

/**
 * Reads the pending login, if there is one that has not ended yet.
 *
 * @param now milliseconds since 1970
 * @throws {App2WxappError} `storage_failed`
 */
export async function loadPendingLogin(
  storage: LoginStorage | undefined,
  now: number,
): Promise<PendingLogin | undefined> {
  const text = await guard(() => storage?.getItem(KEY));
  const login = parsePendingLogin(text);
  return login && login.expiresAt > now ? login : undefined;
}

/** Removes the pending login. It does not wait, and a failing storage does no harm: the login expires. */
export function forgetPendingLogin(storage: LoginStorage | undefined): void {
  guard(() => storage?.removeItem(KEY)).catch(() => {});
}

function parsePendingLogin(text: string | null | undefined): PendingLogin | undefined {
  try {
    const login = JSON.parse(text ?? '') as Partial<PendingLogin> | null;
    return typeof login?.expiresAt === 'number' ? (login as PendingLogin) : undefined;
  } catch {
    return undefined;
  }
}

/** A storage that does not answer within ten seconds has failed. */
async function guard<T>(access: () => T): Promise<Awaited<T>> {
  try {
    return await settleInTime(access, DEADLINE_MS);
  } catch (cause) {
    throw new App2WxappError('storage_failed', 'The storage failed. Use another one.', {
      cause,
    });
  }
}
