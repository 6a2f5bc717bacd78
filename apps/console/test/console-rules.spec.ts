import { readFileSync } from 'node:fs';
import { App2WxappError, type TextPair } from '@app2wxapp/core';
import { expect, test } from '@jest/globals';
import type { AuditEvent } from '../src/api/client.js';
import { buildEventAddress, readEventFilter, readTerm } from '../src/events/event-address.js';
import { toCsv, toJsonLines } from '../src/events/export-events.js';
import { describeReason } from '../src/events/event-texts.js';
import { findStep } from '../src/events/login-step.js';
import { describeWechatFailure } from '../src/events/wechat-texts.js';
import { describeFailure, isNotFound } from '../src/frame/describe-failure.js';
import { pickBucketHours, sumByBucket, sumCounts } from '../src/overview/sum-counts.js';
import { findProblems } from '../src/health/find-problems.js';
import { buildTryAddress } from '../src/pools/try-address.js';
import { findChanges } from '../src/settings/find-changes.js';
import { findDangers, findNewDangers, type Settings } from '../src/settings/setting-texts.js';
import { readSearch } from '../src/users/read-search.js';

const ID = '0123456789abcdef01234567';
const inEnglish = ({ en }: TextPair) => en;

const SAFE: Settings = {
  name: 'a pool',
  logo: '',
  secretRequired: true,
  requireBinding: true,
  requireBindingWithSecret: false,
  ticketTtlSeconds: 120,
  tokenTtlSeconds: 1_296_000,
  refreshTtlSeconds: 0,
  tokenFormat: 'ES256',
  responseStyle: 'bare',
  requirePhone: false,
  askProfile: false,
  checkNickname: false,
  linkByPhone: false,
  allowedAppIds: [],
  allowAnyApp: false,
  allowedOrigins: [],
  staticClaims: {},
};

test('safe defaults have no risk, and each dangerous setting describes its risk', () => {
  expect(findDangers(SAFE, inEnglish)).toEqual({});
  const dangerous: Partial<Settings>[] = [
    { secretRequired: false },
    { tokenFormat: 'HS256' },
    { ticketTtlSeconds: 121 },
    { tokenTtlSeconds: 31 * 86_400 },
    { refreshTtlSeconds: 91 * 86_400 },
    { linkByPhone: true },
  ];
  for (const change of dangerous) {
    const after = { ...SAFE, ...change };
    expect(Object.keys(findDangers(after, inEnglish))).toEqual(Object.keys(change));
    expect(findNewDangers(SAFE, after, inEnglish)).toHaveLength(1);
    expect(findNewDangers(after, { ...after, name: 'renamed' }, inEnglish)).toEqual([]);
    expect(findNewDangers(after, SAFE, inEnglish)).toEqual([]);
  }
  const open = { ...SAFE, secretRequired: false, requireBinding: false };
  expect(findNewDangers(SAFE, open, inEnglish)).toHaveLength(2);
});

test('counts are summed by kind and reason, and by the hour with the empty hours between', () => {
  const counts = {
    from: '2026-01-01T00:30:00.000Z',
    to: '2026-01-01T03:30:00.000Z',
    items: [
      { hour: '2026-01-01T00:00:00.000Z', type: 'issued', reason: '', count: 3 },
      { hour: '2026-01-01T00:00:00.000Z', type: 'refused_exchange', reason: 'invalid_secret', count: 2 },
      { hour: '2026-01-01T03:00:00.000Z', type: 'refused_issue', reason: 'invalid_secret', count: 1 },
      { hour: '2026-01-01T03:00:00.000Z', type: 'refused_issue', reason: 'phone_required', count: 4 },
      { hour: '2026-01-01T03:00:00.000Z', type: 'replayed', reason: '', count: 5 },
    ],
  };
  expect(sumCounts(counts)).toMatchObject({
    issued: 3,
    replayed: 5,
    refusals: [
      { reason: 'phone_required', count: 4 },
      { reason: 'invalid_secret', count: 3 },
    ],
  });
  expect(sumByBucket(counts, 1).map(({ issued, refused }) => [issued, refused])).toEqual([
    [3, 2],
    [0, 0],
    [0, 0],
    [0, 10],
  ]);
});

test('the reasons add up to the openings that did not become logins, including those that simply stopped', () => {
  const hour = '2026-01-01T00:00:00.000Z';
  const count = (type: string, value: number, reason = '') => ({ hour, type, reason, count: value });
  const sums = sumCounts({
    from: hour,
    to: hour,
    items: [
      count('opened', 100),
      count('denied', 7),
      count('refused_issue', 3, 'phone_required'),
      count('issued', 80),
      count('refused_exchange', 4, 'ticket_expired'),
      count('redeemed', 70),
      count('replayed', 9),
    ],
  });
  const refused = sums.refusals.reduce((sum, { count: value }) => sum + value, 0);
  expect(sums).toMatchObject({ leftMiniProgram: 10, leftTicket: 6 });
  expect(sums.denied + refused + sums.leftMiniProgram + sums.leftTicket).toBe(sums.opened - sums.redeemed);
});

test('a month is drawn by the day and a week by six hours: no count is lost, the steps follow one another', () => {
  const to = Date.parse('2026-03-31T10:00:00.000Z');
  for (const days of [1, 7, 30]) {
    const from = to - days * 86_400_000;
    const items = Array.from({ length: days * 24 }, (_, index) => ({
      hour: new Date(from + index * 3_600_000).toISOString(),
      type: 'opened',
      reason: '',
      count: 1,
    }));
    const counts = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), items };
    const buckets = sumByBucket(counts, pickBucketHours(days * 24));
    expect(buckets.length).toBeLessThan(33);
    expect(buckets.reduce((sum, { opened }) => sum + opened, 0)).toBe(days * 24);
    for (const [index, { start }] of buckets.entries()) {
      if (index > 0) expect(start).toBe(buckets[index - 1]?.to);
    }
  }
});

test('the lights of a pool: each problem links to the screen where it is corrected, the worst first', () => {
  const pool = { ...SAFE, id: ID, allowedAppIds: ['wx1'], miniProgram: null, hasTokenKey: false };
  const dated = { ...pool, createdAt: '2026-01-01T00:00:00.000Z', version: '1' };
  const healthy = {
    userPoolId: ID,
    redeemed: 20,
    refused: 10,
    wechatFailure: null,
    newestSecretAt: new Date().toISOString(),
  };
  expect(findProblems(dated, healthy, inEnglish)).toEqual([]);
  const screensOf = (changes: Partial<Settings>, health: Partial<typeof healthy> | object = {}) =>
    findProblems({ ...dated, ...changes }, { ...healthy, ...health }, inEnglish).map(
      ({ level, mend }) => `${level} ${mend.to.split('/')[3]?.split('?')[0] ?? ''}`,
    );
  expect(screensOf({ allowedAppIds: [] })).toEqual(['error settings']);
  expect(screensOf({ allowAnyApp: true, secretRequired: false, requireBinding: false })).toEqual([
    'error settings',
    'warning settings',
  ]);
  expect(screensOf({}, { wechatFailure: { detail: '40125', at: '' } })).toEqual(['error credentials']);
  expect(screensOf({}, { refused: 21 })).toEqual(['error events']);
  expect(screensOf({}, { refused: 9, redeemed: 0 })).toEqual([]);
  expect(screensOf({}, { newestSecretAt: '2020-01-01T00:00:00.000Z' })).toEqual(['warning credentials']);
});

test('a filter of events in an address is read as it was written', () => {
  const filter = { type: 'refused', reason: 'ticket_expired', from: '2026-01-01T00:00:00.000Z' };
  const address = buildEventAddress(ID, filter);
  expect(readEventFilter(new URLSearchParams(address.split('?')[1]))).toEqual(filter);
});

test.each([
  ['from', 'yesterday'],
  ['to', '2026-13-45'],
  ['days', '-1'],
  ['days', '1e9'],
  ['type', '<b>'],
  ['request', '1'],
  ['account', 'me'],
  ['detail', 'not an errcode'],
])('an invalid filter in an address is ignored: %s=%s', (name, value) => {
  expect(readEventFilter(new URLSearchParams({ [name]: value, reason: 'risky_user' }))).toEqual({
    reason: 'risky_user',
  });
});

test('the box for ids and numbers rejects other texts', () => {
  const request = '01234567-89AB-4cde-8f01-23456789abcd';
  expect([ID, request, '40029', 'http_502', '登录', 'not one'].map((text) => readTerm(` ${text} `))).toEqual([
    { account: ID },
    { request: request.toLowerCase() },
    { detail: '40029' },
    { detail: 'http_502' },
    undefined,
    undefined,
  ]);
});

test('exported events are one a line, and no cell of the table is a formula', () => {
  const event: AuditEvent = {
    id: 'e:1',
    at: '2026-01-01T00:00:00.000Z',
    type: 'pool_changed',
    reason: 'name',
    detail: null,
    userPoolId: ID,
    accountId: null,
    operator: { id: ID, name: '=HYPERLINK("x")' },
    ip: '203.0.113.7',
    requestId: null,
    appId: null,
  };
  const [head, row, end] = toCsv([event]).split('\r\n');
  expect(head).toMatch(/^\uFEFF"at"/);
  expect(head).toContain('"requestId"');
  expect(row).toContain(`"'=HYPERLINK(""x"")"`);
  expect(end).toBe('');
  expect(
    toJsonLines([event, event])
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([event, event]);
});

test('each event of a login has its step', () => {
  const stepOf = (type: AuditEvent['type'], reason: string | null = null) => findStep({ type, reason });
  expect([stepOf('refused', 'ticket_expired'), stepOf('refused', 'wechat_unavailable')]).toEqual([3, 1]);
  expect([stepOf('redeemed'), stepOf('pool_changed')]).toEqual([4, undefined]);
});

test('only changed settings are saved: lists are compared by value', () => {
  const stored = { ...SAFE, allowedAppIds: ['wx0123456789abcdef'] };
  expect(findChanges(stored, { ...stored, allowedAppIds: [...stored.allowedAppIds] })).toEqual({});
  expect(findChanges(stored, { ...stored, logo: 'https://a.example/logo.png' })).toEqual({
    logo: 'https://a.example/logo.png',
  });
  expect(findChanges(stored, { ...stored, allowedAppIds: [] })).toEqual({ allowedAppIds: [] });
});

test.each([
  ['', {}],
  [ID, { id: ID }],
  ['138 0013-8001', { phone: '13800138001' }],
  ['+8613800138001', { phone: '+8613800138001' }],
  ['oAbcdefghijklmnopqrstuvwxyz', { wechatUser: 'oAbcdefghijklmnopqrstuvwxyz' }],
  ['oAbcdefghijklmnopqrstuvwxyz-_', { wechatUser: 'oAbcdefghijklmnopqrstuvwxyz-_' }],
  ['oAbcdefghijklmnopqrstuvwxy', { name: 'oAbcdefghijklmnopqrstuvwxy' }],
  ['小满', { name: '小满' }],
  ['1380', { phone: '1380' }],
  ['138', { name: '138' }],
])('one search box: %j asks for %j', (text, search) => {
  expect(readSearch(text)).toEqual(search);
});

test('a search is never longer than the authority accepts', () => {
  expect(readSearch('小'.repeat(128))).toEqual({ name: '小'.repeat(64) });
});

test('each failure of WeChat that errors.md explains has a text of its own, in both languages', () => {
  const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const [, table = ''] = page.split('### What WeChat refused');
  const failures = [...(table.split('\n## ')[0] ?? '').matchAll(/^\| (`[^|]*)\|/gm)].flatMap(
    ([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, failure = '']) => failure),
  );
  expect(failures.shift()).toBe('detail');
  expect(failures).toContain('40164');
  for (const failure of failures) {
    for (const read of [inEnglish, ({ zh }: TextPair) => zh]) {
      expect(describeWechatFailure(failure, read)).not.toMatch(/errcode|错误码/);
    }
  }
});

test('the simulator is opened on a pool by its public values only, with the backend where the secret is required', () => {
  const pool = { id: ID, secretRequired: true, allowedAppIds: ['wx1', 'wx2'], miniProgram: { appId: 'wx3' } };
  const options = {
    simulatorUrl: 'https://s.example',
    backendUrl: 'https://b.example:8443',
    language: 'en',
  } as const;
  expect(buildTryAddress(pool, options)).toBe(
    `https://s.example/?pool=${ID}&backend=https%3A%2F%2Fb.example%3A8443&appid=wx1&miniprogram=wx3&lang=en`,
  );
  const direct = { ...pool, secretRequired: false, allowedAppIds: [], miniProgram: null };
  expect(buildTryAddress(direct, options)).toBe(`https://s.example/?pool=${ID}&lang=en`);
});

test('deleted data is reported as deleted in both languages, without offering a retry', () => {
  const gone = new App2WxappError('invalid_request', '请求参数有误', { status: 404 });
  expect(isNotFound(gone)).toBe(true);
  expect(describeFailure(gone, inEnglish)).toMatch(/^It may have been deleted/);
  expect(describeFailure(gone, ({ zh }) => zh)).toMatch(/^它可能已被删除/);
  expect(isNotFound(new App2WxappError('network_error', 'none'))).toBe(false);
});

test('an operator’s action is described in the words of the screens; ids stay unchanged', () => {
  const inChinese = ({ zh }: TextPair) => zh;
  const changed = Object.keys(SAFE);
  for (const t of [inChinese, inEnglish]) {
    const text = describeReason('pool_changed', changed.join(' '), t);
    expect(changed.filter((name) => name.length > 4 && text.includes(name))).toEqual([]);
  }
  expect(describeReason('pool_changed', 'allowedAppIds name', inChinese)).toBe('App 白名单、名称');
  expect(describeReason('users_searched', 'phone', inChinese)).toBe('按手机号');
  expect(describeReason('mini_program_changed', 'set', inEnglish)).toBe('Saved');
  expect(describeReason('operator_created', `admin ${ID}`, inChinese)).toBe(`管理、${ID}`);
  expect(describeReason('refused', 'ticket_expired', inChinese)).toBe('ticket 已过期');
  expect(describeReason('pool_changed', 'aSettingOfTomorrow', inChinese)).toBe('aSettingOfTomorrow');
});
