import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startRealAuthority, startStandIn, type TestedAuthority } from './authorities.js';
import { BROKEN_ANSWERS, startUnreliableAuthority, type UnreliableAuthority } from './broken-answers.js';
import { createConsumerApp, type ConsumerApp, type RunningConsumer } from './consumer-app.js';
import { readCodeFiles } from './markdown-files.js';
import { reachesRegistry } from './npm.js';
import { dependOnPacked } from './packed-packages.js';
import { COMMON, NEST_11, NEST_12, NEST_12_FIRST } from './registry-versions.js';

const PAGE = new URL('../../../docs/backend.md', import.meta.url);
const CONSUMERS = [
  { name: 'NestJS 12, ES modules', module: 'module', nest: NEST_12, scripts: ['express', 'fastify'] },
  { name: 'NestJS 12.0.1, ES modules', module: 'module', nest: NEST_12_FIRST, scripts: ['fastify'] },
  { name: 'NestJS 11.0.1, CommonJS', module: 'commonjs', nest: NEST_11, scripts: ['express', 'fastify'] },
] as const;
const OWN = dependOnPacked('core', 'client', 'nest', 'authority');

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const installs = await reachesRegistry();

const AUTHORITIES = {
  'the running authority': startRealAuthority,
  'a stand-in for Authing that answers with the bare user': () => startStandIn('bare'),
  'a stand-in for Authing with the user in an envelope': () => startStandIn('envelope'),
  'a stand-in for Authing with the user as text in an envelope': () => startStandIn('envelope-text'),
};

let unreliable: UnreliableAuthority;
let authorities = new Map<string, TestedAuthority>();

beforeAll(async () => {
  if (!installs) return;
  unreliable = await startUnreliableAuthority();
  const started = Object.entries(AUTHORITIES).map(async ([name, start]) => [name, await start()] as const);
  authorities = new Map(await Promise.all(started));
});

afterAll(async () => {
  await unreliable?.close();
  await Promise.all([...authorities.values()].map((authority) => authority.stop()));
});

describe.each(CONSUMERS)('an app of its own on $name', ({ module, nest, scripts }) => {
  let app: ConsumerApp | undefined;

  beforeAll(async () => {
    if (!installs) return;
    const dependencies = { ...COMMON, ...nest, ...OWN };
    app = await createConsumerApp({ module, dependencies, files: readCodeFiles(PAGE) });
  }, 600_000);

  afterAll(() => {
    app?.remove();
  });

  describe.each([...scripts])('started by %s.js', (script) => {
    (installs ? test : test.skip).each(Object.keys(AUTHORITIES))('logs in against %s', async (name) => {
      const authority = authorities.get(name) as TestedAuthority;
      const consumer = await startBefore(app as ConsumerApp, script, authority);
      try {
        await logInAndOut(consumer, authority);
      } finally {
        await consumer.stop();
      }
    });

    (installs ? describe : describe.skip)('before an authority whose answers are broken', () => {
      let consumer: RunningConsumer;
      let logins: Map<string, ReturnType<typeof ask>>;

      // All at once: one that hangs must not hold the others.
      beforeAll(async () => {
        consumer = await startBefore(app as ConsumerApp, script, unreliable);
        const logIn = (ticket: string) => ask(`${consumer.origin}/auth/wechat`, { ticket });
        logins = new Map(BROKEN_ANSWERS.map((one) => [one.name, logIn(unreliable.breakTicket(one))]));
        logins.set('slow', logIn(unreliable.issueSlowTicket()));
        await Promise.all(logins.values());
      }, 60_000);

      afterAll(() => consumer.stop());

      test.each([...BROKEN_ANSWERS])(
        'says for $name: $status $error',
        async ({ name, status, error, code }) => {
          const login = await logins.get(name);
          expect(login).toMatchObject({ status, body: { status, error, code, type: 'about:blank' } });
          expect(login?.type).toMatch(/^application\/problem\+json/);
          expect(login?.challenge).toBe(status === 401 ? `App2Wxapp error="${error}"` : null);
          expect(login?.retryAfter).toBe({ 429: '7', 503: '1' }[status] ?? null);
          const text = JSON.stringify(login?.body);
          for (const hidden of [unreliable.secret, 'broken-', 'nginx', '失败'])
            expect(text).not.toContain(hidden);
        },
      );

      test('logs in by a slow response', async () => {
        expect(await logins.get('slow')).toMatchObject({ status: 200, body: { token: expect.any(String) } });
      });
    });
  });
});

function startBefore(
  app: ConsumerApp,
  script: string,
  authority: Pick<TestedAuthority, 'authority' | 'userPoolId' | 'secret'>,
): Promise<RunningConsumer> {
  return app.start(`dist/${script}.js`, {
    AUTHORITY: authority.authority,
    USER_POOL_ID: authority.userPoolId,
    POOL_SECRET: authority.secret,
  });
}

async function logInAndOut({ origin }: RunningConsumer, authority: TestedAuthority): Promise<void> {
  const ticket = await authority.takeTicket();
  const login = await ask(`${origin}/auth/wechat`, { ticket });
  expect(login.status).toBe(200);
  const { user, token } = login.body as { user: { _id: string }; token: string };
  expect(user._id).toMatch(/^[0-9a-f]{24}$/);

  const me = await ask(`${origin}/me`, undefined, { authorization: `Bearer ${token}` });
  expect([me.status, me.body]).toEqual([200, { _id: user._id }]);

  const again = await ask(`${origin}/auth/wechat`, { ticket });
  expect([again.status, again.body.error]).toEqual([401, 'invalid_ticket']);
  expect(again.type).toMatch(/^application\/problem\+json/);
  expect((await ask(`${origin}/auth/wechat`, {})).status).toBe(400);

  const anonymous = await ask(`${origin}/me`);
  expect([anonymous.status, anonymous.challenge]).toEqual([401, 'Bearer']);
  const forged = await ask(`${origin}/me`, undefined, { authorization: `Bearer ${token.slice(0, -4)}AAAA` });
  expect([forged.status, forged.challenge]).toEqual([401, 'Bearer error="invalid_token"']);
}

async function ask(url: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    challenge: response.headers.get('www-authenticate'),
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as Record<string, unknown>,
  };
}
