import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/events/audit-log.js';
import { HealthController } from '../../src/monitoring/health.controller.js';
import { callAs, createAdmin, type AdminCaller } from '../admin-caller.js';
import { describeOnPostgres } from '../databases/test-databases.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';
import { StatementCounter } from '../statement-counter.js';

/** Pools, users of the first pool, and sessions of its first user: the more rows, the more a statement for each would be. */
const ROWS = 5;

describeOnPostgres('the work of an operator’s request', () => {
  const server = new RunningAuthority();
  let statements: StatementCounter;
  let admin: AdminCaller;
  let pools: TestPool[];
  let userId: string;

  beforeAll(async () => {
    statements = new StatementCounter();
    await server.start({ metricsToken: 'the-token-of-a-test-of-metrics' });
    admin = callAs(server, await createAdmin(server));
    server.holdStill();
    pools = await Promise.all(Array.from({ length: ROWS }, () => server.createPool()));
    const [pool] = pools as [TestPool];
    for (let user = 0; user < ROWS; user++) await logIn(pool, `o-${user}`);
    for (let login = 0; login < ROWS; login++) userId = await logIn(pool, 'o-0');
    for (const each of pools) {
      await admin.createOperator({ name: `operator ${each.userPoolId}`, role: 'reader' });
      server.wechat.next('/sns/jscode2session', () => ({ errcode: 40125, errmsg: 'no rid: 1' }));
      await server.issue(each);
    }
    await server.get(AuditLog).flush();
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    statements.restore();
  });

  const logIn = async (pool: TestPool, openid: string) => {
    const ticket = await server.issueTicket(pool, { loginCode: server.wechat.createLoginCode(openid) });
    return (await server.exchange(pool, { ticket, secret: pool.secret })).body._id;
  };
  const of = (path: string) => `/pools/${pools[0]?.userPoolId}${path}`;
  const ids = () => pools.map(({ userPoolId }) => userPoolId).join();

  // One of them finds the operator of the token; reading personal data also finds the pool and writes an event.
  test.each<[name: string, statements: number, send: () => readonly [string, string, unknown?]]>([
    ['pools', 2, () => ['GET', '/pools']],
    ['a pool', 2, () => ['GET', of('')]],
    ['the health of pools', 4, () => ['GET', `/pool-health?userPoolIds=${ids()}`]],
    ['users', 4, () => ['POST', of('/users/search'), {}]],
    ['users by name', 4, () => ['POST', of('/users/search'), { name: '小' }]],
    ['a user', 4, () => ['GET', of(`/users/${userId}`)]],
    ['sessions of a user', 5, () => ['GET', of(`/users/${userId}/sessions`)]],
    ['secrets of a pool', 5, () => ['GET', of('/secrets')]],
    ['events', 2, () => ['GET', '/events']],
    ['events of a pool', 3, () => ['GET', `/events?userPoolId=${pools[0]?.userPoolId}`]],
    ['counts', 2, () => ['GET', '/counts']],
    ['operators', 3, () => ['GET', '/operators']],
    ['browsers', 2, () => ['GET', '/sessions']],
  ])('to read %s is %d statements, however many rows there are', async (_name, count, send) => {
    const [method, path, body] = send();
    let status = 0;
    const sent = await statements.during(async () => ({ status } = await admin.send(method, path, body)));
    expect(status).toBe(200);
    expect(sent).toHaveLength(count);
  });

  test('is one read and the record of the refusal for a wrong token, and nothing without one', async () => {
    const wrong = callAs(server, 'a-wrong-token');
    const sent = await statements.during(() => wrong.send('GET', '/pools'));
    expect(sent).toEqual([
      expect.stringMatching(/^select /),
      expect.stringMatching(/^insert into "audit_events"/),
    ]);
    expect(await statements.during(() => server.send('/admin/pools'))).toEqual([]);
  });

  test('is one statement for many checks of the readiness that arrive together', async () => {
    const health = server.get(HealthController);
    const sent = await statements.during(() => Promise.all(Array.from({ length: 20 }, () => health.ready())));
    expect(sent).toHaveLength(1);
  });

  test('is no statement for the metrics and for the liveness', async () => {
    const headers = { authorization: 'Bearer the-token-of-a-test-of-metrics' };
    const sent = await statements.during(async () => {
      expect((await server.send('/metrics', { headers })).status).toBe(200);
      expect((await server.send('/health/live')).status).toBe(200);
    });
    expect(sent).toEqual([]);
  });
});
