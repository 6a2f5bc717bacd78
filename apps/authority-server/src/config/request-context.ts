import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';

const requestIds = new AsyncLocalStorage<string>();

/** Stores the id of each request, for {@link findRequestId} in every function that a handler calls. */
export function keepRequestId(fastify: FastifyInstance): void {
  // After the body was read: Node delivers it outside the context of the request.
  fastify.addHook('preValidation', (request, _reply, done) => requestIds.run(request.id, done));
}

/** Returns the id of the current request, as in `x-request-id` and the log; `null` outside a request. */
export function findRequestId(): string | null {
  return requestIds.getStore() ?? null;
}
