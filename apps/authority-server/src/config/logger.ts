import { listCredentialPaths } from '@app2wxapp/core/server';
import { pino, type DestinationStream } from 'pino';
import type { FastifyBaseLogger } from 'fastify';
import { findRequestId } from './request-context.js';

/** Injects the server's logger. */
export const LOGGER = Symbol('Logger');

/**
 * Creates the server's logger: JSON lines, with the id of the request in progress. Redaction is the second line of
 * defence; the first is not to log such values.
 */
export function createLogger(level: string, destination?: DestinationStream): FastifyBaseLogger {
  const redact = { paths: listCredentialPaths(), censor: '[redacted]' };
  const options = { level, redact, mixin: nameRequest };
  return destination ? pino(options, destination) : pino(options);
}

function nameRequest(): object {
  const reqId = findRequestId();
  return reqId === null ? {} : { reqId };
}
