import { App2WxappError } from '@app2wxapp/core';
import { checkDuration } from './check-duration.js';
import { checkMethods } from './check-methods.js';
import { systemClock } from './clock.port.js';
import { runStoppable, stopInTime } from './stoppable.js';

/** `fetch`, or a replacement. It receives the address as a string and a plain object, never a `Request`. */
export type Fetch = typeof globalThis.fetch;

/** Limits of a request, which every network call of this package accepts. */
export interface RequestLimits {
  /** Time limit for the complete response, in milliseconds. @default 10000 */
  readonly timeoutMs?: number | undefined;
  /** Signal that aborts the call with the code `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Replacement of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
}

/** A complete response of any status, not yet validated. */
export interface HttpAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Whole body. */
  readonly text: string;
}

/**
 * Sends JSON by POST, once: no retry, no redirect, no cookie. A failing status is **not** an error here.
 *
 * React Native's `fetch` follows redirects whatever its options are, with the body, so a response from another
 * address than that of the request is rejected.
 *
 * @throws {App2WxappError} `network_error`, also for a redirect; `timeout`, `aborted`; `invalid_options` for a
 *   `timeoutMs` that no timer accepts, and where the platform has no `fetch` and the options have none
 */
export async function postJson(url: string, json: object, limits: RequestLimits = {}): Promise<HttpAnswer> {
  const { timeoutMs = 10_000, signal, fetch = globalThis.fetch } = limits;
  checkDuration('timeoutMs', timeoutMs);
  checkMethods('signal', signal, 'addEventListener removeEventListener');
  return runStoppable(
    (stoppable) => send(fetch, url, { json, signal: stoppable.signal }),
    (stop) => stopInTime(stop, (run) => systemClock.startTimer(run, timeoutMs), signal),
  );
}

interface SendOptions {
  readonly json: object;
  readonly signal: AbortSignal | undefined;
}

async function send(fetch: Fetch, url: string, { json, signal }: SendOptions): Promise<HttpAnswer> {
  if (typeof fetch !== 'function') {
    throw new App2WxappError('invalid_options', 'The platform has no fetch. Set the option "fetch".');
  }
  try {
    // A string in place of a `Request`: some platforms lose a request's body.
    const response = await fetch(url, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(json),
      redirect: 'error',
      credentials: 'omit',
      ...(signal && { signal }),
    });
    if (isRedirect(response) || !isSameAddress(url, response.url)) throw new Error('redirected');
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new App2WxappError(
      'network_error',
      'No response from the address. Check it; redirects are not followed.',
      {
        cause,
      },
    );
  }
}

/**
 * Whether a response is a redirect. A platform that does not know `redirect: 'error'` returns it, with its status or,
 * opaque, with 0.
 */
function isRedirect({ redirected, status }: Response): boolean {
  return redirected || status === 0 || (status >= 300 && status < 400);
}

/** Compares the requested address with `response.url`, which some platforms leave empty. */
function isSameAddress(asked: string, answered: string | undefined): boolean {
  return !answered || normalize(answered) === normalize(asked);
}

function normalize(url: string): string {
  return url.toLowerCase().replace(/^(https?:\/\/[^/]+):(443|80)\//, '$1/');
}

/** Longest message of a server that is used, in characters. */
const MAX_MESSAGE = 500;

/**
 * Parses a response. Its error has the server's own message for the user.
 *
 * @throws {App2WxappError} the error of `parse`
 */
export function judge<T>({ text, status }: HttpAnswer, parse: (body: string, status: number) => T): T {
  try {
    return parse(text, status);
  } catch (error) {
    throw Object.assign(error as App2WxappError, readServerMessage(text));
  }
}

function readServerMessage(text: string): { readonly serverMessage?: string } {
  try {
    const { message } = Object(JSON.parse(text)) as { readonly message?: unknown };
    return typeof message === 'string' && message !== ''
      ? { serverMessage: message.slice(0, MAX_MESSAGE) }
      : {};
  } catch {
    return {};
  }
}
