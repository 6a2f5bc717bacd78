import { createServer, type IncomingMessage } from 'node:http';
import { PGlite } from '@electric-sql/pglite';
import Fastify from 'fastify';
import { generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';

/**
 * The floors: how fast the same machine does a part of the work and nothing else.
 * `node floor-server.js http`: bare node:http, JSON in, a signed token out.
 * `node floor-server.js pg | pglite`: bare Fastify, one `DELETE … RETURNING`, no token, no account.
 */
const [, , kind] = process.argv;
const port = Number(process.env.PORT);

async function serveHttp(): Promise<void> {
  const { privateKey } = await generateKeyPair('ES256');
  createServer((request, response) => {
    void readJson(request).then(async (body) => {
      const token = await new SignJWT({ data: { id: String(body.ticket) } })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
        .setIssuedAt()
        .sign(privateKey);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ token }));
    });
  }).listen(port, '127.0.0.1');
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
}

async function serveDelete(take: (ticket: string) => Promise<unknown>): Promise<void> {
  const fastify = Fastify();
  fastify.post<{ Body: { ticket: string } }>('/', async (request, reply) => {
    const row = await take(request.body.ticket);
    return row ?? reply.status(401).send({ error: 'invalid_ticket' });
  });
  await fastify.listen({ port, host: '127.0.0.1' });
}

const TAKE = 'DELETE FROM floor_tickets WHERE ticket = $1 RETURNING account_id';

if (kind === 'http') {
  await serveHttp();
} else if (kind === 'pg') {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
  await serveDelete(
    async (ticket) =>
      (await pool.query<{ account_id: string }>({ name: 'take', text: TAKE, values: [ticket] })).rows[0],
  );
} else {
  const database = await PGlite.create({ dataDir: process.env.DATA_DIR ?? '' });
  await serveDelete(async (ticket) => (await database.query<{ account_id: string }>(TAKE, [ticket])).rows[0]);
}
