import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import { parseTrustedProxies } from '../config/trusted-proxies.js';
import { answerFailure } from '../answers/answer-failure.js';
import { readFailure } from '../answers/failure.js';
import { ANSWER_HEADERS } from './request-hooks.js';
import { answerUnreadable } from './unreadable-requests.js';

/** Bytes of a request's body. */
const BODY_LIMIT = 16_384;
/** Connections at a time; Node closes any further one at once. An idle one takes some 10 kB. */
const MAX_CONNECTIONS = 10_000;

/** Creates the HTTP server that Nest runs on. */
export function createAdapter(settings: Settings, logger: FastifyBaseLogger): FastifyAdapter {
  const { REQUEST_TIMEOUT_MS: timeoutMs } = settings;
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // The logger knows the request by itself; one for each request would cost more than the pool's lookup.
    childLoggerFactory: (parent: FastifyBaseLogger) => parent,
    trustProxy: parseTrustedProxies(settings.TRUST_PROXY),
    bodyLimit: BODY_LIMIT,
    // A request that arrives too slowly is answered with 408 before it is answered with 503.
    requestTimeout: Math.ceil(timeoutMs * 0.75),
    connectionTimeout: 2 * timeoutMs,
    http: {
      headersTimeout: Math.ceil(timeoutMs * 0.75),
      connectionsCheckingInterval: Math.ceil(timeoutMs / 8),
      requireHostHeader: false, // refused by a hook, as a failure that is documented
    },
    clientErrorHandler: answerUnreadable,
    genReqId: () => randomUUID(),
    // An id of any length is a pool that does not exist, not an address that does not.
    routerOptions: { maxParamLength: BODY_LIMIT },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({ ...ANSWER_HEADERS, 'x-request-id': request.id });
      const detail = 'The address cannot be read: a % in it begins no character.';
      answerFailure(request, reply, { failure: { ...readFailure(error), detail }, style: 'problem' });
    },
  });
  adapter.getInstance().server.maxConnections = MAX_CONNECTIONS;
  return adapter;
}
