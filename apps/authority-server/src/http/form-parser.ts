import type { FastifyInstance } from 'fastify';

/**
 * Parses `application/x-www-form-urlencoded` bodies on routes that accept them; a repeated field is rejected (RFC
 * 6749 §3.1).
 */
export function parseForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request, body, done) => {
      const fields = new URLSearchParams(body);
      if (!request.routeOptions.config.forms) return done(refuse(415));
      if (new Set(fields.keys()).size !== fields.size) return done(refuse(400));
      done(null, Object.fromEntries(fields));
    },
  );
}

function refuse(statusCode: number): Error {
  return Object.assign(new Error('The form cannot be read.'), { statusCode });
}
