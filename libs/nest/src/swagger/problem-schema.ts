import { ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'Problem details, RFC 9457.',
  required: ['type', 'title', 'status', 'code', 'error', 'message'],
  properties: {
    type: { type: 'string', example: 'about:blank' },
    title: { type: 'string', example: 'Unauthorized' },
    status: { type: 'integer', example: 401 },
    code: {
      type: 'integer',
      description: "Number of the failure, Authing's where it has one.",
      example: 2206,
    },
    error: {
      type: 'string',
      description: 'Name of the failure, for programs to branch on.',
      example: 'invalid_ticket',
    },
    message: { type: 'string', description: 'Message for the user of the app.' },
  },
};

/** Describes a refusal of a guard. */
export function problemResponse(status: number, description: string, header?: string): ApiResponseOptions {
  return {
    status,
    description,
    content: { 'application/problem+json': { schema: PROBLEM_SCHEMA } },
    ...(header !== undefined && { headers: { [header]: { schema: { type: 'string' } } } }),
  };
}

/** Describes the responses of a guard when the authority fails or does not respond. */
export function refusalsOfAuthority(): (MethodDecorator & ClassDecorator)[] {
  return [
    problemResponse(429, 'Too many requests to the authority.', 'Retry-After'),
    problemResponse(502, 'The authority cannot be reached, or rejects this backend.'),
    problemResponse(503, 'The authority is unavailable: try again later.', 'Retry-After'),
    problemResponse(504, 'The authority did not respond in time.'),
  ].map((response) => ApiResponse(response));
}
