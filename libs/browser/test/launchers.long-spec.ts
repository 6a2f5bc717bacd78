import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scenarios, World } from './login.contract.js';
import { startLoopbackAuthority, type LoopbackAuthority } from './loopback-authority.js';
import { translateLauncher, translateOutcome } from './outcomes-in-chinese.js';
import type { PhoneMaker, PhoneSettings } from './phone.js';
import { capacitorPhones } from './phones/capacitor.js';
import { cordovaPhones } from './phones/cordova.js';
import { expoPhones } from './phones/expo.js';
import { nativeWechatPhones } from './phones/native-wechat.js';
import { reactNativePhones } from './phones/react-native.js';
import { simulatorPhone } from './phones/simulator.js';
import { uniAppPhones } from './phones/uni-app.js';
import { facts } from './wrapper-source.js';

const makers: readonly PhoneMaker[] = [
  ...nativeWechatPhones,
  ...expoPhones,
  ...reactNativePhones,
  ...capacitorPhones,
  ...cordovaPhones,
  ...uniAppPhones,
  simulatorPhone,
];

/** What the login ends in with some launchers, unlike with most. */
interface Exception {
  readonly outcome: string;
  readonly launchers: readonly string[];
}

/** The same page in both languages: where it is, the text between its two tables, and its words for what a row says. */
const PAGES = [
  {
    path: 'docs/guides/outcomes.md',
    between: `## What the launchers rely on

The phones of these tests are built from the wrappers' published sources. Each row has a name or a behaviour, and the line
of the source that proves it. \`npx nx run browser:wrappers\` updates the wrappers and shows the changes; the test lists each
row that is no longer true.`,
    translate: (text: string) => text,
    listExceptions: (exceptions: readonly Exception[]) =>
      exceptions.map(({ outcome, launchers }) => `${outcome}: ${launchers.join(', ')}`).join('; '),
    locate: (line: number, file: string) => `${line > 0 ? `line ${line} of` : 'nowhere in'} \`${file}\``,
  },
  {
    path: 'docs/guides/outcomes.zh-CN.md',
    between: `## 启动器依赖的行为

测试中的手机由各封装已发布的源码构建。表中每一行是一个名称或行为，以及证明它的源码行。\`npx nx run browser:wrappers\`
更新封装并显示变化；不再成立的行由测试指出。`,
    translate: translateOutcome,
    listExceptions: (exceptions: readonly Exception[]) =>
      exceptions
        .map(({ outcome, launchers }) => `${outcome}：${launchers.map(translateLauncher).join('、')}`)
        .join('；'),
    locate: (line: number, file: string) => (line > 0 ? `\`${file}\` 第 ${line} 行` : `\`${file}\` 中没有`),
  },
] as const;
const BEGIN = '<!-- written by the tests of libs/browser: npx nx regenerate browser -->';

const table = new Map<string, string>();
let authority: LoopbackAuthority;
beforeAll(async () => {
  authority = await startLoopbackAuthority();
});
afterAll(() => authority.close());

describe.each(makers)('with the launcher for $name', (maker) => {
  test.each(scenarios)('$name ends as documented', async (scenario) => {
    const expected = scenario.expected(maker);
    if (expected === undefined) return;
    const world = new World(maker, authority);
    const outcome = await scenario.run(world);
    table.set(`${scenario.name}|${maker.name}`, outcome);
    expect(outcome).toBe(expected);
    expect(world.clock.pending).toBe(0);
  });

  test('the native side gets user name, path and type under its own names', async () => {
    const world = new World(maker, authority);
    const login = world.start();
    await world.leave();
    const [opened] = world.phone.opened;
    expect(opened).toMatchObject({ userName: 'gh_0123456789ab', type: 0 });
    expect(opened?.path).toMatch(
      /^\/routes\/explore\?userPoolId=pool&fromApp=1&useSelfWxapp=0&state=[\w-]{22}&/,
    );
    world.session.abort();
    expect(await login).toBe('aborted');
  });
});

describe.each(makers)('isAvailable of the launcher for $name', (maker) => {
  const ask = (settings: PhoneSettings) => new World(maker, authority, settings).session.isAvailable();

  test('is true where WeChat is installed', async () => {
    expect(await ask({})).toBe(true);
  });

  test('is false where WeChat is missing', async () => {
    expect(await ask({ installed: false })).toBe(maker.hidesMissingWechat === true);
  });

  test("is false where the wrapper's native module is missing", async () => {
    if (!maker.isWhole) expect(await ask({ lacksModule: true })).toBe(false);
  });
});

describe('the published wrappers', () => {
  test.each(facts)('$wrapper $version, $file: $says', ({ line }) => {
    expect(line).not.toBe(0);
  });
});

test.each(PAGES)('$path has the results of this test', async (page) => {
  const { path, between, translate, locate } = page;
  const outcomes = [
    ['situation', 'result of the login', 'exceptions'],
    ...scenarios.map(({ name }) => [translate(name), ...summarize(name, page)]),
  ];
  const sources = [
    ['wrapper', 'fact that the launcher depends on', 'place'],
    ...facts
      .filter(({ says }) => says !== '')
      .map(({ wrapper, version, says, file, line }) => [
        `${wrapper} ${version}`,
        translate(says),
        locate(line, file.split('/').at(-1) ?? ''),
      ]),
  ];
  const document = new URL(`../../../${path}`, import.meta.url);
  const text = (await readFile(document, 'utf8')).replace(/\r\n/g, '\n');
  const head = text.slice(0, text.indexOf(BEGIN) + BEGIN.length);
  const updated = `${head}\n\n${writeTable(outcomes, translate)}\n\n${between}\n\n${writeTable(sources, translate)}\n`;
  if (process.env.REGENERATE === 'true') await writeFile(document, updated);
  else expect(unpadded(text)).toBe(unpadded(updated));
});

/** What most launchers end in, and the others by name. */
function summarize(name: string, { translate, listExceptions }: (typeof PAGES)[number]): [string, string] {
  const groups = new Map<string, string[]>();
  for (const maker of makers) {
    const outcome = table.get(`${name}|${maker.name}`);
    if (outcome !== undefined) groups.set(outcome, [...(groups.get(outcome) ?? []), maker.name]);
  }
  const [most, ...others] = [...groups].sort(([, one], [, other]) => other.length - one.length);
  const exceptions = others.map(([outcome, launchers]) => ({
    outcome: translate(markCodes(outcome)),
    launchers,
  }));
  return [most === undefined ? '–' : translate(markCodes(most[0])), listExceptions(exceptions)];
}

function writeTable([head = [], ...rows]: string[][], translate: (text: string) => string): string {
  return [head.map(translate), head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** A formatter may pad the cells. */
function unpadded(text: string): string {
  return text
    .split('|')
    .map((padded) => padded.trim())
    .join('|')
    .replace(/-{3,}/g, '---')
    .trimEnd();
}

function markCodes(outcome: string): string {
  return outcome.replace(/\b(timeout|superseded|aborted|[a-z]+(_[a-z]+)+)\b/g, '`$&`');
}
