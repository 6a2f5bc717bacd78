import { createDatabase } from '@app2wxapp/test-environment/servers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { AuthorityProcess } from '../authority-process.js';
import { describeOnPostgres, SHARED_POSTGRES } from '../databases/test-databases.js';
import { MASTER_KEY } from '../running-authority.js';
import { WechatStandIn } from '../wechat-stand-in.js';

const postgres = SHARED_POSTGRES ? await createDatabase(SHARED_POSTGRES) : '';

describeOnPostgres('an authority whose connection is ended inside a transaction', () => {
  const wechat = new WechatStandIn();
  const locker = new pg.Client({ connectionString: postgres });
  let server: AuthorityProcess;
  let operator: Record<string, string>;
  let userPoolId: string;

  beforeAll(async () => {
    server = await AuthorityProcess.start({
      DATABASE_URL: postgres,
      MASTER_KEY: MASTER_KEY.toString('base64'),
      WECHAT_API_URL: await wechat.start(),
      WECHAT_APP_ID: wechat.appId,
      WECHAT_APP_SECRET: wechat.appSecret,
    });
    await locker.connect();
    const token = await server.signInFirst();
    operator = { authorization: `Bearer ${token}` };
    const created = await createPool();
    expect(created.status).toBe(201);
    userPoolId = ((await created.json()) as { pool: { id: string } }).pool.id;
    expect(userPoolId).toMatch(/^[0-9a-f]{24}$/);
  }, 120_000);
  afterAll(async () => {
    await locker.end();
    AuthorityProcess.killAll();
    await wechat.stop();
  });

  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const createPool = () => post('/admin/pools', { name: 'a pool', allowAnyApp: true }, operator);
  const logIn = () =>
    post(`/oauth/app2wxapp/tickets/${userPoolId}`, {
      loginCode: wechat.createLoginCode('o-new'),
      scene: 1069,
    });

  test.each<[string, string, () => Promise<Response>]>([
    ['a first login', 'identities', logIn],
    ['a change by an operator', 'pool_secrets', createPool],
  ])('responds with %s, keeps running, and succeeds at the next attempt', async (_name, table, run) => {
    await locker.query('BEGIN');
    await locker.query(`LOCK TABLE ${table} IN SHARE MODE`); // its reads go on, its writes wait
    const answer = run();
    await endWaitingBackend(locker);
    expect((await answer).status).toBe(503);
    await locker.query('ROLLBACK');
    expect(server.child.exitCode).toBeNull();
    expect((await run()).status).toBe(201);
  });
});

/** Ends the backend that waits for a lock, as a restart of PostgreSQL does. */
async function endWaitingBackend(client: pg.Client): Promise<void> {
  const text = `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE NOT granted AND datname = current_database()`;
  for (let attempt = 0; attempt < 100; attempt++) {
    if ((await client.query(text)).rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('No backend waits for a lock.');
}
