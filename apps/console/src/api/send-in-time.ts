import { App2WxappError } from '@app2wxapp/core';
import { noteConnection } from './connection.js';
import { findDeadline, toConnectionFailure } from './deadline.js';

/** Requests other than `GET` that change nothing of concern to an operator. */
const READS = /^\/admin\/session(\/confirmation)?$|\/(search|export|check)$/;

const unknownOutcomes = new WeakSet<object>();

/**
 * Sends a request and reads the whole response, within the time of {@link findDeadline}.
 *
 * @throws {App2WxappError} `timeout`, `network_error`, or `malformed_response` when the response is not the
 *   authority's; after a change its outcome is then unknown, see {@link isOutcomeUnknown}
 */
export async function sendInTime(request: Request): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(findDeadline()) });
    const body = await response.arrayBuffer();
    if (isOfProxy(response)) throw new Error(`A proxy answered: HTTP ${response.status}.`);
    if (response.ok && response.status !== 204) requireObject(body, response.status);
    noteConnection(true);
    return new Response(body.byteLength > 0 ? body : null, response);
  } catch (cause) {
    noteConnection(false);
    const failure = cause instanceof App2WxappError ? cause : toConnectionFailure(cause);
    if (isChange(request)) unknownOutcomes.add(failure);
    throw failure;
  }
}

/** Whether an error is that of a change which the authority may have made all the same. */
export function isOutcomeUnknown(error: unknown): boolean {
  return typeof error === 'object' && error !== null && unknownOutcomes.has(error);
}

/** Whether a proxy responded in place of an authority that it could not reach. */
function isOfProxy({ status, headers }: Response): boolean {
  return [502, 503, 504].includes(status) && !headers.get('content-type')?.includes('json');
}

/** Requires a JSON object, or a 204 without content. */
function requireObject(body: ArrayBuffer, status: number): void {
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return;
  } catch (cause) {
    throw foreign(status, cause);
  }
  throw foreign(status);
}

function foreign(status: number, cause?: unknown): App2WxappError {
  return new App2WxappError('malformed_response', `The answer (HTTP ${status}) is not the authority's.`, {
    status,
    cause,
  });
}

function isChange({ method, url }: Request): boolean {
  return method === 'DELETE' || (method !== 'GET' && !READS.test(new URL(url).pathname));
}
