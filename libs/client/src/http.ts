import { App2WxappError, isApp2WxappError } from '@app2wxapp/core';
import { isHTTPError, ky, type KyInstance } from './ky.js';
import { runUntilDeadline } from './deadline.js';

/** Largest answer that is read, in bytes. A user object has two thousand; its `metadata` may be larger. */
export const MAX_ANSWER_BYTES = 256 * 1024;

/** A `Retry-After` is waited for when it is at most this part of the request's time. */
const MAX_WAITS = 4;

/** `fetch`, or what stands in its place. It is given a `Request`, whose `signal` tells when to stop. */
export type Fetch = typeof globalThis.fetch;

/** One request to the authority. */
export interface HttpRequest {
  /** Without a slash in front. */
  readonly path: string;
  /** @default 'post' with `json` or a form, else 'get' */
  readonly method?: 'get' | 'post' | 'patch' | 'delete';
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often to send it again when the answer does not come; 0 when it is not safe to. */
  readonly retry?: number;
  readonly signal?: AbortSignal | undefined;
  /**
   * Largest answer that is read, in bytes.
   * @default 262,144
   */
  readonly maxBytes?: number;
}

/** What came back, whatever its status: read to the end, not judged. */
export interface HttpAnswer {
  /** What messages call who answered. */
  readonly who: string;
  readonly status: number;
  readonly text: string;
  /** `Retry-After`, in seconds. */
  readonly retryAfterSeconds?: number;
}

/** Sends a request and reads its answer. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** What {@link createHttp} needs. */
export interface HttpOptions {
  /** What messages call the other side, with its address; no secret. */
  readonly who: string;
  readonly baseUrl: URL;
  /** Milliseconds for a request with its answer's whole body, all tries together. */
  readonly timeoutMs: number;
  readonly fetch?: Fetch;
}

/**
 * Makes the one way by which this package speaks HTTP. Redirects are not followed: a secret goes to the host that was
 * configured and to no other.
 *
 * @throws {App2WxappError} each request: `network_error`, `timeout`, `aborted`, and `malformed_response` for an
 *   answer larger than {@link HttpRequest.maxBytes}. A failing status is **not** an error here
 */
export function createHttp({ who, baseUrl, timeoutMs, fetch }: HttpOptions): Http {
  const client = ky.create({
    prefixUrl: baseUrl,
    redirect: 'manual',
    timeout: false,
    headers: { accept: 'application/json' },
  });
  const send = fetch ?? ((input, init) => globalThis.fetch(input, init));
  const maxWaitMs = timeoutMs / MAX_WAITS;
  return (request) =>
    runUntilDeadline((signal) => sendBounded(client, request, { who, signal, maxWaitMs, fetch: send }), {
      timeoutMs,
      caller: request.signal,
      who,
    });
}

interface SendLimits {
  readonly who: string;
  readonly signal: AbortSignal;
  /** The longest `Retry-After` that is waited for, in milliseconds. */
  readonly maxWaitMs: number;
  readonly fetch: Fetch;
}

async function sendBounded(
  client: KyInstance,
  request: HttpRequest,
  { who, signal, maxWaitMs, fetch }: SendLimits,
): Promise<HttpAnswer> {
  try {
    const response = await client(request.path, {
      method: request.method ?? (request.json === undefined && request.form === undefined ? 'get' : 'post'),
      ...(request.form ? { body: new URLSearchParams(request.form) } : { json: request.json }),
      headers: request.headers,
      signal,
      fetch: createBoundedFetch(fetch, request.maxBytes ?? MAX_ANSWER_BYTES),
      retry: {
        limit: request.retry ?? 0,
        methods: ['get', 'post', 'patch', 'delete'],
        statusCodes: [502, 503, 504],
        delay: (attempt) => 100 * 2 ** (attempt - 1),
        jitter: true,
        shouldRetry: ({ error }) => (isFinal(error, maxWaitMs) ? false : undefined),
      },
    });
    return await toAnswer(response, who);
  } catch (error) {
    if (isHTTPError(error)) return toAnswer(error.response, who);
    if (isApp2WxappError(error)) throw error;
    throw new App2WxappError(
      'network_error',
      `${who} could not be reached, or its answer was cut off${reasonOf(error)}. Check its address and the network.`,
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

/** A long `Retry-After` is left to the caller, who has more time than one request. */
function isFinal(error: Error, maxWaitMs: number): boolean {
  if (!isHTTPError(error)) return isApp2WxappError(error);
  const seconds = parseRetryAfter(error.response.headers.get('retry-after')) ?? 0;
  return seconds * 1000 > maxWaitMs;
}

/** Reads the body inside `fetch`, so that a body that is cut off is tried again as a request that failed. */
function createBoundedFetch(fetch: Fetch, maxBytes: number): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.redirected) {
      throw new App2WxappError(
        'malformed_response',
        "The server's answer is from another address: no redirect is followed. Check the authority's address.",
        { status: response.status },
      );
    }
    const text = await readBody(response, maxBytes);
    return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
  };
}

async function readBody(response: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of chunksOf(response)) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new App2WxappError(
        'malformed_response',
        `The server's answer is larger than ${maxBytes} bytes. Check the authority's address.`,
        { status: response.status },
      );
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Not every `fetch` that may be given has a body to iterate: polyfills have none, some runtimes have readers only. */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const body = response.body as
    (Partial<AsyncIterable<Uint8Array>> & Pick<ReadableStream<Uint8Array>, 'getReader'>) | null | undefined;
  if (body === null) return;
  if (body === undefined) yield new TextEncoder().encode(await response.text());
  else if (body[Symbol.asyncIterator]) yield* body as AsyncIterable<Uint8Array>;
  else yield* readAll(body.getReader());
}

async function* readAll(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    // A reader that is not at its end holds the connection.
    void reader.cancel().catch(() => undefined);
  }
}

async function toAnswer(response: Response, who: string): Promise<HttpAnswer> {
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'));
  return {
    who,
    status: response.status,
    text: await response.text(),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function parseRetryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
