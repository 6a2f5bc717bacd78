import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createAvatarTickets, saveAvatar, systemRandom } from '../src/index.js';
import { MemoryStore } from '../src/testing/index.js';

const OWNER = { userPoolId: '0123456789abcdef01234567', accountId: '89abcdef0123456789abcdef' };

function setUp(masterKey = Buffer.alloc(32, 7)) {
  const clock = { nowMs: 1_767_323_045_678, now: () => clock.nowMs };
  return { clock, tickets: createAvatarTickets(masterKey, clock) };
}

const refused = expect.objectContaining({
  code: 'invalid_ticket',
  message:
    'The avatar ticket is invalid or expired. Send the avatar ticket of this login, within two minutes.',
});

describe('an avatar ticket', () => {
  test('names its account for two minutes, at every instance with the same master key', () => {
    const { clock, tickets } = setUp();
    const ticket = tickets.create(OWNER);
    expect(ticket).toMatch(/^[\w.-]{40,200}$/);
    clock.nowMs += 119_000;
    expect(tickets.verify(ticket, OWNER.userPoolId)).toEqual(OWNER);
    expect(setUp().tickets.verify(ticket, OWNER.userPoolId)).toEqual(OWNER);
    clock.nowMs += 1_000;
    expect(() => tickets.verify(ticket, OWNER.userPoolId)).toThrow(refused);
  });

  test('is signed under a key of its own, which RFC 5869 derives from the master key', () => {
    const { tickets } = setUp();
    const hmac = (key: Uint8Array, text: string) => createHmac('sha256', key).update(text).digest();
    const extracted = createHmac('sha256', Buffer.alloc(32)).update(Buffer.alloc(32, 7)).digest();
    const key = hmac(extracted, 'app2wxapp avatar tickets\x01');
    const claims = `${OWNER.accountId}.1767323165`;
    const mac = hmac(key, `${OWNER.userPoolId}.${claims}`).toString('base64url');
    expect(tickets.create(OWNER)).toBe(`${claims}.${mac}`);
  });

  test('has expired in the very second that it names', () => {
    const { clock, tickets } = setUp();
    clock.nowMs = 1_767_323_045_000;
    const ticket = tickets.create(OWNER);
    clock.nowMs += 119_999;
    expect(tickets.verify(ticket, OWNER.userPoolId)).toEqual(OWNER);
    clock.nowMs += 1;
    expect(() => tickets.verify(ticket, OWNER.userPoolId)).toThrow(refused);
  });

  test('is valid in no other pool and under no other master key', () => {
    const ticket = setUp().tickets.create(OWNER);
    expect(() => setUp().tickets.verify(ticket, 'f'.repeat(24))).toThrow(refused);
    expect(() => setUp(Buffer.alloc(32, 8)).tickets.verify(ticket, OWNER.userPoolId)).toThrow(refused);
  });

  test('cannot be changed into one of another account or of another time', () => {
    const { tickets } = setUp();
    const [accountId = '', expiresAt = '', mac = ''] = tickets.create(OWNER).split('.');
    const other = 'f'.repeat(24);
    const forged = [
      `${other}.${expiresAt}.${mac}`,
      `${accountId}.${Number(expiresAt) + 1}.${mac}`,
      `${accountId}.1e99.${mac}`,
      `${accountId}.${expiresAt}.`,
      `${accountId}.${expiresAt}`,
      `${accountId}.${expiresAt}.${mac.slice(1)}`,
      '..',
      '',
    ];
    for (const ticket of forged) {
      expect(() => tickets.verify(ticket, OWNER.userPoolId)).toThrow(refused);
    }
  });
});

test('a picture is stored at an unguessable address, which its account has, and not for a deleted account', async () => {
  const store = new MemoryStore();
  const { account } = store.createAccount(OWNER.userPoolId);
  const owner = { userPoolId: OWNER.userPoolId, accountId: account.id };
  const picture = { type: 'image/png', bytes: new Uint8Array([1]) } as const;
  const { clock } = setUp();
  const dependencies = { store, clock, random: systemRandom, issuer: () => 'https://authority.example' };
  const photo = await saveAvatar(dependencies, owner, picture);
  const [, id = ''] = /^https:\/\/authority\.example\/avatars\/([\w-]{22})$/.exec(photo) ?? [];
  expect(await store.findAvatar(id)).toEqual(picture);
  expect(store.findAccount(OWNER.userPoolId, account.id)?.account.photo).toBe(photo);
  await expect(saveAvatar(dependencies, OWNER, picture)).rejects.toMatchObject({
    code: 'invalid_ticket',
    message: 'The account of this avatar ticket was deleted or blocked.',
  });
});
