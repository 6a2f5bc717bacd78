import type { SealedBox } from '@app2wxapp/authority';
import { encodeExtMsg, parseTicket, parseUser, type User } from '@app2wxapp/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { userPools } from '../../src/database/schema.js';
import { loadAuthingClients, type AuthingClients } from '../authing-clients.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';
import { BOX } from '../../src/database/storage.js';

const TOKEN_KEY = 'the-key-of-the-pool-for-hs256-of-43-charact';

describe('clients that were written for Authing', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  let clients: AuthingClients;
  const failures: [number, string][] = [];

  beforeAll(async () => {
    clients = await loadAuthingClients();
    await server.start();
    pool = await server.createPool({ responseStyle: 'envelope', tokenFormat: 'HS256' });
    const sealedTokenKey = server.get<SealedBox>(BOX).seal(TOKEN_KEY, `token-key:${pool.userPoolId}`);
    await server.database.orm
      .update(userPools)
      .set({ sealedTokenKey })
      .where(eq(userPools.id, pool.userPoolId));
  }, 330_000);
  afterAll(() => server.stop());

  /** The SDK has no method for this endpoint; what reads every answer is its own. */
  const exchange = (data: object): Promise<string> => {
    const client = new clients.AuthenticationClient({
      appId: pool.userPoolId,
      appHost: server.url,
      onError: (code, message) => void failures.push([code, message]),
    });
    return client.httpClient.request({
      method: 'POST',
      url: `${server.url}/oauth/app2wxapp/auth/${pool.userPoolId}`,
      data,
    });
  };

  test("read the user through the SDK's own envelope parser, and jsonwebtoken verifies the token", async () => {
    const ticket = await server.issueTicket(pool);
    const user: User = parseUser(JSON.parse(await exchange({ ticket, secret: pool.secret })));
    expect(user).toMatchObject({ loginsCount: 1, registerMethod: 'oauth:app2wxapp', unionid: '' });
    const claims = clients.jsonwebtoken.verify(user.token, TOKEN_KEY, { algorithms: ['HS256'] });
    const iat = Math.floor(Date.parse(user.lastLogin) / 1000);
    expect(claims).toEqual({
      data: { unionid: null, id: user._id, clientId: pool.userPoolId },
      iat,
      exp: iat + 1_296_000,
    });
  });

  test("read the failures through the SDK's own envelope parser", async () => {
    const ticket = await server.issueTicket(pool);
    await expect(exchange({ ticket, secret: 'wrong' })).rejects.toThrow();
    await exchange({ ticket, secret: pool.secret });
    await expect(exchange({ ticket, secret: pool.secret })).rejects.toThrow();
    await expect(exchange({ secret: pool.secret })).rejects.toThrow();
    expect(failures).toEqual([
      [1001, '用户池密钥错误'],
      [2206, '登录信息已过期, 需重新登录'],
      [2231, '请求参数有误'],
    ]);
  });

  test('read the extMsg by splitting on & and =, without ever decoding', async () => {
    const ticket = parseTicket(await server.issueTicket(pool));
    const text = encodeExtMsg({ status: 'success', ticket, message: '授权成功' });
    const pairs = Object.fromEntries(text.split('&').map((segment) => segment.split('='))) as Record<
      string,
      string
    >;
    expect(pairs).toEqual({ code: '200', message: '授权成功', ticket });
  });
});
