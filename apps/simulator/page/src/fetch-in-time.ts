/** Milliseconds for a complete response: of the simulator, the authority and the backend alike. */
export const DEADLINE_MS = 10_000;

/** `fetch`, or what replaces it. */
export type Fetch = typeof fetch;

/**
 * Sends a request: the page's only `fetch`, with a deadline for response and body together.
 *
 * @throws {DOMException} `TimeoutError` at the deadline, also while a body is read
 * @throws {TypeError} as `fetch`, when the server is not reached
 */
export const fetchInTime: Fetch = (input, init) => {
  const request = new Request(input, init);
  const deadline = new AbortController();
  const message = `${new URL(request.url).origin} did not respond within ${DEADLINE_MS / 1000} s.`;
  setTimeout(() => deadline.abort(new DOMException(message, 'TimeoutError')), DEADLINE_MS);
  return fetch(request, { signal: AbortSignal.any([request.signal, deadline.signal]) });
};

/** Whether the deadline of {@link fetchInTime} was the reason. */
export function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
