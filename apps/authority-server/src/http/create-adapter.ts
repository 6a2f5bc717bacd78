import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import { parseTrustProxy, type Settings } from '../config/settings.js';
import { answerFailure } from './answer-failure.js';
import { readFailure } from './failure.js';

/** Bytes of a request's body. */
const BODY_LIMIT = 16_384;

/** Creates the HTTP server that Nest runs on. */
export function createAdapter(settings: Settings, logger: FastifyBaseLogger): FastifyAdapter {
  return new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: parseTrustProxy(settings.TRUST_PROXY),
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    // An id of any length is a pool that does not exist, not an address that does not.
    routerOptions: { maxParamLength: BODY_LIMIT },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerFailure(request, reply, { failure: readFailure(error), style: 'problem' }),
  });
}
