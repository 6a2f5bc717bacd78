import { fetchInTime, type Fetch } from '../fetch-in-time.js';
import type { WireLog } from './wire-log.js';
import type { Wire } from './wire.js';

/**
 * Creates a `fetch` that records messages byte for byte, and changes nothing. Of a body that is no text it records
 * the length. A server that does not respond in time counts as not reached.
 *
 * @throws each call: the error of `fetch`
 */
export function createRecordingFetch(log: WireLog, ends: Pick<Wire, 'from' | 'to' | 'by'>): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const sent = await describeRequest(request);
    const end = await log.ask({ ...ends, title: `${request.method} ${pathname}${search}`, sent });
    try {
      const response = await fetchInTime(request);
      const status = response.type === 'opaque' ? 'unreadable' : response.status;
      const received = await response.clone().text();
      // Messages to other servers on the way are shown before the response.
      await log.story.settled();
      end({ status, received });
      return response;
    } catch (error) {
      end({ status: 'lost', received: '' });
      throw error;
    }
  };
}

async function describeRequest(request: Request): Promise<string> {
  const authorization = request.headers.get('authorization');
  const isText = request.headers.get('content-type') !== 'application/octet-stream';
  const copy = request.clone();
  const body = isText ? await copy.text() : `[${(await copy.arrayBuffer()).byteLength} bytes]`;
  return [...(authorization === null ? [] : [`authorization: ${authorization}`]), body].join('\n').trim();
}
