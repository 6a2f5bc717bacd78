import { describe, expect, test } from '@jest/globals';
import { findRunningDemo } from './running-demo.js';
import { exchange, request, takeTicket } from './wires.js';

const TICKETS = 50;
const EXCHANGES = 20;

describe('a ticket works once, in its pool, with its secret', () => {
  const demo = findRunningDemo();

  test('the second exchange is rejected as invalid_ticket', async () => {
    const { userPoolId, secret } = demo.secretPool;
    const ticket = await takeTicket(demo, userPoolId);
    expect((await exchange(demo, userPoolId, { ticket, secret })).status).toBe(200);
    const second = await exchange(demo, userPoolId, { ticket, secret });
    expect([second.status, second.body.error, second.body.code]).toEqual([401, 'invalid_ticket', 2206]);
  });

  test("another pool's ticket is rejected and remains valid in its own", async () => {
    const { secretPool, directPool } = demo;
    const ticket = await takeTicket(demo, secretPool.userPoolId);
    const elsewhere = await exchange(demo, directPool.userPoolId, { ticket, secret: directPool.secret });
    expect([elsewhere.status, elsewhere.body.error]).toEqual([401, 'invalid_ticket']);
    expect((await exchange(demo, secretPool.userPoolId, { ticket, secret: secretPool.secret })).status).toBe(
      200,
    );
  });

  test.each([
    ['wrong', { secret: 'not-the-secret' }],
    ['missing', {}],
  ])('a %s secret is rejected, logs no user in and leaves the ticket valid', async (_, wrong) => {
    const { userPoolId, secret } = demo.secretPool;
    const openid = `oTestVisitor${Math.random().toString(36).slice(2).padEnd(16, 'x').slice(0, 16)}`;
    const ticket = await takeTicket(demo, userPoolId, openid);
    const refused = await exchange(demo, userPoolId, { ticket, ...wrong });
    expect([refused.status, refused.body.error, refused.body.code]).toEqual([401, 'invalid_secret', 1001]);
    const { status, body } = await exchange(demo, userPoolId, { ticket, secret });
    expect([status, body.loginsCount]).toEqual([200, 1]);
  });

  test(`of ${EXCHANGES} exchanges of one ticket at once one succeeds, ${TICKETS} times over`, async () => {
    const { userPoolId, secret } = demo.secretPool;
    for (let round = 0; round < TICKETS; round += 1) {
      const ticket = await takeTicket(demo, userPoolId);
      const answers = await Promise.all(
        Array.from({ length: EXCHANGES }, () => exchange(demo, userPoolId, { ticket, secret })),
      );
      const results = answers
        .map(({ status, body }) => (status === 200 ? 'user' : `${status} ${body.error}`))
        .sort();
      expect(results).toEqual([...Array<string>(EXCHANGES - 1).fill('401 invalid_ticket'), 'user']);
    }
  });

  test.each([
    ['not JSON', '{"ticket":', 400],
    ['an array', '[]', 400],
    ['a number', '7', 400],
    ['a ticket of a wrong type', '{"ticket":{"a":1}}', 400],
    ['two tickets that differ', '{"ticket":"abc","tickett":"abd"}', 400],
    ['too large', JSON.stringify({ ticket: 'x'.repeat(200_000) }), 413],
  ])('a body that is %s is rejected as invalid_request', async (_, body, expected) => {
    const answer = await exchange(demo, demo.secretPool.userPoolId, body);
    expect([answer.status, answer.body.error, answer.body.code]).toEqual([expected, 'invalid_request', 2231]);
    expect(JSON.stringify(answer.body)).not.toMatch(/\.[jt]s:\d+/);
  });

  test.each(['a&b=1', '用户池', 'x'.repeat(10_000), '..%2f..%2fadmin', '%00', '000000000000000000000000'])(
    'a pool id %p ends in a documented refusal',
    async (id) => {
      const encoded = id.includes('%') ? id : encodeURIComponent(id);
      const answer = await request(`${demo.authority}/oauth/app2wxapp/auth/${encoded}`, {
        body: { ticket: 'abc' },
      });
      expect([400, 404, 414]).toContain(answer.status);
      expect(['invalid_request', 'user_pool_not_found']).toContain(answer.body.error);
    },
  );
});
