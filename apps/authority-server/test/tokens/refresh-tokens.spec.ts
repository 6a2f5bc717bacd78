import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RunningAuthority, type LoginBody, type TestPool } from '../running-authority.js';

const REPEATS = 10;

describe('refresh tokens of a repeated request', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  beforeAll(async () => {
    await server.start();
    pool = await server.createPool({ refreshTtlSeconds: 86_400 });
  }, 60_000);
  afterAll(() => server.stop());

  const prepare = async () => {
    const ticket = await server.issueTicket(pool);
    const headers = { 'idempotency-key': `key-of-${ticket}` };
    return async () => {
      const { body } = await server.exchange(pool, { ticket, secret: pool.secret }, headers);
      return (body as LoginBody & { refreshToken: string }).refreshToken;
    };
  };
  const refresh = async (token: string) => {
    const client = { client_id: pool.userPoolId, client_secret: pool.secret };
    const json = { grant_type: 'refresh_token', refresh_token: token, ...client };
    return (await server.send<{ refresh_token: string }>('/oauth/token', { json })).body.refresh_token;
  };

  test('the newest one is usable, and the use of another revokes nothing', async () => {
    const exchange = await prepare();
    const tokens: string[] = [];
    for (let count = 0; count < REPEATS; count++) tokens.push(await exchange());
    expect(new Set(tokens).size).toBe(REPEATS);
    for (const older of tokens.slice(0, -1)) expect(await refresh(older)).toBeUndefined();
    expect(await refresh(tokens.at(-1) ?? '')).toBeDefined();
  });

  test('one is usable when the requests are sent at once', async () => {
    const exchange = await prepare();
    const tokens = await Promise.all(Array.from({ length: REPEATS }, exchange));
    const answers = [];
    for (const token of tokens) answers.push(await refresh(token));
    expect(answers.filter((next) => next !== undefined)).toHaveLength(1);
  });

  test('one is usable when the request is repeated after a refresh', async () => {
    const exchange = await prepare();
    const next = await refresh(await exchange());
    const repeated = await exchange();
    expect([await refresh(next), await refresh(repeated)]).toEqual([undefined, expect.any(String)]);
  });
});
