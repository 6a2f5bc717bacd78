import { App2WxappError } from '@app2wxapp/core';
import { ignoreFailure } from './ignore-failure.js';
import type { LoginStorage } from './login-storage.port.js';
import { settleInTime } from './settle-in-time.js';

/** A login that was launched and has not ended. A bound login has `state` and `codeVerifier`. */
export interface PendingLogin {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Time in milliseconds since 1970, after which the login is expired. */
  readonly expiresAt: number;
  /** State of a bound launch. */
  readonly state?: string | undefined;
  /** Code verifier of a bound launch. A credential: never log it. */
  readonly codeVerifier?: string | undefined;
}

const DEADLINE_MS = 10_000;
const KEY = 'app2wxapp.login';

/**
 * Stores the pending login; there is at most one.
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
 * Reads the pending login; `undefined` without one that is still valid.
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

/** Removes the pending login. It does not wait for the storage, whose failure does no harm: the login expires. */
export function forgetPendingLogin(storage: LoginStorage | undefined): void {
  void ignoreFailure(() => guard(() => storage?.removeItem(KEY)));
}

function parsePendingLogin(text: string | null | undefined): PendingLogin | undefined {
  try {
    const login = JSON.parse(text ?? '') as Partial<PendingLogin> | null;
    return typeof login?.expiresAt === 'number' ? (login as PendingLogin) : undefined;
  } catch {
    return undefined;
  }
}

/** Accesses the storage. One that does not respond within ten seconds has failed. */
async function guard<T>(access: () => T): Promise<Awaited<T>> {
  try {
    return await settleInTime(access, DEADLINE_MS);
  } catch (cause) {
    throw new App2WxappError('storage_failed', 'The storage failed. Use another one.', {
      cause,
    });
  }
}
