import type { Ticket } from '@app2wxapp/core';
import { describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { digest } from '../src/index.js';
import { createRules, SECRET } from './rules.js';

const VERIFIER = 'a-verifier-of-43-characters-or-more-aaaaaaaaaa';
const BINDING = { state: 'a-state-of-22-characters-', codeChallenge: digest(VERIFIER) };

const INVALID =
  'The ticket is invalid: unknown, expired, already used, of another pool, or with a wrong codeVerifier. Log in again.';

/** A launch of its own: a state is valid for one. */
let launches = 0;
const bind = () => ({ ...BINDING, state: `a-state-of-22-characters-${launches++}` });

/** What events say of the one login. */
function openedBy({ pool, store }: Awaited<ReturnType<typeof createRules>>) {
  const [sessionId] = [...store.sessions.keys()];
  const accountId = store.tickets[0]?.accountId;
  return { userPoolId: pool.id, ip: '203.0.113.8', accountId, sessionId };
}

describe('redeeming a ticket', () => {
  test('stores neither the ticket nor the state, only their digests', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue(BINDING);
    expect(rules.store.tickets).toHaveLength(1);
    const kept = JSON.stringify(rules.store.tickets);
    expect(kept).not.toContain(ticket);
    expect(kept).not.toContain(BINDING.state);
  });

  test('is rejected from the very millisecond in which the lifetime ends, and not before', async () => {
    const rules = await createRules({ ticketTtlSeconds: 60 });
    const [first, second] = [await rules.issue(), await rules.issue()];
    rules.clock.nowMs += 59_999;
    await expect(rules.redeem(first)).resolves.toMatchObject({ loginsCount: 1 });
    rules.clock.nowMs += 1;
    await expect(rules.redeem(second)).rejects.toMatchObject({ code: 'invalid_ticket' });
    expect(rules.events.at(-1)).toMatchObject({ type: 'refused', reason: 'ticket_expired' });
  });

  test('checks the pool and the secret first: a failure leaves the ticket valid', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue();
    await expect(rules.redeem({ ticket, userPoolId: 'another' })).rejects.toMatchObject({
      code: 'user_pool_not_found',
    });
    for (const secret of ['wrong', '', undefined]) {
      await expect(rules.redeem({ ticket, secret })).rejects.toMatchObject({ code: 'invalid_secret' });
    }
    await expect(rules.redeem({ ticket })).resolves.toMatchObject({ loginsCount: 1 });
  });

  test('accepts both secrets of a rotation until the old one expires', async () => {
    const rules = await createRules();
    const old = { id: 'old', digest: digest('old'), expiresAt: new Date(rules.clock.nowMs + 1000) };
    Object.assign(rules.pool, { secrets: [old, ...rules.pool.secrets] });
    for (const secret of ['old', SECRET]) await rules.redeem({ ...(await rules.issue()), secret });
    rules.clock.nowMs += 1000;
    const { ticket } = await rules.issue();
    await expect(rules.redeem({ ticket, secret: 'old' })).rejects.toMatchObject({ code: 'invalid_secret' });
  });

  test('rejects a wrong secret in direct mode as well', async () => {
    const rules = await createRules({ secretRequired: false });
    const { ticket } = await rules.issue(BINDING);
    await expect(rules.redeem({ ticket, secret: 'wrong', codeVerifier: VERIFIER })).rejects.toMatchObject({
      code: 'invalid_secret',
    });
    await rules.redeem({ ticket, secret: undefined, codeVerifier: VERIFIER });
  });

  test('in direct mode accepts an unbound ticket where the pool allows it, or with the secret', async () => {
    const strict = await createRules({ secretRequired: false });
    const [first, second] = [await strict.issue(), await strict.issue()];
    await expect(strict.redeem({ ...first, secret: undefined })).rejects.toMatchObject({
      code: 'invalid_ticket',
    });
    await strict.redeem(second);
    const loose = await createRules({ secretRequired: false, requireBinding: false });
    await loose.redeem({ ...(await loose.issue()), secret: undefined });
  });

  test('a bound ticket requires its verifier even with the right secret, and a wrong one consumes it', async () => {
    const rules = await createRules();
    for (const codeVerifier of [undefined, `${VERIFIER}x`, BINDING.codeChallenge]) {
      const { ticket } = await rules.issue(bind());
      await expect(rules.redeem({ ticket, codeVerifier })).rejects.toMatchObject({ code: 'invalid_ticket' });
      await expect(rules.redeem({ ticket, codeVerifier: VERIFIER })).rejects.toMatchObject({
        code: 'invalid_ticket',
      });
    }
    const { ticket } = await rules.issue(BINDING);
    await rules.redeem({ ticket, codeVerifier: VERIFIER });
  });

  test('returns the same login again for the same request with the same key, counted once', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue();
    const first = await rules.redeem({ ticket, idempotencyKey: 'k1' });
    rules.clock.nowMs += 5000;
    const again = await rules.redeem({ ticket, idempotencyKey: 'k1' });
    expect({ ...again, token: '' }).toEqual({ ...first, token: '' });
    expect({ ...decodeJwt(again.token), jti: '' }).toEqual({ ...decodeJwt(first.token), jti: '' });
    expect(decodeJwt(again.token).jti).not.toBe(decodeJwt(first.token).jti);
    expect([...rules.store.sessions.values()].map(({ revoked }) => revoked)).toEqual([null]);
  });

  test.each([
    ['no key', {}],
    ['another key', { idempotencyKey: 'k2' }],
  ])('treats a second use with %s as a replay and revokes the session', async (_name, changes) => {
    const rules = await createRules();
    const { ticket } = await rules.issue(BINDING);
    await rules.redeem({ ticket, codeVerifier: VERIFIER, idempotencyKey: 'k1' });
    await expect(rules.redeem({ ticket, codeVerifier: VERIFIER, ...changes })).rejects.toMatchObject({
      code: 'invalid_ticket',
    });
    expect([...rules.store.sessions.values()].map(({ revoked }) => revoked)).toEqual(['replay']);
    expect(rules.events.at(-1)).toEqual({ ...openedBy(rules), type: 'replayed' });
    const repeat = rules.redeem({ ticket, codeVerifier: VERIFIER, idempotencyKey: 'k1' });
    await expect(repeat).rejects.toMatchObject({ code: 'invalid_ticket' });
  });

  test.each([
    [
      'the key and another verifier',
      { idempotencyKey: 'k1', codeVerifier: `${VERIFIER}x` },
      'ticket_binding',
    ],
    ['no verifier', { codeVerifier: undefined }, 'ticket_binding'],
    ['the verifier, after the lifetime of the ticket', {}, 'ticket_expired'],
  ])('revokes no session for a second use with %s', async (_name, changes, reason) => {
    const rules = await createRules();
    const { ticket } = await rules.issue(BINDING);
    await rules.redeem({ ticket, codeVerifier: VERIFIER, idempotencyKey: 'k1' });
    if (reason === 'ticket_expired') rules.clock.nowMs += 120_000;
    await expect(rules.redeem({ ticket, codeVerifier: VERIFIER, ...changes })).rejects.toMatchObject({
      code: 'invalid_ticket',
    });
    expect([...rules.store.sessions.values()].map(({ revoked }) => revoked)).toEqual([null]);
    expect(rules.events.at(-1)).toMatchObject({ type: 'refused', reason });
  });

  test('is recorded as a login, and its repetition as one', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue();
    await rules.redeem({ ticket, idempotencyKey: 'k1' });
    expect(rules.events.at(-1)).toEqual({ ...openedBy(rules), type: 'redeemed' });
    await rules.redeem({ ticket, idempotencyKey: 'k1' });
    expect(rules.events.at(-1)).toEqual({ ...openedBy(rules), type: 'repeated' });
    const [message, step, reason] = [INVALID, 'exchange', 'ticket_unknown'];
    await expect(rules.redeem({ ticket: 'unknown' as Ticket })).rejects.toMatchObject({ message });
    const [userPoolId, ip] = [rules.pool.id, '203.0.113.8'];
    expect(rules.events.at(-1)).toEqual({ type: 'refused', step, reason, userPoolId, ip });
  });

  test('treats a repetition without a key as a replay, though the first had none either', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue();
    await rules.redeem({ ticket });
    await expect(rules.redeem({ ticket })).rejects.toMatchObject({ message: INVALID });
    expect(rules.events.at(-1)).toEqual({ ...openedBy(rules), type: 'replayed' });
  });

  test('revokes no session for an unbound ticket that a caller without the secret presents again', async () => {
    const rules = await createRules({ secretRequired: false });
    const { ticket } = await rules.issue();
    await rules.redeem({ ticket });
    await expect(rules.redeem({ ticket, secret: undefined })).rejects.toMatchObject({ message: INVALID });
    expect(rules.events.at(-1)).toMatchObject({ type: 'refused', reason: 'ticket_binding' });
    expect([...rules.store.sessions.values()].map(({ revoked }) => revoked)).toEqual([null]);
    await expect(rules.redeem({ ticket })).rejects.toMatchObject({ message: INVALID });
    expect(rules.events.at(-1)).toMatchObject({ type: 'replayed' });
  });

  test('repeats nothing once the ticket has expired', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue();
    await rules.redeem({ ticket, idempotencyKey: 'k1' });
    rules.clock.nowMs += 120_000;
    await expect(rules.redeem({ ticket, idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'invalid_ticket',
    });
  });

  test('takes a block after the ticket into account', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue();
    rules.store.changeAccount(rules.store.tickets[0]?.accountId ?? '', { blocked: true });
    await expect(rules.redeem({ ticket })).rejects.toMatchObject({
      code: 'user_blocked',
      message: 'This user is blocked. Ask an operator of the pool.',
    });
    const [reason, userPoolId, ip] = ['user_blocked', rules.pool.id, '203.0.113.8'];
    expect(rules.events.at(-1)).toEqual({ type: 'refused', step: 'exchange', reason, userPoolId, ip });
    await expect(rules.issue()).rejects.toMatchObject({ code: 'user_blocked' });
  });

  test('signs by HS256, where the pool chose it, exactly the claims of that format', async () => {
    const rules = await createRules({ tokenFormat: 'HS256' });
    const { token, _id, lastLogin } = await rules.redeem(await rules.issue());
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
    const key = new TextEncoder().encode('a key of the pool, of 32 bytes or more');
    const { payload } = await jwtVerify(token, key, { currentDate: new Date(rules.clock.nowMs) });
    const iat = Math.floor(Date.parse(lastLogin) / 1000);
    const data = { unionid: null, id: _id, clientId: rules.pool.id };
    expect(payload).toEqual({ data, iat, exp: iat + 1_296_000 });
  });

  test('puts no ticket, secret or verifier into an error', async () => {
    const rules = await createRules();
    const { ticket } = await rules.issue(BINDING);
    for (const request of [{ secret: 'wrong-secret' }, { codeVerifier: `${VERIFIER}x` }, {}]) {
      const error = await rules.redeem({ ticket, ...request }).catch((caught: unknown) => caught);
      const text = String((error as Error).message);
      for (const value of [ticket, 'wrong-secret', VERIFIER]) expect(text).not.toContain(value);
    }
  });
});

describe('a pool that requires binding with the secret', () => {
  test('repeats an exchange with its key, and treats one without it as a replay', async () => {
    const rules = await createRules({ requireBindingWithSecret: true });
    const { ticket } = await rules.issue(BINDING);
    const request = { ticket, codeVerifier: VERIFIER, idempotencyKey: 'k1' };
    const { _id } = await rules.redeem(request);
    await expect(rules.redeem(request)).resolves.toMatchObject({ _id, loginsCount: 1 });
    await expect(rules.redeem({ ...request, idempotencyKey: undefined })).rejects.toMatchObject({
      message: INVALID,
    });
    expect(rules.events.at(-1)).toEqual({ ...openedBy(rules), type: 'replayed' });
  });

  test('exchanges tickets of bound launches only, and consumes the others', async () => {
    const rules = await createRules({ requireBindingWithSecret: true });
    const bound = await rules.issue(BINDING);
    await expect(rules.redeem({ ticket: bound.ticket, codeVerifier: VERIFIER })).resolves.toBeDefined();
    const unbound = await rules.issue();
    await expect(rules.redeem({ ticket: unbound.ticket })).rejects.toMatchObject({ code: 'invalid_ticket' });
  });
});
