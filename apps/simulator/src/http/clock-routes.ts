import type { FastifyInstance } from 'fastify';
import type { TimeMachine } from '../time-machine.js';

/** Largest shift in milliseconds. Tokens of the demo's operator are valid for longer. */
const MAX_AHEAD_MS = 60 * 24 * 3600 * 1000;
const CLOCK = {
  type: 'object',
  required: ['aheadMs'],
  additionalProperties: false,
  properties: { aheadMs: { type: 'integer', minimum: 0, maximum: MAX_AHEAD_MS } },
};

/** Lets the page move the clocks of the demo: `PUT /__simulator/clock {aheadMs}`, 504 when a server did not follow. */
export function registerClockRoutes(server: FastifyInstance, timeMachine: TimeMachine): void {
  server.put<{ Body: { aheadMs: number } }>(
    '/__simulator/clock',
    { schema: { body: CLOCK } },
    async (request, reply) => {
      try {
        await timeMachine.shiftTo(request.body.aheadMs);
      } catch {
        return reply
          .code(504)
          .send({ error: 'timeout', message: 'A server of the demo did not move its clock.' });
      }
      return { aheadMs: timeMachine.aheadMs };
    },
  );
}
