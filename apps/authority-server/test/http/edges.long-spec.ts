import type { AvatarTickets } from '@app2wxapp/authority';
import { SERVER_ERRORS } from '@app2wxapp/core';
import {
  createEdgeRequests,
  sendEdgeRequests,
  type OpenApiDocument,
} from '@app2wxapp/test-environment/edges';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FAILURE_TEXTS } from '../../src/answers/answer-texts.js';
import { AVATAR_TICKETS } from '../../src/logins/avatar-routes.js';
import { callAs, createAdmin } from '../admin-caller.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

/** Few in every run; `EDGE_REQUESTS=1000000 EDGE_SEED=…` for a long one. */
const COUNT = Number(process.env.EDGE_REQUESTS ?? 300);
const SEED = Number(process.env.EDGE_SEED ?? 20_261_127);
const REQUEST_TIMEOUT_MS = 8000;
/** RFC 6749 §5.2, for the token endpoints. */
const OAUTH_CODES = ['invalid_request', 'invalid_client', 'invalid_grant', 'unsupported_grant_type'];

describe('requests at the edges of the schemas', () => {
  const server = new RunningAuthority();
  let token: string;
  let pool: TestPool;
  let admins: TestPool;
  beforeAll(async () => {
    await server.start({ requestTimeoutMs: REQUEST_TIMEOUT_MS });
    token = await createAdmin(server);
    pool = await server.createPool({ refreshTtlSeconds: 86_400, askProfile: true });
    admins = await server.createPool();
  }, 60_000);
  afterAll(() => server.stop());

  const isKnownCode = (code: unknown) =>
    typeof code === 'string' &&
    (code in SERVER_ERRORS || code in FAILURE_TEXTS || OAUTH_CODES.includes(code));
  const check = async (
    document: OpenApiDocument,
    values: Record<string, readonly unknown[]>,
    authorization: string[],
  ) => {
    const requests = createEdgeRequests(document, { values, authorization, destructive });
    const deadlineMs = REQUEST_TIMEOUT_MS + 2000;
    const statuses = await sendEdgeRequests(requests, {
      url: server.url,
      count: COUNT,
      seed: SEED,
      deadlineMs,
      isKnownCode,
    });
    process.stderr.write(`${COUNT} requests from seed ${SEED}: ${JSON.stringify(statuses)}\n`);
    const succeeded = Object.entries(statuses).filter(([status]) => Number(status) < 300);
    // Else all of it would have ended at the first check.
    expect(succeeded.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(COUNT / 50);
    expect((await server.send('/health/ready')).status).toBe(200);
  };

  test('of logins get a known code in time and no failure of the server', async () => {
    const { body: document } = await server.send<OpenApiDocument>('/openapi.json');
    const issued = await server.issue(pool);
    const { body: user } = await server.exchange(pool, { ticket: issued.body.ticket, secret: pool.secret });
    const owner = { userPoolId: pool.userPoolId, accountId: user._id };
    const basic = Buffer.from(`${pool.userPoolId}:${pool.secret}`).toString('base64');
    const values = {
      userPoolId: [pool.userPoolId],
      userId: [user._id],
      client_id: [pool.userPoolId],
      client_secret: [pool.secret],
      secret: [pool.secret],
      ticket: [await server.issueTicket(pool), issued.body.ticket],
      loginCode: [server.wechat.createLoginCode('o-edges')],
      scene: [1069],
      useSelfWxapp: [0],
      token: [user.token],
      refresh_token: [(user as { refreshToken?: string }).refreshToken],
      grant_type: ['refresh_token'],
      codeVerifier: ['v'.repeat(43)],
      state: ['s'.repeat(22)],
      codeChallenge: ['c'.repeat(43)],
    };
    const avatarTicket = server.get<AvatarTickets>(AVATAR_TICKETS).create(owner);
    await check(document, values, [`Basic ${basic}`, `Bearer ${avatarTicket}`]);
  }, 7_200_000);

  test('of operators get a known code in time and no failure of the server', async () => {
    const document = (await callAs(server, token).send('GET', '/openapi.json'))
      .body as unknown as OpenApiDocument;
    const ticket = await server.issueTicket(admins);
    const { body: user } = await server.exchange(admins, { ticket, secret: admins.secret });
    const values = {
      userPoolId: [admins.userPoolId],
      userPoolIds: [admins.userPoolId, `${admins.userPoolId},${'b'.repeat(24)}`],
      userId: [user._id],
      accountId: [user._id],
      limit: [1, 50],
      name: ['a name'],
      token: [token],
    };
    await check(document, values, [`Bearer ${token}`]);
  }, 7_200_000);
});

/** What would take the ground from under all that follow. */
function destructive(operation: string): boolean {
  return /^delete .*(operators|secrets|users|sessions?\b)|^delete \/admin\/pools\/\{userPoolId\}$/.test(
    operation,
  );
}
