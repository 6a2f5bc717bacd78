import { App2WxappError } from '@app2wxapp/core';
import { readPageConfig } from './page-config.js';

/** Milliseconds for sending the request and receiving the response. */
const WAY_MS = 2000;

/**
 * Returns the milliseconds that the page waits for a response: the authority's own limit, and the time of the
 * network.
 */
export function findDeadline(): number {
  return readPageConfig().requestTimeoutMs + WAY_MS;
}

/**
 * Waits for a promise of the authority no longer than for a response.
 *
 * @throws {App2WxappError} `timeout` or `network_error`
 */
export async function waitInTime<T>(pending: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DOMException('Too late.', 'TimeoutError')), findDeadline());
  });
  try {
    return await Promise.race([pending, late]);
  } catch (cause) {
    throw toConnectionFailure(cause);
  } finally {
    clearTimeout(timer);
  }
}

/** Creates the error of a failed connection: no response in time, or none at all. */
export function toConnectionFailure(cause: unknown): App2WxappError {
  const isLate = cause instanceof DOMException && cause.name === 'TimeoutError';
  return isLate
    ? new App2WxappError('timeout', 'The authority did not respond in time.', { cause })
    : new App2WxappError('network_error', 'The authority does not answer.', { cause });
}
