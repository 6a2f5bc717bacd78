import type { FastifyInstance } from 'fastify';
import type { CallLog } from '../wechat/call-log.js';

/**
 * Serves the calls to WeChat's server: `GET /__simulator/calls` as a list, and as server-sent events for callers that
 * accept `text/event-stream`. It contains bodies and queries unchanged, secrets included.
 */
export function registerCallRoutes(server: FastifyInstance, log: CallLog): void {
  server.get('/__simulator/calls', (request, reply) => {
    if (!request.headers.accept?.includes('text/event-stream')) return reply.send({ calls: log.list() });
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    // Something must be written before the browser reports the stream as open.
    raw.write(': calls from now on\n\n');
    const stop = log.listen((call) => raw.write(`data: ${JSON.stringify(call)}\n\n`));
    raw.once('close', stop);
    return reply;
  });
}
