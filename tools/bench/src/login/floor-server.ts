import Fastify from 'fastify';
import pg from 'pg';
import { Pool } from 'undici';

// The floors: bare Fastify that sends as many statements and requests as a step does, and nothing else.

const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });
const wechat = new Pool(process.env.WECHAT_API_URL ?? '');
const authority = new Pool(process.env.AUTHORITY_URL ?? '');

interface Body {
  readonly key: string;
}

const READ = { name: 'read', text: 'SELECT value FROM floor_rows WHERE key = $1' };
const WRITE = { name: 'write', text: 'UPDATE floor_rows SET value = $2 WHERE key = $1 RETURNING value' };
const INSERT = {
  name: 'insert',
  text: 'INSERT INTO floor_inserts (key, value) VALUES ($1, $2) RETURNING value',
};

const send = async (query: { name: string; text: string }, ...values: string[]) =>
  (await database.query<{ value: string }>({ ...query, values })).rows[0];

async function askWechat(code: string): Promise<string> {
  const { body } = await wechat.request({ method: 'GET', path: `/sns/jscode2session?js_code=${code}` });
  return ((await body.json()) as { openid: string }).openid;
}

let inserted = 0;
const insert = (value: string) => send(INSERT, `${process.pid}-${++inserted}`, value);

const fastify = Fastify();
fastify.post<{ Body: Body }>('/nothing', ({ body }) => Promise.resolve({ active: body.key === '' }));
fastify.post<{ Body: Body }>('/read', ({ body }) => send(READ, body.key));
fastify.post<{ Body: Body }>('/write', ({ body }) => send(WRITE, body.key, 'new'));
fastify.post<{ Body: Body }>('/read-write', async ({ body }) => {
  await send(READ, body.key);
  return send(WRITE, body.key, 'new');
});
fastify.post<{ Body: Body }>('/issue', async ({ body }) => insert(await askWechat(body.key)));
fastify.post<{ Body: Body }>('/issue-first', async ({ body }) => {
  const openid = await askWechat(body.key);
  await send(READ, openid);
  return insert(openid);
});
// The minimum of an online check: one request to the authority.
fastify.get('/ask', async ({ headers }) => {
  const token = headers.authorization?.slice('Bearer '.length);
  const body = JSON.stringify({ ...(JSON.parse(process.env.CREDENTIALS ?? '{}') as object), token });
  const answer = await authority.request({
    method: 'POST',
    path: '/oauth/introspect',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return answer.body.json();
});
await fastify.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
