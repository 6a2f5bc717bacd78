import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditEvents } from '../../src/database/operations-schema.js';
import { parseAddress } from '../../src/config/client-address.js';
import { AuditLog } from '../../src/events/audit-log.js';
import { createRateLimits } from '../../src/limits/rate-limits.js';
import { RunningAuthority, type TestPool } from '../running-authority.js';

const SCRIPT = `<script>${'x'.repeat(3000)}</script>`;

describe('the spelling of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:50123', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['[2001:DB8:0:0::9]', '2001:db8::9'],
    ['[2001:db8::9]:443', '2001:db8::9'],
    ['2001:db8:0:0:0:0:0:9', '2001:db8::9'],
    ['fe80::1%eth0', 'fe80::1'],
    ['64:ff9b::203.0.113.7', '203.0.113.7'],
    ['[64:ff9b::cb00:7107]:443', '203.0.113.7'],
    ['::ffff:0:203.0.113.7', '203.0.113.7'],
    ['64:ff9b:1::9', '64:ff9b:1::9'],
  ])('of %s is %s', (text, spelling) => expect(parseAddress(text)).toBe(spelling));

  test.each(['', 'unknown', '_hidden', '1', '0x7f.1', '203.0.113.7:80:80', 'a:80', '[x]', '1.2.3'])(
    '%p is not an address',
    (text) => expect(parseAddress(text)).toBeUndefined(),
  );

  test('rejects a text longer than any address', () => expect(parseAddress(SCRIPT)).toBeUndefined());
});

const NO_LIMITS = { ipPerMinute: 0, poolPerMinute: 0, openidPerMinute: 0 };
const LIMIT = 20;
const logger = { warn: () => undefined, info: () => undefined };

describe.each([
  ['by the network of the proxy', '127.0.0.0/8'],
  ['by the count of proxies', '1'],
])('behind a known proxy: %s', (_name, trustProxy) => {
  const server = new RunningAuthority();
  let pool: TestPool;
  beforeAll(async () => {
    await server.start({
      trustProxy,
      limits: createRateLimits({ ...NO_LIMITS, ipPerMinute: LIMIT }, logger),
    });
    pool = await server.createPool();
  }, 60_000);
  afterAll(() => server.stop());

  test('browsers that use https are restricted to it, and no others', async () => {
    const readPolicy = async (scheme: string) => {
      const headers = { 'x-forwarded-for': '203.0.113.77', 'x-forwarded-proto': scheme };
      return (await server.send('/health/live', { headers })).headers.get('strict-transport-security');
    };
    expect([await readPolicy('https'), await readPolicy('http')]).toEqual(['max-age=31536000', null]);
  });

  const askAs = async (forwarded: string) => {
    const headers = { 'x-forwarded-for': forwarded };
    return (await server.send(`/oauth/app2wxapp/pools/${pool.userPoolId}`, { headers })).status;
  };
  const countAnswers = async (name: (index: number) => string) => {
    const statuses: number[] = [];
    for (let index = 0; index < LIMIT + 10; index++) statuses.push(await askAs(name(index)));
    return statuses.filter((status) => status === 200).length;
  };

  test('one client has one limit, whatever it claims about itself', async () => {
    expect(await countAnswers((index) => `10.9.8.${index}, 203.0.113.1`)).toBe(LIMIT);
  });

  test('one client has one limit, with its port, in brackets or mapped', async () => {
    const forms = ['203.0.113.2', '203.0.113.2:', '[::ffff:203.0.113.2]', '::ffff:203.0.113.2'];
    const name = (index: number) => {
      const form = forms[index % 4] ?? '';
      return form.endsWith(':') ? `${form}${5000 + index}` : form;
    };
    expect(await countAnswers(name)).toBe(LIMIT);
  });

  test('an address from more proxies than configured is not read', async () => {
    expect(await countAnswers((index) => `203.0.113.${index}${', 127.0.0.2'.repeat(12)}`)).toBe(LIMIT);
  });

  test('a value that is no address counts as the address of the proxy, and is stored nowhere', async () => {
    expect(await countAnswers((index) => `${SCRIPT}${index}`)).toBe(LIMIT);
    const json = { state: 'A'.repeat(22) };
    const headers = { 'x-forwarded-for': `203.0.113.3, ${SCRIPT}` };
    await server.send(`/oauth/app2wxapp/denials/${pool.userPoolId}`, { json, headers });
    await server.get(AuditLog).flush();
    const rows = await server.database.orm.select().from(auditEvents);
    expect(JSON.stringify([rows, server.logLines])).not.toContain('script');
  });
});

describe('the address that a backend names', () => {
  const server = new RunningAuthority();
  beforeAll(() => server.start(), 60_000);
  afterAll(() => server.stop());

  test('is the one of the login and of its events, with the right secret only', async () => {
    const pool = await server.createPool();
    const direct = await server.createPool({ secretRequired: false, requireBinding: false });
    const headers = { 'app2wxapp-client-address': '203.0.113.77' };
    const ticket = await server.issueTicket(pool);
    const exchange = () => server.exchange(pool, { ticket, secret: pool.secret }, headers);
    expect((await exchange()).body.lastIP).toBe('203.0.113.77');
    await exchange(); // a replay, which is an event
    const open = await server.issueTicket(direct);
    expect((await server.exchange(direct, { ticket: open }, headers)).body.lastIP).toBe('127.0.0.1');
    await server.get(AuditLog).flush();
    const rows = await server.database.orm.select().from(auditEvents);
    expect(rows.map(({ type, ip }) => [type, ip])).toEqual([['replayed', '203.0.113.77']]);
  });
});

describe('without a proxy', () => {
  const server = new RunningAuthority();
  beforeAll(() => server.start(), 60_000);
  afterAll(() => server.stop());

  test('the address of a login is the socket’s, whatever a header says', async () => {
    const pool = await server.createPool();
    const ticket = await server.issueTicket(pool);
    const headers = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' };
    const { body } = await server.exchange(pool, { ticket, secret: pool.secret }, headers);
    expect(body.lastIP).toBe('127.0.0.1');
  });
});
