import { listCredentialPaths } from '@app2wxapp/core/server';
import { pino, type DestinationStream } from 'pino';
import type { FastifyBaseLogger } from 'fastify';

/** Injects the server's logger. */
export const LOGGER = Symbol('Logger');

/** The server's logger: JSON lines. Redaction is the second line of defence; the first is not to log such values. */
export function createLogger(level: string, destination?: DestinationStream): FastifyBaseLogger {
  const options = { level, redact: { paths: listCredentialPaths(), censor: '[redacted]' } };
  return destination ? pino(options, destination) : pino(options);
}
