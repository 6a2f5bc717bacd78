import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';

const requestIds = new AsyncLocalStorage<string>();

/** Lets {@link findRequestId} find the id in everything that a handler calls. */
export function keepRequestId(fastify: FastifyInstance): void {
  // After the body has been read: Node delivers it outside the context of the request.
  fastify.addHook('preValidation', (request, _reply, done) => requestIds.run(request.id, done));
}

/** The id of the request that is being answered, as `x-request-id` and the log have it; `null` outside a request. */
export function findRequestId(): string | null {
  return requestIds.getStore() ?? null;
}
