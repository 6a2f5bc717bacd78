import { App2WxappError } from '@app2wxapp/core';
import ky from 'ky';
import { systemClock } from './clock.port.js';
import { runStoppable, stopInTime } from './stoppable.js';

/** `fetch`, or what stands in its place. */
export type Fetch = typeof globalThis.fetch;

/** How a request may be limited; every call of this package that goes over the network takes these. */
export interface RequestLimits {
  /** Milliseconds until the whole answer must be there. @default 10000 */
  readonly timeoutMs?: number | undefined;
  /** Ends the call with the code `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** In place of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
}

/** What came back, whatever its status: read to the end, not judged. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends JSON by POST, once: no retry, no redirect, no cookie. A failing status is **not** an error here.
 *
 * @throws {App2WxappError} `network_error`, `timeout`, `aborted`
 */
export function postJson(url: string, json: object, limits: RequestLimits = {}): Promise<HttpAnswer> {
  const { timeoutMs = 10_000, signal, fetch } = limits;
  return runStoppable(
    (stoppable) => send(url, { json, signal: stoppable.signal, fetch }),
    (stop) => stopInTime(stop, (run) => systemClock.startTimer(run, timeoutMs), signal),
  );
}

interface SendOptions {
  readonly json: object;
  readonly signal: AbortSignal | undefined;
  readonly fetch: Fetch | undefined;
}

async function send(url: string, { json, signal, fetch }: SendOptions): Promise<HttpAnswer> {
  try {
    const response = await ky.post(url, {
      json,
      ...(signal && { signal }),
      ...(fetch && { fetch }),
      timeout: false,
      retry: 0,
      redirect: 'error',
      credentials: 'omit',
      throwHttpErrors: false,
    });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new App2WxappError('network_error', 'No answer came. Check the address.', {
      cause,
    });
  }
}
