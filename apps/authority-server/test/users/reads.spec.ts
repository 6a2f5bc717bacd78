import { describe, expect, test } from '@jest/globals';
import { callAs, useAdmin } from '../admin-caller.js';

describe('reads of personal data', () => {
  const { server, admin } = useAdmin();

  test('record who searched for users and who opened one, and not the search terms', async () => {
    const pool = await server.createPool();
    const phoneCode = server.wechat.createPhoneCode('13900000077');
    const ticket = await server.issueTicket(pool, { phoneCode });
    const { body: user } = await server.exchange(pool, { ticket, secret: pool.secret });
    const { id, token } = await admin.createOperator({ name: 'who reads', role: 'reader' });
    const reader = callAs(server, token);
    const users = `/pools/${pool.userPoolId}/users`;
    const found = await reader.send('POST', `${users}/search`, { phone: '13900000077' });
    expect(found.body.items.map(({ id }) => id)).toEqual([user._id]);
    await reader.send('GET', `${users}/${user._id}`);
    await reader.send('GET', `${users}/${user._id}/sessions`);
    const { body, text } = await admin.send('GET', `/events?userPoolId=${pool.userPoolId}`);
    const by = { id, name: 'who reads' };
    const ofReader = body.items.filter(({ operator }) => operator !== null);
    expect(
      ofReader.map(({ type, reason, accountId, operator }) => [type, reason, accountId, operator]),
    ).toEqual([
      ['user_read', 'sessions', user._id, by],
      ['user_read', null, user._id, by],
      ['users_searched', 'phone', null, by],
    ]);
    expect(text).not.toContain('13900000077');
  });

  test('do not let a reader try the numbers that the hidden middle may be', async () => {
    const pool = await server.createPool();
    const phoneCode = server.wechat.createPhoneCode('13900009999');
    const ticket = await server.issueTicket(pool, { phoneCode });
    const { body: user } = await server.exchange(pool, { ticket, secret: pool.secret });
    const { token } = await admin.createOperator({ name: 'who tries', role: 'reader' });
    const reader = callAs(server, token);
    const search = (by: typeof admin, body: object) =>
      by.send('POST', `/pools/${pool.userPoolId}/users/search`, body);
    const statuses = new Set<number>();
    for (let middle = 9900; middle < 10_000; middle += 1) {
      statuses.add((await search(reader, { phone: `139${middle}9999` })).status);
    }
    expect([...statuses]).toEqual([200, 429]);
    const refused = await search(reader, { phone: '13900009999' });
    expect([refused.status, refused.body.error]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000);
    expect((await search(reader, { name: 'no such name' })).status).toBe(200);
    expect((await search(admin, { phone: '13900009999' })).body.items).toMatchObject([{ id: user._id }]);
  });
});
