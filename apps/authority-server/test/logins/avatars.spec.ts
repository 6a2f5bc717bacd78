import { PLACEHOLDER } from '@app2wxapp/authority';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRateLimits } from '../../src/limits/rate-limits.js';
import { callAs, createAdmin, type AdminCaller } from '../admin-caller.js';
import { RunningAuthority, type Answer, type TestPool } from '../running-authority.js';

/** A real picture: 1 × 1 pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const WEBP = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');
const JPEG = Buffer.concat([
  Buffer.from('/9j/4AAQSkZJRgABAQAAAQABAAD/wAARCAABAAEDASIAAhEBAxEB', 'base64'),
  Buffer.from([0xff, 0xd9]),
]);

type Sent = RequestInit & { readonly avatarTicket?: string };

describe('the picture of a user', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  let incurious: TestPool;
  let admin: AdminCaller;

  beforeAll(async () => {
    await server.start();
    pool = await server.createPool({ askProfile: true });
    incurious = await server.createPool();
    admin = callAs(server, await createAdmin(server));
  }, 60_000);
  afterAll(() => server.stop());

  async function issue(where = pool, changes: object = {}) {
    const { body, text } = await server.issue(where, changes);
    if (!body.ticket) throw new Error(text);
    return body;
  }

  function upload(
    body: Uint8Array,
    { avatarTicket = '', ...init }: Sent,
    { userPoolId } = pool,
  ): Promise<Answer<{ photo: string; error: string; detail: string }>> {
    const headers = { authorization: `Bearer ${avatarTicket}`, ...(init.headers as Record<string, string>) };
    return server.send(`/oauth/app2wxapp/avatars/${userPoolId}`, {
      method: 'POST',
      ...init,
      headers,
      body: new Blob([new Uint8Array(body)]),
    });
  }

  const redeem = async (ticket: string) =>
    (await server.exchange(pool, { ticket, secret: pool.secret })).body;
  const look = (photo: string, init?: RequestInit) => fetch(photo, init);

  test.each([
    ['image/png', PNG],
    ['image/jpeg', JPEG],
    ['image/webp', WEBP],
  ])(
    'is accepted as %s, is the photo of each login of its user, and is served unchanged',
    async (type, bytes) => {
      const { ticket, avatarTicket } = await issue();
      const { status, body } = await upload(bytes, { avatarTicket });
      expect([status, Object.keys(body)]).toEqual([201, ['photo']]);
      expect(body.photo).toMatch(new RegExp(`^${server.url}/avatars/[\\w-]{22}$`));
      const user = await redeem(ticket);
      expect(user.photo).toBe(body.photo);
      expect(JSON.parse(user.oauth)).toMatchObject({ avatarUrl: body.photo });
      const picture = await look(user.photo);
      expect(picture.headers.get('content-type')).toBe(type);
      expect(Buffer.from(await picture.arrayBuffer())).toEqual(bytes);
    },
  );

  test('is served as an image only, and may be cached for a day', async () => {
    const { avatarTicket } = await issue();
    const { body } = await upload(PNG, { avatarTicket });
    const { headers } = await look(body.photo);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'public, max-age=86400, immutable',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect((await look(body.photo, { method: 'HEAD' })).status).toBe(200);
  });

  test('has the type of its first bytes, whatever type is declared', async () => {
    const { avatarTicket } = await issue();
    for (const type of ['text/html', 'image/svg+xml', 'application/json']) {
      const { body, status } = await upload(PNG, { avatarTicket, headers: { 'content-type': type } });
      expect([type, status]).toEqual([type, 201]);
      expect((await look(body.photo)).headers.get('content-type')).toBe('image/png');
    }
  });

  test.each([
    ['a page', Buffer.from('<!doctype html><script>alert(document.domain)</script>')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['nothing', Buffer.alloc(0)],
    ['the beginning of a PNG', PNG.subarray(0, 20)],
    ['JSON', Buffer.from('{"photo":"https://shop.example.com/a.png"}')],
  ])('is rejected when it is %s, also under the name of a picture', async (_, bytes) => {
    const { ticket, avatarTicket } = await issue();
    const { status, body } = await upload(bytes, { avatarTicket, headers: { 'content-type': 'image/png' } });
    expect([status, body.error]).toEqual([400, 'invalid_request']);
    expect((await redeem(ticket)).photo).toBe(PLACEHOLDER.photo);
  });

  test('has 256 kB at most', async () => {
    const { avatarTicket } = await issue();
    const fill = (length: number) => Buffer.concat([PNG], length);
    expect((await upload(fill(262_144), { avatarTicket })).status).toBe(201);
    const { status, body, headers } = await upload(fill(262_145), { avatarTicket });
    expect([status, body.error, body.detail]).toEqual([
      413,
      'invalid_request',
      'The picture is too large: 256 kB at most.',
    ]);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('requires the avatar ticket: of this pool, no older than two minutes', async () => {
    const { avatarTicket } = await issue();
    const other = await server.createPool({ askProfile: true });
    expect((await upload(PNG, { avatarTicket }, other)).body.error).toBe('invalid_ticket');
    for (const wrong of [
      '',
      'x',
      avatarTicket.slice(0, -1),
      `${avatarTicket}.`,
      `x${avatarTicket.slice(1)}`,
    ]) {
      const { status, body } = await upload(PNG, { avatarTicket: wrong });
      expect([status, body.error]).toEqual([401, 'invalid_ticket']);
    }
    server.aheadMs += 121_000;
    try {
      expect((await upload(PNG, { avatarTicket })).status).toBe(401);
    } finally {
      server.aheadMs -= 121_000;
    }
    expect((await upload(PNG, { avatarTicket })).status).toBe(201);
  });

  test('is not read before the avatar ticket was verified', async () => {
    const response = await fetch(`${server.url}/oauth/app2wxapp/avatars/${pool.userPoolId}`, {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      // A body that never ends: whoever reads it never answers.
      body: new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1_000)) }),
      duplex: 'half',
      signal: AbortSignal.timeout(5_000),
    });
    expect(response.status).toBe(401);
  });

  test('is requested by pools that ask for one only, and a ticket alone sets none', async () => {
    expect(Object.keys(await issue(incurious))).toEqual(['ticket', 'expiresIn', 'message']);
    const { ticket } = await issue();
    expect((await upload(PNG, { avatarTicket: ticket })).status).toBe(401);
    const named = await issue(pool, { profile: { nickname: 'A', photo: 'https://elsewhere.example/a.png' } });
    expect((await redeem(named.ticket)).photo).toBe(PLACEHOLDER.photo);
  });

  test('replaces the previous one, which is deleted', async () => {
    const login = { loginCode: server.wechat.createLoginCode('o-twice') };
    const first = await upload(PNG, await issue(pool, login));
    const again = await issue(pool, { loginCode: server.wechat.createLoginCode('o-twice') });
    const second = await upload(JPEG, again);
    expect((await redeem(again.ticket)).photo).toBe(second.body.photo);
    expect((await look(first.body.photo)).status).toBe(404);
    const third = await issue(pool, { loginCode: server.wechat.createLoginCode('o-twice') });
    expect((await redeem(third.ticket)).photo).toBe(second.body.photo);
  });

  test.each(['none', '-'.repeat(22), 'a'.repeat(300), '%00', '..%2f..%2fetc%2fpasswd'])(
    'is not found under "%s"',
    async (id) => {
      const { status, headers } = await look(`${server.url}/avatars/${id}`);
      expect(status).toBe(404);
      expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  test('may be sent by a page that the pool lists: its preflight succeeds', async () => {
    const origin = 'https://page.example';
    const { userPoolId } = await server.createPool({ askProfile: true, allowedOrigins: [origin] });
    const { status, headers } = await server.send(`/oauth/app2wxapp/avatars/${userPoolId}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    expect(headers.get('access-control-allow-headers')).toContain('authorization');
  });

  test('is in the export of the user, and is deleted with the user', async () => {
    const { ticket, avatarTicket } = await issue();
    const { body } = await upload(PNG, { avatarTicket });
    const { _id } = await redeem(ticket);
    const path = `/pools/${pool.userPoolId}/users/${_id}`;
    const exported = await admin.send('POST', `${path}/export`);
    expect(exported.body['avatar']).toEqual({ type: 'image/png', base64: PNG.toString('base64') });
    expect((await admin.send('DELETE', path)).status).toBe(204);
    expect((await look(body.photo)).status).toBe(404);
    expect((await upload(PNG, { avatarTicket })).body.error).toBe('invalid_ticket');
  });

  test('is rejected from a user who was blocked meanwhile', async () => {
    const { ticket, avatarTicket } = await issue();
    const { _id } = await redeem(ticket);
    const path = `/pools/${pool.userPoolId}/users/${_id}`;
    await admin.send('PATCH', path, { blocked: true });
    expect((await upload(PNG, { avatarTicket })).body.error).toBe('invalid_ticket');
  });

  test('is nowhere in the log, nor is its ticket', async () => {
    const { avatarTicket } = await issue();
    await upload(PNG, { avatarTicket });
    const log = server.logLines.join('\n');
    expect(log).toContain('/oauth/app2wxapp/avatars/:userPoolId');
    expect(log).not.toContain(avatarTicket);
    expect(log).not.toContain(PNG.toString('base64').slice(0, 20));
  });
});

describe('pictures of one account', () => {
  test('are limited to a number in a minute, by another limit than logins', async () => {
    const server = new RunningAuthority();
    const limits = createRateLimits(
      { ipPerMinute: 0, poolPerMinute: 0, openidPerMinute: 0, avatarPerMinute: 2 },
      { warn: () => undefined, info: () => undefined },
    );
    await server.start({ limits });
    try {
      const pool = await server.createPool({ askProfile: true });
      const { avatarTicket } = (await server.issue(pool)).body;
      const send = (ticket: string) =>
        server.send(`/oauth/app2wxapp/avatars/${pool.userPoolId}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${ticket}` },
          body: new Blob([PNG]),
        });
      expect([(await send(avatarTicket)).status, (await send(avatarTicket)).status]).toEqual([201, 201]);
      const { status, headers } = await send(avatarTicket);
      expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
      expect((await send((await server.issue(pool)).body.avatarTicket)).status).toBe(201);
    } finally {
      await server.stop();
    }
  }, 60_000);
});
