import { randomBytes } from 'node:crypto';
import { digest, type AuthorityStore, type SealedBox } from '@app2wxapp/authority';
import type { User } from '@app2wxapp/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { KEY_OVERLAP_MS, KeyRepository } from '../../src/tokens/key-repository.js';
import { accounts, signingKeys, tickets, userPools } from '../../src/database/schema.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';
import { BOX } from '../../src/database/storage.js';
import { STORE } from '../../src/store/sql-store.js';
import { ExpiredRows } from '../../src/database/expired-rows.js';

interface Introspection {
  active: boolean;
  sub?: string;
  client_id?: string;
  error?: string;
}
interface Refreshed {
  access_token: string;
  token_type: string;
  expires_in: number;
  refresh_token: string;
  error?: string;
}

describe('sessions over HTTP', () => {
  const server = new RunningAuthority();
  let pool: TestPool;

  beforeAll(async () => {
    await server.start();
    pool = await server.createPool({ refreshTtlSeconds: 30 * 86_400, tokenTtlSeconds: 3600 });
  }, 60_000);
  afterAll(() => server.stop());

  const logIn = async (into = pool, openid = `o-${randomBytes(6).toString('hex')}`) => {
    const loginCode = server.wechat.createLoginCode(openid);
    const ticket = await server.issueTicket(into, { loginCode });
    const { body } = await server.exchange(into, { ticket, secret: into.secret });
    return body as unknown as User & { refreshToken: string };
  };
  const sendForm = <T>(path: string, fields: Record<string, string>, by: TestPool | null = pool) =>
    server.send<T>(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(by && {
          authorization: `Basic ${Buffer.from(`${by.userPoolId}:${by.secret}`).toString('base64')}`,
        }),
      },
      body: new URLSearchParams(fields).toString(),
    });
  const introspect = (token: string, by?: TestPool | null) =>
    sendForm<Introspection>('/oauth/introspect', { token }, by);
  const refresh = (refresh_token: string) =>
    sendForm<Refreshed>('/oauth/token', { grant_type: 'refresh_token', refresh_token });

  test('introspection distinguishes an active token from another, for its own pool only', async () => {
    const user = await logIn();
    const { status, body } = await introspect(user.token);
    expect([status, body.active, body.sub, body.client_id]).toEqual([200, true, user._id, pool.userPoolId]);
    const other = await server.createPool();
    expect((await introspect(user.token, other)).body).toEqual({ active: false });
    expect((await introspect(`${user.token}x`)).body).toEqual({ active: false });
    expect((await introspect('not a token')).body).toEqual({ active: false });
    server.aheadMs += 3_600_000;
    expect((await introspect(user.token)).body).toEqual({ active: false });
  });

  test('introspection requires the secret, also of a direct pool, and rejects its absence as OAuth does', async () => {
    const direct = await server.createPool({ secretRequired: false });
    for (const by of [{ ...pool, secret: 'wrong' }, { userPoolId: 'none', secret: 'x' }, null]) {
      const { status, body, headers } = await introspect('a', by);
      expect([status, body.error]).toEqual([401, 'invalid_client']);
      expect(headers.get('www-authenticate')).toMatch(/^Basic/);
    }
    const json = { token: 'a', client_id: direct.userPoolId };
    expect((await server.send('/oauth/introspect', { json })).body.error).toBe('invalid_client');
  });

  test('a blocked account opens no session from that moment on', async () => {
    const user = await logIn();
    await server.database.orm.update(accounts).set({ blocked: true }).where(eq(accounts.id, user._id));
    expect((await introspect(user.token)).body).toEqual({ active: false });
    expect((await refresh(user.refreshToken)).body.error).toBe('invalid_grant');
  });

  test('logs out of one session, by token or refresh token, and of all', async () => {
    const openid = 'o-of-many-sessions';
    const logins: (User & { refreshToken: string })[] = [];
    for (let count = 0; count < 4; count++) logins.push(await logIn(pool, openid));
    const [first, second, third, fourth] = logins;
    await sendForm('/oauth/revoke', { token: first?.token ?? '' });
    await sendForm('/oauth/revoke', { token: second?.refreshToken ?? '' });
    const states = async () =>
      Promise.all(logins.map(async ({ token }) => (await introspect(token)).body.active));
    expect(await states()).toEqual([false, false, true, true]);
    await sendForm('/oauth/revoke', { token: third?.token ?? '', all_sessions: 'true' });
    expect(await states()).toEqual([false, false, false, false]);
    expect((await refresh(fourth?.refreshToken ?? '')).body.error).toBe('invalid_grant');
    expect((await sendForm('/oauth/revoke', { token: 'unknown' })).status).toBe(200);
  });

  test('a replay of the ticket revokes the session that the ticket opened', async () => {
    const ticket = await server.issueTicket(pool);
    const { body } = await server.exchange(pool, { ticket, secret: pool.secret });
    expect((await introspect(body.token)).body.active).toBe(true);
    await server.exchange(pool, { ticket, secret: pool.secret });
    expect((await introspect(body.token)).body).toEqual({ active: false });
  });

  test('a refresh token returns a new token and the next refresh token, and expires with its session', async () => {
    const user = await logIn();
    server.aheadMs += 3_000_000;
    const { status, body } = await refresh(user.refreshToken);
    expect([status, body.token_type]).toEqual([200, 'Bearer']);
    // `exp` is cut to whole seconds.
    expect([3599, 3600]).toContain(body.expires_in);
    const [before, after] = [decodeJwt(user.token), decodeJwt(body.access_token)];
    expect([after.sub, after.sid]).toEqual([before.sub, before.sid]);
    expect(after.jti).not.toBe(before.jti);
    expect((await introspect(body.access_token)).body.active).toBe(true);
    server.aheadMs += 30 * 86_400_000;
    expect((await refresh(body.refresh_token)).body.error).toBe('invalid_grant');
  });

  test('a refresh token that is presented twice revokes the session, whichever caller presents it', async () => {
    const user = await logIn();
    const { body } = await refresh(user.refreshToken);
    const again = await refresh(user.refreshToken);
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
    expect((await refresh(body.refresh_token)).body.error).toBe('invalid_grant');
    expect((await introspect(body.access_token)).body).toEqual({ active: false });
  });

  test('of 20 refreshes at once one succeeds', async () => {
    const user = await logIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(user.refreshToken)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(19);
  });

  test('a form with a field twice, of another grant or without a token is invalid_request', async () => {
    const twice = await server.send('/oauth/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=refresh_token&grant_type=refresh_token',
    });
    expect([twice.status, twice.body.error]).toEqual([400, 'invalid_request']);
    const grant = await sendForm<Refreshed>('/oauth/token', { grant_type: 'password', refresh_token: 'x' });
    expect([grant.status, grant.body.error]).toEqual([400, 'invalid_request']);
  });

  test('after a rotation the new key is published first and signs later, and old tokens remain valid', async () => {
    const plain = await server.createPool();
    const findKids = async () =>
      (await server.send<{ keys: { kid: string }[] }>('/.well-known/jwks.json')).body.keys.map(
        ({ kid }) => kid,
      );
    const kidOf = (token: string) => decodeProtectedHeader(token).kid ?? '';
    const old = await logIn(plain);
    const { kid } = await server.get(KeyRepository).rotate();
    server.aheadMs += 20_000;
    expect(await findKids()).toEqual([kid, kidOf(old.token)]);
    expect(kidOf((await logIn(plain)).token)).toBe(kidOf(old.token));
    server.aheadMs += KEY_OVERLAP_MS;
    expect(kidOf((await logIn(plain)).token)).toBe(kid);
    expect((await introspect(old.token, plain)).body.active).toBe(true);
    server.aheadMs += 1_296_000_000;
    expect(await findKids()).toEqual([kid]);
  });

  test('keys are rotated one after the other: while a new one waits to sign, there is no second', async () => {
    const rotate = () => server.get(KeyRepository).rotate();
    const countKeys = async () => (await server.database.orm.select().from(signingKeys)).length;
    const before = await countKeys();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, rotate));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(rotate()).rejects.toMatchObject({ code: 'invalid_request', status: 409 });
    server.aheadMs += KEY_OVERLAP_MS;
    await rotate();
    expect(await countKeys()).toBe(before + 2);
    server.aheadMs += KEY_OVERLAP_MS;
  });

  test('tokens of HS256 are introspected by their account', async () => {
    const shared = await server.createPool({ tokenFormat: 'HS256' });
    const sealedTokenKey = server.get<SealedBox>(BOX).seal('k'.repeat(43), `token-key:${shared.userPoolId}`);
    await server.database.orm
      .update(userPools)
      .set({ sealedTokenKey })
      .where(eq(userPools.id, shared.userPoolId));
    const user = await logIn(shared);
    expect(Object.keys(decodeJwt(user.token))).toEqual(['data', 'iat', 'exp']);
    expect((await introspect(user.token, shared)).body.active).toBe(true);
    expect((await introspect((await logIn()).token, shared)).body).toEqual({ active: false });
  });
});

describe('lost responses and lost messages over HTTP', () => {
  const server = new RunningAuthority();
  let pool: TestPool;
  beforeAll(async () => {
    await server.start();
    pool = await server.createPool();
  }, 60_000);
  afterAll(() => server.stop());

  test('after a connection that is cut between the commit and the response, a retry with the key returns the user, once', async () => {
    const loginCode = server.wechat.createLoginCode('o-lost');
    const ticket = await server.issueTicket(pool, { loginCode });
    const headers = { 'idempotency-key': 'one-key-of-the-client' };
    const store = server.get<AuthorityStore>(STORE);
    const redeem = store.redeem;
    const cut = new AbortController();
    store.redeem = async (redemption) => {
      const result = await redeem(redemption);
      cut.abort();
      return result;
    };
    const body = JSON.stringify({ ticket, secret: pool.secret });
    const lost = fetch(`${server.url}/oauth/app2wxapp/auth/${pool.userPoolId}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      signal: cut.signal,
    });
    await expect(lost).rejects.toThrow();
    store.redeem = redeem;
    const first = await server.exchange(pool, { ticket, secret: pool.secret }, headers);
    const second = await server.exchange(pool, { ticket, secret: pool.secret }, headers);
    expect([first.status, first.body.loginsCount, first.body.openid]).toEqual([200, 1, 'o-lost']);
    expect({ ...second.body, token: '' }).toEqual({ ...first.body, token: '' });
    const stranger = await server.exchange(
      pool,
      { ticket, secret: pool.secret },
      { 'idempotency-key': 'guess' },
    );
    expect(stranger.body.error).toBe('invalid_ticket');
  });

  test('20 parallel exchanges with one key all get the same login', async () => {
    const ticket = await server.issueTicket(pool);
    const headers = { 'idempotency-key': 'parallel' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => server.exchange(pool, { ticket, secret: pool.secret }, headers)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(answers.map(({ body }) => decodeJwt(body.token).sid)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.loginsCount))).toEqual(new Set([1]));
  });

  test('a bound launch is claimed by state and verifier: 202, then 200, then 410; 403 when the user denied', async () => {
    const launch = () => {
      const codeVerifier = randomBytes(32).toString('base64url');
      return { codeVerifier, state: randomBytes(16).toString('base64url') };
    };
    const claim = (body: object) =>
      server.send(`/oauth/app2wxapp/claim/${pool.userPoolId}`, { json: { ...body, secret: pool.secret } });
    const accepted = launch();
    expect([(await claim(accepted)).status, (await claim(accepted)).body.error]).toEqual([
      202,
      'login_pending',
    ]);
    const codeChallenge = digest(accepted.codeVerifier);
    await server.issueTicket(pool, { state: accepted.state, codeChallenge });
    const claimed = await claim(accepted);
    expect([claimed.status, claimed.body.loginsCount]).toEqual([200, 1]);
    expect([(await claim(accepted)).status, (await claim(accepted)).body.error]).toEqual([
      410,
      'login_expired',
    ]);
    const denied = launch();
    const denial = await server.send(`/oauth/app2wxapp/denials/${pool.userPoolId}`, {
      json: { state: denied.state },
    });
    expect(denial.status).toBe(204);
    expect([(await claim(denied)).status, (await claim(denied)).body.error]).toEqual([403, 'login_denied']);
    expect((await claim({ state: denied.state })).body.error).toBe('invalid_request');
  });

  test('a launch whose path another WeChat user saw logs its app in as its own user only, before and after its use', async () => {
    const codeVerifier = randomBytes(32).toString('base64url');
    const binding = { state: randomBytes(16).toString('base64url'), codeChallenge: digest(codeVerifier) };
    const issueAs = (openid: string) =>
      server.issue(pool, { ...binding, loginCode: server.wechat.createLoginCode(openid) });
    const ticket = (await issueAs('o-owner')).body.ticket as string;
    const refused = await issueAs('o-attacker');
    expect([refused.status, refused.body.error]).toEqual([410, 'login_expired']);
    const login = await server.exchange(pool, { ticket, secret: pool.secret, codeVerifier });
    expect(login.status).toBe(200);
    expect(login.text).toContain('o-owner');
    for (const openid of ['o-attacker', 'o-owner']) expect((await issueAs(openid)).status).toBe(410);
    const json = { state: binding.state, codeVerifier, secret: pool.secret };
    const claim = await server.send(`/oauth/app2wxapp/claim/${pool.userPoolId}`, { json });
    expect([claim.status, claim.body.error]).toEqual([410, 'login_expired']);
  });

  test('expired sessions are removed in batches, and active ones remain', async () => {
    const { orm } = server.database;
    const rows = Array.from({ length: 2500 }, (_, index) => ({
      digest: digest(`old ${index}`),
      userPoolId: pool.userPoolId,
      accountId: 'a',
      appId: 'wx',
      openid: 'o',
      issuedAt: new Date(0),
      expiresAt: new Date(1000),
    }));
    await orm.insert(tickets).values(rows);
    const good = await server.issueTicket(pool);
    expect(await server.get(ExpiredRows).run()).toBeGreaterThanOrEqual(2500);
    expect(await orm.$count(tickets, eq(tickets.openid, 'o'))).toBe(0);
    expect((await server.exchange(pool, { ticket: good, secret: pool.secret })).status).toBe(200);
  });
});
