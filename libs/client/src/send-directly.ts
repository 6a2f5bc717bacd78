// The default exports: tools that observe or replace requests patch their properties, before or after this file is
// loaded.
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { pipeline, type Duplex, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { App2WxappError } from '@app2wxapp/core';
import type { HttpRequest } from './http-request.js';

/** A complete response, not yet validated. */
export interface DirectAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Whole body. */
  readonly text: string;
  /** `Retry-After` as the server sent it. */
  readonly retryAfter: string | undefined;
}

/** Milliseconds for which an idle connection is kept open, as by `fetch`. */
const KEEP_MS = 4000;

/** Time limit of a request and largest size of its response. */
interface DirectLimits {
  readonly signal: AbortSignal;
  /** Largest response, in bytes. */
  readonly maxBytes: number;
}

/**
 * Creates a function that sends a request once and reads the response, by Node's own client over kept-alive
 * connections. It follows no redirect. It uses the process's global agent as it is at the first request.
 *
 * A backend may call the authority at each of its requests. `fetch` takes four times the processor time, ky around
 * `fetch` seven times.
 *
 * @returns a function that rejects with Node's network error, or with `malformed_response` for a response that is
 *   too large
 */
export function createDirectSend(
  baseUrl: URL,
): (request: HttpRequest, limits: DirectLimits) => Promise<DirectAnswer> {
  const protocol = baseUrl.protocol === 'https:' ? https : http;
  let agents: Agents | undefined;
  const folder = baseUrl.href.endsWith('/') ? baseUrl.href : `${baseUrl.href}/`;
  return (request, { signal, maxBytes }) =>
    new Promise((resolve, reject) => {
      const [type, body] = writeBody(request);
      const headers = {
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...(body !== undefined && { 'content-type': type }),
        ...request.headers,
      };
      agents ??= createAgents(protocol);
      const agent = request.once === true ? agents.ofOneRequest : agents.kept;
      const options = { method: methodOf(request).toUpperCase(), headers, signal, agent };
      const sent = protocol.request(new URL(folder + request.path), options, (response) => {
        readAnswer(response, maxBytes).then(resolve, (error: Error) => {
          reject(error);
          sent.destroy();
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

interface Agents {
  readonly kept: http.Agent;
  readonly ofOneRequest: http.Agent;
}

/**
 * Creates agents with the settings of the global one, such as a certificate authority. An agent of another class,
 * such as a proxy's, opens the connections itself.
 */
function createAgents({ Agent, globalAgent }: typeof http | typeof https): Agents {
  if (globalAgent.constructor !== Agent) return { kept: globalAgent, ofOneRequest: globalAgent };
  // Node's types declare it for https only.
  const { options } = globalAgent as http.Agent & { readonly options: http.AgentOptions };
  return {
    kept: new Agent({ ...options, keepAlive: true, timeout: KEEP_MS }),
    ofOneRequest: new Agent({ ...options, keepAlive: false }),
  };
}

/** Returns the method of a request; without one, POST for a request with a body. */
export function methodOf({ method, json, form }: HttpRequest): NonNullable<HttpRequest['method']> {
  return method ?? (json === undefined && form === undefined ? 'get' : 'post');
}

function writeBody({ json, form }: HttpRequest): readonly [type: string, body: string | undefined] {
  if (form) return ['application/x-www-form-urlencoded;charset=UTF-8', new URLSearchParams(form).toString()];
  return ['application/json', json === undefined ? undefined : JSON.stringify(json)];
}

function readAnswer(response: IncomingMessage, maxBytes: number): Promise<DirectAnswer> {
  const status = response.statusCode ?? 0;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const body = decode(response, reject);
    body.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= maxBytes) chunks.push(chunk);
      else reject(createTooLarge(maxBytes, status));
    });
    body.on('error', reject);
    body.on('end', () => {
      // TextDecoder, since toString() keeps a byte order mark.
      const text = new TextDecoder().decode(Buffer.concat(chunks));
      resolve({ status, text, retryAfter: response.headers['retry-after'] });
    });
  });
}

/** Decoders by the names of HTTP's `Content-Encoding`. Some proxies compress responses without being asked. */
const DECODERS = new Map<string, () => Duplex>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** Decodes a body as its header says; an unknown encoding is left unchanged. */
function decode(response: IncomingMessage, onError: (error: Error) => void): Readable {
  const encoding = response.headers['content-encoding']?.toLowerCase() ?? '';
  const decoder = DECODERS.get(encoding)?.();
  if (!decoder) return response;
  return pipeline(response, decoder, (error) => {
    if (error) onError(error);
  });
}

/** Creates the error of a response that is too large. */
export function createTooLarge(maxBytes: number, status: number): App2WxappError {
  return new App2WxappError(
    'malformed_response',
    `The server's response is larger than ${maxBytes} bytes. Check the authority's address.`,
    { status },
  );
}
