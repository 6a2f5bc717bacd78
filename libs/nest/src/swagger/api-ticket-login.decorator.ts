import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { problemResponse, refusalsOfAuthority } from './problem-schema.js';

/** Options of {@link ApiTicketLogin}. */
export interface TicketLoginDocs {
  /** Class of the handler's result. */
  readonly type?: Type<unknown> | undefined;
  /**
   * Status of a successful login.
   * @default 200
   */
  readonly status?: number | undefined;
}

/**
 * Describes a login route behind `TicketAuthGuard` with the ticket in the body: the request and every response of the
 * guard. Refusals of the handler itself are not described.
 */
export function ApiTicketLogin(docs?: TicketLoginDocs): MethodDecorator {
  const { type, status = 200 } = Object(docs) as TicketLoginDocs;
  return applyDecorators(
    ApiOperation({ summary: 'Log in with the ticket that the app received from WeChat.' }),
    ApiBody({ schema: TICKET_SCHEMA }),
    ApiResponse({ status, description: 'Logged in.', ...(type && { type }) }),
    ApiResponse(problemResponse(400, 'The ticket is missing or malformed.')),
    ApiResponse(
      problemResponse(401, 'The ticket is unknown, used or expired: log in again.', 'WWW-Authenticate'),
    ),
    ApiResponse(problemResponse(403, 'The user is blocked.')),
    ...refusalsOfAuthority(),
  );
}

const TICKET_SCHEMA = {
  type: 'object',
  required: ['ticket'],
  properties: {
    ticket: { type: 'string', minLength: 1, maxLength: 2048 },
    codeVerifier: {
      type: 'string',
      minLength: 43,
      maxLength: 128,
      description: 'Code verifier of a bound launch (RFC 7636).',
    },
  },
};
