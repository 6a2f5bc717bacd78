import type { LoginCode } from '@app2wxapp/core';
import { describe, expect, jest, test } from '@jest/globals';
import { denyLogin, digest } from '../src/index.js';
import { createRules } from './rules.js';

const codeVerifier = 'a-verifier-of-43-characters-or-more-aaaaaaaaaa';
const state = 'a-state-of-22-characters-';
const launch = { state, codeVerifier };
const binding = { state, codeChallenge: digest(codeVerifier) };

describe('claiming a login', () => {
  test('redeems the same ticket, once: pending, then the user, then expired', async () => {
    const rules = await createRules();
    await expect(rules.claim(launch)).rejects.toMatchObject({ code: 'login_pending' });
    const { ticket } = await rules.issue(binding);
    await expect(rules.claim(launch)).resolves.toMatchObject({ loginsCount: 1 });
    await expect(rules.claim(launch)).rejects.toMatchObject({ code: 'login_expired' });
    await expect(rules.redeem({ ticket, codeVerifier })).rejects.toMatchObject({ code: 'invalid_ticket' });
  });

  test('comes too late after an exchange and revokes nothing: both were the app that launched', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue(binding);
    await rules.redeem({ ticket, codeVerifier });
    await expect(rules.claim(launch)).rejects.toMatchObject({ code: 'login_expired' });
    expect([...rules.store.sessions.values()].map(({ revoked }) => revoked)).toEqual([null]);
  });

  test('returns the same login again for the same claim with the same key', async () => {
    const rules = await createRules();
    await rules.issue(binding);
    const first = await rules.claim({ ...launch, idempotencyKey: 'k' });
    const again = await rules.claim({ ...launch, idempotencyKey: 'k' });
    expect(again).toMatchObject({ _id: first._id, loginsCount: 1, lastLogin: first.lastLogin });
  });

  test('is repeated within the lifetime of the ticket only, and by the key of the first request only', async () => {
    const rules = await createRules();
    await rules.issue(binding);
    await rules.claim({ ...launch, idempotencyKey: 'k' });
    rules.clock.nowMs += 119_999;
    await expect(rules.claim({ ...launch, idempotencyKey: 'k' })).resolves.toMatchObject({ loginsCount: 1 });
    rules.clock.nowMs += 1;
    await expect(rules.claim({ ...launch, idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'login_expired',
    });
    const other = await createRules();
    await other.issue(binding);
    await other.claim(launch);
    await expect(other.claim({ ...launch, idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'login_expired',
    });
  });

  test('opens a session as long as the longest token of the pool, by an id with 128 random bits', async () => {
    for (const ttl of [{ tokenTtlSeconds: 3600 }, { tokenTtlSeconds: 7200 }]) {
      const rules = await createRules(ttl);
      const redeem = jest.spyOn(rules.store, 'redeem');
      await rules.issue(binding);
      await rules.claim(launch);
      const { session } = redeem.mock.calls[0]?.[0] ?? {};
      expect(Buffer.from(session?.id.slice(8) ?? '', 'base64url')).toHaveLength(16);
      expect(session?.expiresAt).toEqual(new Date(rules.clock.nowMs + ttl.tokenTtlSeconds * 1000));
    }
  });

  test('is denied once the user denied, and the launch gets no ticket after that', async () => {
    const rules = await createRules();
    await rules.deny(state);
    const [userPoolId, ip] = [rules.pool.id, '203.0.113.7'];
    expect(rules.events).toEqual([{ type: 'denied', userPoolId, ip }]);
    await expect(rules.claim(launch)).rejects.toMatchObject({
      code: 'login_denied',
      message: 'The user denied the login.',
    });
    await expect(rules.issue(binding)).rejects.toMatchObject({ code: 'login_expired' });
    await expect(rules.claim(launch)).rejects.toMatchObject({ code: 'login_denied' });
  });

  test('is not denied by a denial that comes after the ticket', async () => {
    const rules = await createRules();
    await rules.issue(binding);
    await rules.deny(state);
    await expect(rules.claim(launch)).resolves.toMatchObject({ loginsCount: 1 });
  });

  test('logs in no other user who saw the launch path, before and after it was used', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue(binding);
    const substitute = { ...binding, loginCode: 'of-an-attacker' as LoginCode };
    await expect(rules.issue(substitute)).rejects.toMatchObject({ code: 'login_expired' });
    expect(rules.events.at(-1)).toMatchObject({ type: 'refused', step: 'issue', reason: 'login_expired' });
    const user = await rules.redeem({ ticket, codeVerifier });
    expect(JSON.stringify(user)).toContain('o-code');
    await expect(rules.issue(substitute)).rejects.toMatchObject({ code: 'login_expired' });
    await expect(rules.issue(binding)).rejects.toMatchObject({ code: 'login_expired' });
    await expect(rules.claim(launch)).rejects.toMatchObject({ code: 'login_expired' });
  });

  test('with another verifier is rejected, and leaves the ticket valid', async () => {
    const rules = await createRules();
    await rules.issue(binding);
    const wrong = { state, codeVerifier: `${codeVerifier}x` };
    await expect(rules.claim(wrong)).rejects.toMatchObject({
      code: 'invalid_ticket',
      message:
        'The codeVerifier does not belong to this launch. Send the one whose hash is the codeChallenge.',
    });
    const [userPoolId, ip] = [rules.pool.id, '203.0.113.8'];
    const reason = 'ticket_binding';
    expect(rules.events.at(-1)).toEqual({ type: 'refused', step: 'claim', reason, userPoolId, ip });
    await expect(rules.claim(launch)).resolves.toMatchObject({ loginsCount: 1 });
  });

  test('redeems the newest ticket of a launch, and the previous one opens nothing', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue(binding);
    await rules.issue(binding);
    await expect(rules.redeem({ ticket, codeVerifier })).rejects.toMatchObject({ code: 'invalid_ticket' });
    await expect(rules.claim(launch)).resolves.toMatchObject({ loginsCount: 1 });
  });

  test('is denied for a quarter of an hour, in a pool that exists', async () => {
    const { pool, store, clock } = await createRules();
    const insertDenial = jest.spyOn(store, 'insertDenial');
    const deny = (found: typeof pool | undefined) =>
      denyLogin(
        { pools: { find: async () => found }, store, clock, audit: { record: () => undefined } },
        { userPoolId: pool.id, state, ip: '203.0.113.7' },
      );
    await expect(deny(undefined)).rejects.toMatchObject({ code: 'user_pool_not_found' });
    expect(insertDenial).not.toHaveBeenCalled();
    await deny(pool);
    const expiresAt = new Date(clock.nowMs + 900_000);
    expect(insertDenial.mock.calls).toEqual([
      [{ userPoolId: pool.id, stateDigest: digest(state), expiresAt }],
    ]);
  });

  test('is recorded as a login, and a pending one as a refusal with its reason', async () => {
    const rules = await createRules();
    const where = { userPoolId: rules.pool.id, ip: '203.0.113.8' };
    await expect(rules.claim(launch)).rejects.toMatchObject({
      message: 'The user has not finished in the mini program. Try again soon.',
    });
    expect(rules.events).toEqual([{ type: 'refused', step: 'claim', reason: 'login_pending', ...where }]);
    await rules.issue(binding);
    const { _id: accountId } = await rules.claim(launch);
    expect(rules.events.at(-1)).toMatchObject({ type: 'redeemed', accountId, ...where });
    await expect(rules.claim(launch)).rejects.toMatchObject({
      message: 'This login has expired. Start a new one.',
    });
    expect(rules.events.at(-1)).toEqual({
      type: 'refused',
      step: 'claim',
      reason: 'login_expired',
      ...where,
    });
  });

  test('expires with the ticket', async () => {
    const rules = await createRules();
    await rules.issue(binding);
    rules.clock.nowMs += 120_000;
    await expect(rules.claim(launch)).rejects.toMatchObject({ code: 'login_expired' });
  });

  test('requires the secret where the pool does', async () => {
    const rules = await createRules();
    await rules.issue(binding);
    const claim = rules.claim({ ...launch, secret: undefined });
    await expect(claim).rejects.toMatchObject({ code: 'invalid_secret' });
    const direct = await createRules({ secretRequired: false });
    await direct.issue(binding);
    await expect(direct.claim({ ...launch, secret: undefined })).resolves.toMatchObject({ loginsCount: 1 });
  });
});
