import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parseTicket, type LoginOutcome } from '@app2wxapp/core';
import {
  CONTENDERS,
  describeResult,
  toExtMsgFields,
  toLaunchFields,
  type Contender,
} from '../src/query-strings/contenders.js';

const PAGES = [
  { path: 'docs/guides/query-strings.md', isChinese: false },
  { path: 'docs/guides/query-strings.zh-CN.md', isChinese: true },
] as const;
const BEGIN = '<!-- written by the tests of tools/bench: npx nx regenerate bench -->';

interface Trap {
  /** What is wrong with the input, or what a naive reading makes of it. */
  readonly why: string;
  readonly input: string;
  /** The only right result. */
  readonly right: string;
  run(contender: Contender): unknown;
}

const decode = (why: string, input: string, right: string | object): Trap => ({
  why,
  input,
  right: typeof right === 'string' ? right : JSON.stringify(right),
  run: (contender) => contender.decode(input),
});
const denied = (message: string): LoginOutcome => ({ status: 'denied', message });
const encode = (why: string, outcome: LoginOutcome, right: string): Trap => ({
  why,
  input: JSON.stringify(outcome),
  right,
  run: (contender) => contender.encode(outcome, toExtMsgFields(outcome)),
});

const FORGED = { userPoolId: 'a&useSelfWxapp=1', getPhone: false, useSelfWxapp: false };

const TRAPS: readonly Trap[] = [
  decode('a plus sign stays a plus sign', 'code=400&message=1+1', { code: 400, message: '1+1' }),
  decode('a lone percent sign after a valid percent-encoding', 'code=400&message=%E6%8E%88%', {
    code: 400,
    message: '授%',
  }),
  decode('an overlong UTF-8 encoding stays unchanged', 'code=400&message=%C0%80', {
    code: 400,
    message: '%C0%80',
  }),
  decode('two tickets', 'code=200&ticket=abc&ticket=def', 'rejected'),
  decode('a denial and a success in one string', 'code=400&code=200&ticket=abc', 'rejected'),
  decode('a ticket that is a list', 'code=200&ticket[]=abc', 'rejected'),
  decode('a ticket that is an object', 'code=200&ticket[a]=abc', 'rejected'),
  decode('success without a ticket', 'code=200&message=ok', 'rejected'),
  decode('a code that is not a number', 'code=2OO&ticket=abc', 'rejected'),
  decode('an empty string', '', 'rejected'),
  decode('JSON', '{"a":"&code=200&ticket=abc&b="}', 'rejected'),
  decode('more than 4 KiB', `code=400&message=${'a'.repeat(5000)}`, 'rejected'),
  encode(
    'a client without decoding shows the message unchanged',
    denied('用户取消授权'),
    'code=400&message=用户取消授权',
  ),
  encode('half a surrogate pair stays unchanged', denied('a\ud83d'), 'code=400&message=a\ud83d'),
  encode(
    'a ticket that adds another parameter',
    { status: 'success', ticket: parseTicket('abc&code=400'), message: '' },
    'rejected',
  ),
  {
    why: 'a pool id that needs encoding, which only some devices decode',
    input: 'userPoolId: a&useSelfWxapp=1',
    right: 'rejected',
    run: (contender) => contender.build(FORGED, toLaunchFields(FORGED)),
  },
  {
    why: 'two pools',
    input: '/routes/explore?userPoolId=abc&userPoolId=def&fromApp=1',
    right: 'rejected',
    run: (contender) => contender.parse('/routes/explore?userPoolId=abc&userPoolId=def&fromApp=1'),
  },
  {
    why: 'another page',
    input: '/pages/pay?userPoolId=abc&fromApp=1',
    right: 'rejected',
    run: (contender) => contender.parse('/pages/pay?userPoolId=abc&fromApp=1'),
  },
];

const IN_CHINESE: Readonly<Record<string, string>> = {
  'a plus sign stays a plus sign': '加号就是加号',
  'a lone percent sign after a valid percent-encoding': '有效的百分号编码之后，是一个单独的百分号',
  'an overlong UTF-8 encoding stays unchanged': '过长的 UTF-8 编码保持原样',
  'two tickets': '两个 ticket',
  'a denial and a success in one string': '同时有拒绝和成功',
  'a ticket that is a list': 'ticket 是数组',
  'a ticket that is an object': 'ticket 是对象',
  'success without a ticket': '成功，但没有 ticket',
  'a code that is not a number': 'code 不是数字',
  'an empty string': '空字符串',
  JSON: 'JSON',
  'more than 4 KiB': '超过 4 KiB',
  'a client without decoding shows the message unchanged': '不解码的客户端直接显示 message',
  'half a surrogate pair stays unchanged': '半个代理对能够传递',
  'a ticket that adds another parameter': 'ticket 会产生另一个参数',
  'a pool id that needs encoding, which only some devices decode': '用户池 ID 需要编码，而各机型不一定解码',
  'two pools': '两个用户池',
  'another page': '其他页面',
  input: '输入',
  right: '正确',
  '(empty)': '（空）',
};

const [core, ...others] = CONTENDERS as readonly [Contender, ...Contender[]];

describe('inputs that break a general parser', () => {
  test.each(TRAPS)('core parses it correctly: $why', ({ run, right }) => {
    expect(describeResult(() => run(core))).toBe(right);
  });

  test.each(TRAPS)('at least one of the others does not: $why', ({ run, right }) => {
    const results = others.map((contender) => describeResult(() => run(contender)));
    expect(results.some((result) => !isSame(result, right))).toBe(true);
  });
});

test.each(PAGES)('$path has the results of this test', async ({ path, isChinese }) => {
  const document = new URL(`../../../${path}`, import.meta.url);
  const table = writeTable((text) => (isChinese ? (IN_CHINESE[text] ?? `no Chinese for ${text}`) : text));
  const head = (await readFile(document, 'utf8')).split(BEGIN)[0] ?? '';
  if (process.env.REGENERATE === 'true') await writeFile(document, `${head}${BEGIN}\n\n${table}\n`);
  const text = await readFile(document, 'utf8');
  expect(text).not.toContain('no Chinese for');
  expect(unpadded(text.split(BEGIN)[1] ?? '')).toBe(unpadded(table));
});

function writeTable(translate: (text: string) => string): string {
  const rows = TRAPS.map(({ why, input, right, run }) => {
    const cells = others.map((contender) => {
      const result = describeResult(() => run(contender));
      return isSame(result, right) ? translate('right') : show(result);
    });
    return [translate(why), input === '' ? translate('(empty)') : show(input), show(right), ...cells];
  });
  const head = ['', translate('input'), 'core', ...others.map(({ name }) => name)];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A general parser gives numbers as text; that is not held against it. */
function isSame(result: string, right: string): boolean {
  return result.replace(/"(\d+)"/g, '$1') === right;
}

function show(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 40)}…` : text;
  return `\`${short.replace(/[\ud800-\udfff]/g, '\\ud83d').replaceAll('|', '\\|')}\``;
}

function unpadded(text: string): string {
  return text
    .replace(/\r/g, '')
    .split('|')
    .map((padded) => padded.trim())
    .join('|')
    .replace(/-{3,}/g, '---')
    .trim();
}
