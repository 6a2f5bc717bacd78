import { App2WxappError } from '@app2wxapp/core';
import type { FastifyInstance, FastifyReply } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Timer that ends the wait for a response. */
    answerTimer: NodeJS.Timeout | null;
  }
}

/**
 * Responds to a request with 503 when its handler has not done so within `timeoutMs`; a later response is dropped. A
 * response that has begun by then is cut off.
 *
 * Fastify's `handlerTimeout` would do the same, but creates an abort signal for each request and aborts it at the end
 * of each, which is a tenth of all work; no handler here listens to it.
 */
export function limitAnswerTime(fastify: FastifyInstance, timeoutMs: number): void {
  fastify.decorateRequest('answerTimer', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    request.answerTimer = setTimeout(endLateAnswer, timeoutMs, reply).unref();
    done();
  });
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (request.answerTimer) clearTimeout(request.answerTimer);
    done();
  });
}

function endLateAnswer(reply: FastifyReply): void {
  if (reply.sent || reply.raw.destroyed) return;
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  const message = 'The answer took too long. Try again later.';
  void reply.send(new App2WxappError('unavailable', message, { retryAfterSeconds: 1 }));
}
