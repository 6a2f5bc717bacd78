import type { FastifyBaseLogger } from 'fastify';
import type { Settings } from '../config/settings.js';

/** Beyond the longest time of a request: for writing what waits, and closing the database. */
const CLOSE_MS = 1000;

/** What can be stopped. */
interface Stoppable {
  close(): Promise<unknown>;
}

/**
 * Stops the authority at SIGINT or SIGTERM: it answers the requests in flight, writes what is waiting, and exits with 0.
 * Where that fails, or is not done within `REQUEST_TIMEOUT_MS` and a second, as while the database hangs, it logs so and
 * exits with 1: audit events and counts that were waiting are lost, answered logins are not. A second signal ends it at once.
 */
export function stopOnSignal(
  app: Stoppable,
  { REQUEST_TIMEOUT_MS }: Pick<Settings, 'REQUEST_TIMEOUT_MS'>,
  logger: Pick<FastifyBaseLogger, 'error'>,
): void {
  const withinMs = REQUEST_TIMEOUT_MS + CLOSE_MS;
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => {
      logger.error(
        { withinMs },
        'did not stop in time and was ended: audit events that were not yet written are lost',
      );
      process.exit(1);
    }, withinMs);
    app.close().then(
      () => process.exit(0),
      (error: Error) => {
        logger.error(
          { reason: error.name },
          'stopping failed: audit events that were not yet written may be lost',
        );
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
}

/**
 * Ends the process at SIGINT or SIGTERM while it starts: nothing is answered yet, and what is half written is undone at the
 * next start. The first process of a container would ignore them.
 *
 * @returns what undoes it, once {@link stopOnSignal} takes its place
 */
export function endOnSignal(): () => void {
  const end = (_signal: NodeJS.Signals, number: number) => process.exit(128 + number);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end);
  };
}
