import type { NestApplicationOptions } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { NestLogger } from '../config/nest-logger.js';

/** Options of the Nest application. */
export function buildAppOptions(logger: FastifyBaseLogger): NestApplicationOptions {
  return {
    logger: new NestLogger(logger),
    abortOnError: false,
    // Nest would add a parser of forms; the protocol uses JSON only.
    bodyParser: false,
  };
}
