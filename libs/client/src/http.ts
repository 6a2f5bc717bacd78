import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import { runUntilDeadline } from './deadline.js';
import type { HttpRequest } from './http-request.js';
import { loadKy } from './load-library.js';
import { readBody } from './read-body.js';
import { createDirectSend, methodOf, type DirectAnswer } from './send-directly.js';

/** Largest response that is accepted, in bytes. A user has about two thousand; its `metadata` may be larger. */
export const MAX_ANSWER_BYTES = 256 * 1024;

/** A `Retry-After` is waited for when it is at most this fraction (1/4) of the request's time. */
const MAX_WAITS = 4;

/** Statuses after which a request that is safe to repeat is retried. */
const REPEATED = [502, 503, 504];

const OWN_FETCH = globalThis.fetch;
const PROXY_FLAG = '--use-env-proxy';

/** `fetch`, or its replacement. It receives a `Request` with a `signal`. */
export type Fetch = typeof globalThis.fetch;

/** A complete response of any status, not yet validated. */
export interface HttpAnswer {
  /** Name of the server, for messages. */
  readonly who: string;
  /** HTTP status. */
  readonly status: number;
  /** Whole body. */
  readonly text: string;
  /** `Retry-After`, in seconds. */
  readonly retryAfterSeconds?: number;
}

/** Sends a request and reads its response. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** Options of {@link createHttp}. */
export interface HttpOptions {
  /** Name of the server in messages, with its address; no secret. */
  readonly who: string;
  /** Origin that every request goes to. */
  readonly baseUrl: URL;
  /** Milliseconds for a request with its whole response, all retries together. */
  readonly timeoutMs: number;
  /** Function that sends requests in place of Node's own client. */
  readonly fetch?: Fetch | undefined;
}

/**
 * Creates the HTTP client of this package. It follows no redirect: secrets go to the configured host only.
 *
 * A request is sent by Node's own client, and by ky only when it has to be retried: see {@link createDirectSend}.
 * Where a `fetch` is configured, the global one was replaced, or the environment names a proxy, ky sends it from the
 * first attempt on.
 *
 * @throws {App2WxappError} each request: `network_error`, `timeout`, `aborted`, and `malformed_response` for a
 *   response larger than {@link HttpRequest.maxBytes}. A failing status is **not** an error here
 */
export function createHttp({ who, baseUrl, timeoutMs, fetch }: HttpOptions): Http {
  const direct = createDirectSend(baseUrl);
  const maxWaitMs = timeoutMs / MAX_WAITS;
  return (request) => {
    const isOwn = globalThis.fetch === OWN_FETCH && !usesEnvironmentProxy();
    const replaced = fetch ?? (isOwn ? undefined : globalThis.fetch);
    const maxBytes = request.maxBytes ?? MAX_ANSWER_BYTES;
    const send = (signal: AbortSignal): Promise<HttpAnswer> => {
      const limits = { who, baseUrl, signal, maxWaitMs };
      return replaced
        ? sendByKy(request, { ...limits, fetch: createBoundedFetch(replaced, maxBytes) })
        : sendDirectly(request, { ...limits, send: () => direct(request, { signal, maxBytes }) });
    };
    return runUntilDeadline(send, { timeoutMs, caller: request.signal, who });
  };
}

/** @see https://nodejs.org/api/cli.html#node_use_env_proxy1 */
function usesEnvironmentProxy(): boolean {
  const { NODE_USE_ENV_PROXY, NODE_OPTIONS = '' } = process.env;
  const { execArgv = [] }: Partial<NodeJS.Process> = process;
  return NODE_USE_ENV_PROXY === '1' || [...execArgv, ...NODE_OPTIONS.split(/\s+/)].includes(PROXY_FLAG);
}

/** Sends once. Retries are left to ky, which receives the outcome of the first attempt. */
async function sendDirectly(
  request: HttpRequest,
  { send, ...limits }: Omit<SendLimits, 'fetch'> & { readonly send: () => Promise<DirectAnswer> },
): Promise<HttpAnswer> {
  let first: Promise<DirectAnswer> | undefined = send();
  const status = await first.then(
    (answer) => answer.status,
    () => undefined,
  );
  if (status !== undefined && !REPEATED.includes(status)) return toAnswer(await first, limits.who);
  const fetch = async () => {
    const sent = first ?? send();
    first = undefined;
    return toResponse(await sent);
  };
  return sendByKy(request, { ...limits, fetch });
}

interface SendLimits {
  readonly who: string;
  readonly baseUrl: URL;
  readonly signal: AbortSignal;
  /** The longest `Retry-After` that is waited for, in milliseconds. */
  readonly maxWaitMs: number;
  /** Reads a response to its end. */
  readonly fetch: Fetch;
}

async function sendByKy(
  request: HttpRequest,
  { who, baseUrl, signal, maxWaitMs, fetch }: SendLimits,
): Promise<HttpAnswer> {
  const { ky, isHTTPError } = await loadKy();
  try {
    const response = await ky(request.path, {
      prefixUrl: baseUrl,
      redirect: 'manual',
      timeout: false,
      method: methodOf(request),
      ...(request.form ? { body: new URLSearchParams(request.form) } : { json: request.json }),
      headers: { accept: 'application/json', ...request.headers },
      signal,
      fetch,
      retry: {
        limit: request.retry ?? 0,
        methods: ['get', 'post', 'patch', 'delete'],
        statusCodes: REPEATED,
        delay: (attempt) => 100 * 2 ** (attempt - 1),
        jitter: true,
        // A long wait is left to the caller, who has more time than one request.
        shouldRetry: ({ error }) => {
          const isFinal = isHTTPError(error) ? waitOf(error.response) > maxWaitMs : isApp2WxappError(error);
          return isFinal ? false : undefined;
        },
      },
    });
    return toAnswer(await fromResponse(response), who);
  } catch (error) {
    if (isHTTPError(error)) return toAnswer(await fromResponse(error.response), who);
    if (isApp2WxappError(error)) throw error;
    throw new App2WxappError(
      'network_error',
      `${who} could not be reached, or its response was cut off${reasonOf(error)}. Check its address and the network.`,
      { cause: error },
    );
  }
}

/** The code of the failed system call, such as `ECONNREFUSED`: `fetch` hides it in the cause of its error. */
function reasonOf(error: unknown): string {
  let current: unknown = error;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
    const { code, cause, errors } = current as { code?: unknown; cause?: unknown; errors?: unknown[] };
    if (typeof code === 'string') return ` (${code})`;
    current = cause ?? errors?.[0];
  }
  return '';
}

/** Returns the time that `Retry-After` asks for, in milliseconds. */
function waitOf({ headers }: Response): number {
  return (parseRetryAfter(headers.get('retry-after') ?? undefined) ?? 0) * 1000;
}

/** Reads the body inside `fetch`, so that a truncated body is retried like a failed request. */
function createBoundedFetch(fetch: Fetch, maxBytes: number): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (isElsewhere(response, (input as Request).url)) {
      throw new App2WxappError(
        'malformed_response',
        "The response is from another address: redirects are not followed. Check the authority's address.",
        { status: response.status },
      );
    }
    const text = await readBody(response, maxBytes);
    return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
  };
}

/** Checks an answer for another address than `asked`. Not every library says `redirected`; one without an address passes. */
function isElsewhere({ redirected, url }: Partial<Response>, asked: string): boolean {
  if (typeof redirected === 'boolean') return redirected;
  return Boolean(url) && readAddress(url, asked) !== readAddress(asked);
}

function readAddress(text: string | undefined, base?: string): string | undefined {
  if (text === undefined || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  url.hash = '';
  return url.href;
}

function toResponse({ status, text, retryAfter }: DirectAnswer): Response {
  const headers = new Headers(retryAfter === undefined ? [] : [['retry-after', retryAfter]]);
  return new Response(text === '' ? null : text, { status, headers });
}

async function fromResponse(response: Response): Promise<DirectAnswer> {
  const retryAfter = response.headers.get('retry-after') ?? undefined;
  return { status: response.status, text: await response.text(), retryAfter };
}

function toAnswer({ status, text, retryAfter }: DirectAnswer, who: string): HttpAnswer {
  const retryAfterSeconds = parseRetryAfter(retryAfter);
  return { who, status, text, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function parseRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
