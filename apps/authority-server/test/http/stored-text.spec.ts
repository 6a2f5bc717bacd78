import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { callAs, createAdmin, type AdminCaller } from '../admin-caller.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

/** Named, since a test's name should not hold them. */
const UNREADABLE: Readonly<Record<string, string>> = {
  'U+0000': 'a\u0000b',
  'a line break': 'a\nb',
  'a C1 control': 'a\u0085b',
  'a line separator': 'a\u2028b',
  'half a surrogate pair': 'a\ud800b',
  'a right-to-left override': 'photo\u202egnp.exe',
  'a left-to-right isolate': 'a\u2066b',
  'nothing but spaces': '\u3000 \u00a0',
  'nothing visible': '\u200b\u200d\ufeff',
  'blanks that are letters': '\u3164\u115f\u2800',
  'a lone combining mark': '\u0301',
};
const READABLE = ['小明', 'Ann O’Neil-Müller', 'عمر', 'नमस्ते', '👩\u200d👩\u200d👧', '🇨🇳', '〇', '100%_\\'];
const NUL = 'a\u0000b';
const encode = (cursor: unknown) => Buffer.from(JSON.stringify(cursor)).toString('base64url');

describe('text and bounds', () => {
  const server = new RunningAuthority();
  let admin: AdminCaller;
  let pool: TestPool;
  let userId: string;

  beforeAll(async () => {
    await server.start();
    admin = callAs(server, await createAdmin(server));
    pool = await server.createPool({ askProfile: true });
    const ticket = await server.issueTicket(pool);
    userId = (await server.exchange(pool, { ticket, secret: pool.secret })).body._id;
  }, 60_000);
  afterAll(() => server.stop());

  const nickname = (text: string) => server.issue(pool, { profile: { nickname: text } });
  const namings: Readonly<Record<string, (text: string) => Promise<{ status: number; text: string }>>> = {
    'of an operator': (text) => admin.send('POST', '/operators', { name: text, role: 'reader' }),
    'of a new pool': (text) => admin.send('POST', '/pools', { name: text }),
    'of a pool': (text) => admin.send('PATCH', `/pools/${pool.userPoolId}`, { name: text }),
    'of a user': nickname,
  };

  test.each(Object.keys(UNREADABLE))('a name with %s is rejected everywhere', async (kind) => {
    for (const [whose, give] of Object.entries(namings)) {
      const { status, text } = await give(UNREADABLE[kind] ?? '');
      expect([whose, status, text.includes('"invalid_request"')]).toEqual([whose, 400, true]);
    }
  });

  test('a name of any script is stored unchanged', async () => {
    for (const text of READABLE) {
      expect((await admin.send('POST', '/operators', { name: text, role: 'reader' })).status).toBe(201);
      expect((await admin.send('POST', '/pools', { name: text })).status).toBe(201);
      const issued = await nickname(text);
      expect(issued.status).toBe(201);
      const { ticket } = issued.body;
      const { body } = await server.exchange(pool, { ticket, secret: pool.secret });
      expect(body.nickname).toBe(text);
    }
    const { body } = await admin.send('GET', '/operators');
    expect(body.items.map((item) => item.name)).toEqual(expect.arrayContaining(READABLE));
  });

  test('U+0000 in a search, in a logo or in an address is no failure of the server', async () => {
    const users = `/pools/${pool.userPoolId}/users`;
    const answers = [
      await admin.send('POST', `${users}/search`, { name: NUL }),
      await admin.send('POST', `${users}/search`, { wechatUser: NUL }),
      await admin.send('GET', `/pools?name=${encodeURIComponent(NUL)}`),
      await admin.send('PATCH', `/pools/${pool.userPoolId}`, { logo: `https://a.example/${NUL}` }),
      await admin.send('GET', `/events?type=${encodeURIComponent(NUL)}`),
      await admin.send('GET', `${users}/%00`),
      await admin.send('GET', `/pools/%00/users/${userId}`),
      await admin.send('DELETE', `${users}/${userId}/sessions/%00`),
      await admin.send('DELETE', `/pools/${pool.userPoolId}/secrets/%00`),
      await admin.send('DELETE', '/operators/%00'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 404, 404, 200, 404, 404]);
  });

  test.each([
    ['text', 'x'],
    ['another JSON', encode({ at: 1 })],
    ['no time', encode(['soon', 'a'])],
    ['a time of the year 0', encode(['0000-01-01T00:00:00.000Z', 'a'])],
    ['an id with U+0000', encode(['2026-01-01T00:00:00.000Z', NUL])],
  ])('a cursor of %s is rejected by every list', async (_kind, cursor) => {
    const user = `/pools/${pool.userPoolId}/users`;
    const answers = [
      await admin.send('GET', `/pools?cursor=${cursor}`),
      await admin.send('GET', `/events?cursor=${cursor}`),
      await admin.send('GET', `${user}/${userId}/sessions?cursor=${cursor}`),
      await admin.send('POST', `${user}/search`, { cursor }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  });

  test.each(['e:x', 'e:', 'e:99999999999999999999', 'e:1e3', 'x:1', 's:'])(
    'a cursor of events with the id %s is rejected',
    async (id) => {
      const cursor = encode(['2026-01-01T00:00:00.000Z', id]);
      const { status } = await admin.send('GET', `/events?userPoolId=${pool.userPoolId}&cursor=${cursor}`);
      expect(status).toBe(400);
    },
  );

  test('a time of the year 0 is rejected, and one of the year 9999 is not', async () => {
    for (const [year, expected] of [
      ['0000', 400],
      ['1969', 400],
      ['9999', 200],
    ] as const) {
      const at = `${year}-01-01T00:00:00.000Z`;
      const answers = [
        await admin.send('GET', `/events?from=${at}`),
        await admin.send('GET', `/events?userPoolId=${pool.userPoolId}&to=${at}`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([expected, expected]);
    }
  });
});
