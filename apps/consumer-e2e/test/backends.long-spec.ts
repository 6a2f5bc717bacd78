import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createConsumerApp, type ConsumerApp, type RunningConsumer } from './consumer-app.js';
import { readCodeFiles } from './markdown-files.js';
import { reachesRegistry } from './npm.js';
import { dependOnPacked } from './packed-packages.js';
import { FRAMEWORKS } from './registry-versions.js';

const PAGES = ['express', 'fastify', 'hono', 'nextjs'];

/** Serves the route handlers of the page for Next.js, which take a `Request` and give a `Response`. */
const NEXT_SERVER = {
  path: 'src/nextjs.ts',
  code: `import { serve } from '@hono/node-server';
import { POST } from './app/auth/wechat/route.js';
import { GET } from './app/me/route.js';

const routes: Record<string, (request: Request) => Promise<Response>> = {
  'POST /auth/wechat': POST,
  'GET /me': GET,
};
const fetch = (request: Request) =>
  routes[\`\${request.method} \${new URL(request.url).pathname}\`]?.(request) ?? new Response(null, { status: 404 });
serve({ fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });
`,
};

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? describe : describe.skip;

whereInstalled('the pages for backends without NestJS', () => {
  let app: ConsumerApp;
  let authority: StandInAuthority;

  beforeAll(async () => {
    authority = await startStandInAuthority();
    const pages = PAGES.flatMap((page) =>
      readCodeFiles(new URL(`../../../docs/backends/${page}.md`, import.meta.url)),
    );
    app = await createConsumerApp({
      module: 'module',
      dependencies: { ...FRAMEWORKS, ...dependOnPacked('core', 'client') },
      files: [...pages, NEXT_SERVER],
    });
  }, 600_000);

  afterAll(async () => {
    app?.remove();
    await authority?.close();
  });

  describe.each(PAGES)('%s', (page) => {
    let server: RunningConsumer;

    beforeAll(async () => {
      server = await app.start(`dist/${page}.js`, {
        AUTHORITY: authority.authority,
        USER_POOL_ID: authority.userPoolId,
        POOL_SECRET: authority.secret,
      });
    }, 60_000);

    afterAll(() => server?.stop());

    test('logs in, and lets the token in', async () => {
      const login = await ask(`${server.origin}/auth/wechat`, { ticket: authority.issueTicket() });
      const { user, token } = login.body as { user: { _id: string }; token: string };
      expect([login.status, user._id]).toEqual([200, expect.stringMatching(/^[0-9a-f]{24}$/)]);
      const me = await ask(`${server.origin}/me`, undefined, { authorization: `Bearer ${token}` });
      expect([me.status, me.body]).toEqual([200, { _id: user._id }]);
    });

    test('refuses by problem details', async () => {
      const english = { 'accept-language': 'en' };
      const login = await ask(`${server.origin}/auth/wechat`, { ticket: 'unknown' }, english);
      expect(login).toMatchObject({ status: 401, body: { error: 'invalid_ticket' } });
      expect(login.type).toMatch(/^application\/problem\+json/);
      expect(login.challenge).toBe('App2Wxapp error="invalid_ticket"');
      expect(login.body.message).toMatch(/log in again/);
      const empty = await ask(`${server.origin}/auth/wechat`, {});
      expect(empty).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
      const anonymous = await ask(`${server.origin}/me`);
      expect([anonymous.status, anonymous.challenge]).toEqual([401, 'Bearer']);
      const forged = await ask(`${server.origin}/me`, undefined, { authorization: 'Bearer a.b.c' });
      expect([forged.status, forged.challenge]).toEqual([401, 'Bearer error="invalid_token"']);
    });
  });

  test('a route of Next.js is loaded without the environment, as by next build', async () => {
    const route = pathToFileURL(`${app.folder}/dist/app/auth/wechat/route.js`).href;
    const script = `import(${JSON.stringify(route)}).then(({ POST }) => console.log(typeof POST))`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
      env: {},
      timeout: 30_000,
    });
    expect(stdout.trim()).toBe('function');
  });
});

async function ask(url: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    challenge: response.headers.get('www-authenticate'),
    body: (await response.json()) as Record<string, unknown>,
  };
}
