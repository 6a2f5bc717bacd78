import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { startRealAuthority, type RealAuthority } from './authorities.js';
import { followGuide, type FollowedGuide } from './follow-guide.js';
import { startRegistryOfPacked, type PackedRegistry } from './local-registry.js';
import { expectTime } from './expect-time.js';
import { reachesRegistry } from './npm.js';

const PAGES = ['backends/express', 'backends/fastify', 'backends/hono', 'backends/nextjs', 'backend'];

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? describe : describe.skip;

test('docs/guides/tools.md names the versions that the guides install', () => {
  const read = (page: string) => readFileSync(new URL(`../../../docs/${page}.md`, import.meta.url), 'utf8');
  const versionOf = (tool: string) =>
    new RegExp(`^\\| ${tool} +\\| (\\S+)`, 'm').exec(read('guides/tools'))?.[1];
  expect(read('backends/nextjs')).toContain(` create-next-app@${versionOf('Next.js')} `);
  expect(read('backends/express')).toContain(` tsx@${versionOf('tsx')} `);
});

whereInstalled('the guides for backends, followed from an empty folder', () => {
  let authority: RealAuthority;
  let registry: PackedRegistry;

  beforeAll(async () => {
    [authority, registry] = await Promise.all([
      startRealAuthority(),
      startRegistryOfPacked(['core', 'client', 'nest']),
    ]);
  }, 120_000);

  afterAll(async () => {
    await registry?.stop();
    await authority?.stop();
  });

  describe.each(PAGES)('docs/%s.md', (page) => {
    const url = new URL(`../../../docs/${page}.md`, import.meta.url);
    let backend: FollowedGuide;
    let seconds: number;
    let login: Awaited<ReturnType<typeof ask>>;

    beforeAll(async () => {
      const began = Date.now();
      backend = await followGuide(url, registry.npmConfig, {
        AUTHORITY: authority.authority,
        USER_POOL_ID: authority.userPoolId,
        POOL_SECRET: authority.secret,
      });
      login = await ask(`${backend.origin}/auth/wechat`, { ticket: await authority.takeTicket() });
      seconds = (Date.now() - began) / 1000;
    }, 600_000);

    afterAll(() => backend?.remove());

    test('ends in a login, and accepts its token', async () => {
      const { user, token } = login.body as { user: { _id: string }; token: string };
      expect([login.status, user._id]).toEqual([200, expect.stringMatching(/^[0-9a-f]{24}$/)]);
      const me = await ask(`${backend.origin}/me`, undefined, { authorization: `Bearer ${token}` });
      expect([me.status, me.body]).toEqual([200, { _id: user._id }]);
    });

    // The page of NestJS has its claim route after the command that starts the backend.
    if (page !== 'backend') {
      test('claims a login whose result did not reach the app', async () => {
        const codeVerifier = randomBytes(32).toString('base64url');
        const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
        const launch = { state: randomBytes(16).toString('base64url'), codeChallenge };
        const claim = () => ask(`${backend.origin}/auth/wechat/claim`, { state: launch.state, codeVerifier });
        expect(await claim()).toMatchObject({ status: 202, body: { error: 'login_pending' } });
        await authority.takeTicketOf(authority.userPoolId, launch);
        expect(await claim()).toMatchObject({
          status: 200,
          body: { user: { _id: expect.any(String) }, token: expect.any(String) },
        });
        const empty = await ask(`${backend.origin}/auth/wechat/claim`, {});
        expect(empty).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
      });
    }

    test('takes the time at the top of the page', () => {
      expectTime(readFileSync(url, 'utf8'), 'the first login', seconds);
    });

    test('rejects with problem details', async () => {
      const english = { 'accept-language': 'en' };
      const refused = await ask(`${backend.origin}/auth/wechat`, { ticket: 'unknown' }, english);
      expect(refused).toMatchObject({ status: 401, body: { error: 'invalid_ticket' } });
      expect(refused.type).toMatch(/^application\/problem\+json/);
      expect(refused.challenge).toBe('App2Wxapp error="invalid_ticket"');
      expect(refused.body.message).toMatch(/log in again/);
      const empty = await ask(`${backend.origin}/auth/wechat`, {});
      expect(empty).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
      for (const text of ['', '{', 'null', '"a-ticket"']) {
        const { status } = await send(`${backend.origin}/auth/wechat`, text);
        expect([text, status]).toEqual([text, 400]);
      }
      for (const text of ['a-ticket-of-a-test', '{"ticket":a-ticket-of-a-test}']) {
        const answer = await send(`${backend.origin}/auth/wechat`, text);
        expect([answer.status, await answer.text()]).toEqual([
          400,
          expect.not.stringContaining('JSON.parse'),
        ]);
      }
      // A parser's message quotes what it could not read.
      expect(backend.output.stdout + backend.output.stderr).not.toContain('of-a-test');
      const anonymous = await ask(`${backend.origin}/me`);
      expect([anonymous.status, anonymous.challenge]).toEqual([401, 'Bearer']);
      const forged = await ask(`${backend.origin}/me`, undefined, { authorization: 'Bearer a.b.c' });
      expect([forged.status, forged.challenge]).toEqual([401, 'Bearer error="invalid_token"']);
    });
  });
});

/** Longest wait for an answer of a backend. */
const ANSWER_TIMEOUT_MS = 10_000;

async function ask(url: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await send(url, body === undefined ? undefined : JSON.stringify(body), headers);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    challenge: response.headers.get('www-authenticate'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

function send(url: string, text?: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    headers: { ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(text !== undefined && { method: 'POST', body: text }),
  });
}
