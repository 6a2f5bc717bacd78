import { isApp2WxappError, type ErrorCode } from '@app2wxapp/core';
import type { ConsentProblem } from '@app2wxapp/consent';
import type { Account } from '../app/account.js';
import type { Notice } from '../app/demo-app.js';

/** Notices of the app by which a server failed or was silent. */
const FAILURES = [
  'server_silent',
  'internal',
  'unavailable',
  'rate_limited',
  'wechat_unavailable',
  'malformed_response',
] as const satisfies readonly Notice[];

/** Whether a server failed or was silent, so that the app's notice says nothing about what a drill attempts. */
export function isServerFailure(notice: Notice | undefined): boolean {
  return FAILURES.some((one) => one === notice);
}

/** Codes by which a server rejects what a drill attempts. A server that fails or is silent rejects nothing. */
const REJECTIONS = [
  'invalid_ticket',
  'invalid_secret',
  'app_not_allowed',
] as const satisfies readonly ErrorCode[];

/**
 * Narrows a code to one of a rejection.
 *
 * @throws {Error} for every other code
 */
export function requireRejection(code: ErrorCode | ConsentProblem): (typeof REJECTIONS)[number] {
  const found = REJECTIONS.find((one) => one === code);
  if (found === undefined) throw new Error(`No server rejected the attempt: ${code}.`);
  return found;
}

/**
 * Runs an attempt that must be refused: returns the protocol's code, or the account if it was not refused.
 *
 * @throws any other error
 */
export async function attempt(
  run: () => Promise<Account>,
): Promise<{ readonly code: ErrorCode } | { readonly account: Account }> {
  try {
    return { account: await run() };
  } catch (error) {
    if (isApp2WxappError(error)) return { code: requireRejection(error.code) };
    throw error;
  }
}
