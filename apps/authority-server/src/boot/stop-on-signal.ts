import type { FastifyBaseLogger } from 'fastify';
import type { Settings } from '../config/settings.js';

/** Milliseconds beyond the longest time of a request: for writing waiting events, and closing the database. */
const CLOSE_MS = 1000;

/** Server that can be stopped. */
interface Stoppable {
  close(): Promise<unknown>;
}

/**
 * Stops the authority at SIGINT or SIGTERM: it responds to the requests in progress, writes the waiting events, and
 * exits with 0. If that fails, or takes longer than `REQUEST_TIMEOUT_MS` and a second, for example while the database
 * hangs, it logs that and exits with 1: waiting audit events and counts are lost, completed logins are not. A second
 * signal ends it at once.
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
 * Ends the process at SIGINT or SIGTERM during its start: no request is accepted yet, and the next start completes
 * partial changes. The first process of a container would ignore the signals.
 *
 * @returns a function that removes the handler, once {@link stopOnSignal} replaces it
 */
export function endOnSignal(): () => void {
  const end = (_signal: NodeJS.Signals, number: number) => process.exit(128 + number);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end);
  };
}
