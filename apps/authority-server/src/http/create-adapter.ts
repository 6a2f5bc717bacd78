import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import { parseTrustedProxies } from '../config/trusted-proxies.js';
import { answerFailure } from '../answers/answer-failure.js';
import { readFailure } from '../answers/failure.js';
import { ANSWER_HEADERS } from './request-hooks.js';
import { answerUnreadable } from './unreadable-requests.js';

/** Largest body of a request, in bytes. */
const BODY_LIMIT = 16_384;
/** Largest number of connections; Node closes any further one at once. An idle one takes some 10 kB. */
const MAX_CONNECTIONS = 10_000;

/** Creates the HTTP server that Nest runs on. */
export function createAdapter(settings: Settings, logger: FastifyBaseLogger): FastifyAdapter {
  const { REQUEST_TIMEOUT_MS: timeoutMs } = settings;
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // The logger finds the request itself; a child logger for each request would cost more than the pool's lookup.
    childLoggerFactory: (parent: FastifyBaseLogger) => parent,
    trustProxy: parseTrustedProxies(settings.TRUST_PROXY),
    bodyLimit: BODY_LIMIT,
    // A request that arrives too slowly gets a 408 before it would get a 503.
    requestTimeout: Math.ceil(timeoutMs * 0.75),
    connectionTimeout: 2 * timeoutMs,
    http: {
      headersTimeout: Math.ceil(timeoutMs * 0.75),
      connectionsCheckingInterval: Math.ceil(timeoutMs / 8),
      requireHostHeader: false, // refused by a hook, as a documented failure
    },
    clientErrorHandler: answerUnreadable,
    genReqId: () => randomUUID(),
    // An id of any length is a pool that does not exist, not an unknown address.
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
