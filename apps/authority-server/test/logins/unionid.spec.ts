import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { AuditLog } from '../../src/events/audit-log.js';
import { EventPage } from '../../src/events/event-schemas.js';
import { callAs, createAdmin } from '../admin-caller.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

describe('a unionid that WeChat returns later or changes', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  beforeAll(async () => {
    await server.start();
    pool = await server.createPool();
  }, 60_000);
  afterAll(() => server.stop());

  const logIn = async (openid: string, unionid?: string) => {
    const ticket = await server.issueTicket(pool, {
      loginCode: server.wechat.createLoginCode(openid, unionid),
    });
    return (await server.exchange(pool, { ticket, secret: pool.secret })).body;
  };

  test('is in the user, its profile and the token of the next login, under the same _id', async () => {
    const first = await logIn('o-one');
    expect([first.unionid, decodeJwt(first.token).data]).toMatchObject([null, { unionid: null }]);
    for (const unionid of ['u-late', 'u-changed']) {
      const user = await logIn('o-one', unionid);
      expect([user._id, user.unionid]).toEqual([first._id, unionid]);
      expect(JSON.parse(user.oauth)).toMatchObject({ unionid });
      expect(decodeJwt(user.token).data).toMatchObject({ unionid, id: first._id });
    }
  });

  test('moves the WeChat user to the account that has it, and the event names both accounts', async () => {
    const former = await logIn('o-two');
    const owner = await logIn('o-three', 'u-shared');
    expect((await logIn('o-two', 'u-shared'))._id).toBe(owner._id);
    await server.get(AuditLog).flush();
    const admin = callAs(server, await createAdmin(server));
    for (const accountId of [owner._id, former._id]) {
      const query = `userPoolId=${pool.userPoolId}&accountId=${accountId}&type=identity_moved`;
      const { items } = EventPage.parse((await admin.send('GET', `/events?${query}`)).body);
      expect(items).toMatchObject([{ accountId: owner._id, detail: former._id, reason: null }]);
    }
    const path = `/pools/${pool.userPoolId}/users/${former._id}/export`;
    const exported = (await admin.send('POST', path)).body.events;
    expect(exported).toMatchObject([{ type: 'identity_moved', detail: former._id }]);
  });
});
