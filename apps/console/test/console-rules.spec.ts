import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseLaunchPath } from '@app2wxapp/core';
import { buildSnippets } from '../src/code/snippets.js';
import { describeWechatFailure } from '../src/events/wechat-texts.js';
import { sumByHour, sumCounts } from '../src/overview/sum-counts.js';
import { findChanges } from '../src/settings/find-changes.js';
import { findDangers, findNewDangers, type Settings } from '../src/settings/setting-texts.js';
import { readSearch } from '../src/users/read-search.js';

const ID = '0123456789abcdef01234567';
const inEnglish = (_zh: string, en: string) => en;

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

test('the launch path to copy is one that a mini program reads', () => {
  for (const own of [false, true]) {
    const snippets = buildSnippets({
      pool: { id: ID, tokenFormat: 'ES256' },
      own,
      getPhone: true,
      authority: 'https://login.example',
    });
    const path = snippets.find(({ name }) => name === 'launch')?.code ?? '';
    expect(parseLaunchPath(path)).toEqual({ userPoolId: ID, getPhone: true, useSelfWxapp: own });
    for (const { name, code } of snippets) expect([name, code.includes(ID)]).toEqual([name, true]);
  }
});

test('the backend’s code names a signing key for a pool of HS256 only', () => {
  const build = (tokenFormat: 'ES256' | 'HS256') =>
    buildSnippets({
      pool: { id: ID, tokenFormat },
      own: false,
      getPhone: false,
      authority: 'https://a.example',
    })
      .map(({ code }) => code)
      .join();
  expect(build('HS256')).toContain('signingKey');
  expect(build('ES256')).not.toContain('signingKey');
});

test('safe defaults give nothing up, and each dangerous setting says what it does', () => {
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
  expect(sumByHour(counts).map(({ issued, refused }) => [issued, refused])).toEqual([
    [3, 2],
    [0, 0],
    [0, 0],
    [0, 10],
  ]);
});

test('only what was changed is saved: lists are compared by value', () => {
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
  ['oAbcdefghijklmnopqrstuvwxyz-', { unionid: 'oAbcdefghijklmnopqrstuvwxyz-' }],
  ['小满', { name: '小满' }],
  ['1380', { name: '1380' }],
])('one search box: %j asks for %j', (text, search) => {
  expect(readSearch(text)).toEqual(search);
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
    for (const read of [inEnglish, (zh: string) => zh]) {
      expect(describeWechatFailure(failure, read)).not.toMatch(/return code|错误码/);
    }
  }
});
