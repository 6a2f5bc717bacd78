import { Agent, request } from 'node:http';
import fc from 'fast-check';
import type { EdgeRequest } from './edge-requests.js';

/** Options of a check: how many requests, where to, and what each answer must be. */
export interface EdgeCheck {
  readonly url: string;
  readonly count: number;
  /** Repeats the same requests. */
  readonly seed: number;
  /** Longest wait for an answer, in milliseconds. */
  readonly deadlineMs: number;
  /** Names of failures that an answer may have. */
  readonly isKnownCode: (code: unknown) => boolean;
}

interface Received {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const AT_ONCE = 10;
const BATCH = 200;
/** Node's `maxHeaderSize` is 16 kB, with the names and the address. */
const MAX_HEADERS = 10_000;

/**
 * Sends requests and checks each answer: within the deadline, no 5xx but a coded 503, and every 4xx with a known code.
 *
 * @returns how many answers there were of each status
 * @throws {Error} with the request that was answered otherwise
 */
export async function sendEdgeRequests(
  requests: fc.Arbitrary<EdgeRequest>,
  check: EdgeCheck,
): Promise<Readonly<Record<string, number>>> {
  const agent = new Agent({ keepAlive: true });
  const statuses: Record<string, number> = {};
  try {
    for (let first = 0; first < check.count; first += BATCH) {
      const numRuns = Math.min(BATCH, check.count - first);
      const waiting = fc.sample(requests, { numRuns, seed: check.seed + first }).values();
      const work = async () => {
        for (const sent of waiting) {
          const received = await send(sent, check, agent);
          const wrong = findFault(sent.method, received, check);
          if (wrong !== undefined) throw new Error(describe(wrong, sent, received));
          statuses[received.status] = (statuses[received.status] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    }
    return statuses;
  } finally {
    agent.destroy();
  }
}

function findFault(
  method: string,
  { status, type, text }: Received,
  { isKnownCode }: EdgeCheck,
): string | undefined {
  // Node itself answers what is too long for its parser or expects what it does not know, before any server sees it.
  if (status < 400 || status === 431 || (status === 417 && text === '')) return undefined;
  // Its answers have no body.
  if (method === 'HEAD') return status < 500 || status === 503 ? undefined : 'a failure of the server';
  const code = readCode(text);
  if (status >= 500 && !(status === 503 && isKnownCode(code))) return 'a failure of the server';
  if (!/^application\/(problem\+)?json/.test(type)) return `the type ${type}`;
  return isKnownCode(code) ? undefined : `the code ${String(code)}`;
}

function readCode(text: string): unknown {
  try {
    return (JSON.parse(text) as { error?: unknown }).error;
  } catch {
    return undefined;
  }
}

function send(sent: EdgeRequest, check: EdgeCheck, agent: Agent): Promise<Received> {
  const { method, path, headers, body } = sent;
  const { url, deadlineMs } = check;
  return new Promise((resolve, reject) => {
    const content = /^(GET|HEAD|OPTIONS)$/.test(method) ? '' : body;
    const length = { 'content-length': String(Buffer.byteLength(content)) };
    const options = {
      method,
      agent,
      headers: { ...headers, ...length },
      signal: AbortSignal.timeout(deadlineMs),
    };
    const fail = (error: NodeJS.ErrnoException) => {
      const isTooLong = Object.values(headers).join('').length > MAX_HEADERS;
      // The server may close a connection that was answered before, or whose headers it did not read to the end.
      if (error.code === 'ECONNRESET' && outgoing.reusedSocket) resolve(send(sent, check, agent));
      // Node's own answer to headers that it does not read to the end has a body, also where HEAD was asked for.
      else if (/^(ECONNRESET|HPE_CLOSED_CONNECTION)$/.test(error.code ?? '') && isTooLong)
        resolve({ status: 431, type: '', text: '' });
      else reject(new Error(`${error.message}: ${JSON.stringify(sent).slice(0, 3000)}`, { cause: error }));
    };
    const outgoing = request(url + path, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text }),
      );
      response.on('error', fail);
    });
    outgoing.on('error', fail);
    outgoing.end(content);
  });
}

function describe(wrong: string, sent: EdgeRequest, { status, text }: Received): string {
  return `${wrong}: ${status} ${text.slice(0, 500)}\nto ${JSON.stringify(sent).slice(0, 3000)}`;
}
