import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { situations, World } from './login.contract.js';
import { startLoopbackAuthority, type LoopbackAuthority } from './loopback-authority.js';
import type { PhoneMaker } from './phone.js';
import { capacitorPhones } from './phones/capacitor.js';
import { cordovaPhones } from './phones/cordova.js';
import { expoPhone } from './phones/expo.js';
import { nativeWechatPhone } from './phones/native-wechat.js';
import { reactNativePhones } from './phones/react-native.js';
import { simulatorPhone } from './phones/simulator.js';
import { uniAppPhone } from './phones/uni-app.js';

const makers: readonly PhoneMaker[] = [
  ...reactNativePhones,
  expoPhone,
  nativeWechatPhone,
  ...capacitorPhones,
  ...cordovaPhones,
  uniAppPhone,
  simulatorPhone,
];

const DOCUMENT = new URL('../../../docs/guides/outcomes.md', import.meta.url);
const BEGIN =
  '<!-- written by the tests of libs/browser: UPDATE_DOCS=1 npx nx test browser --skip-nx-cache -->';

const table = new Map<string, string>();
let authority: LoopbackAuthority;
beforeAll(async () => {
  authority = await startLoopbackAuthority();
});
afterAll(() => authority.close());

describe.each(makers)('with the launcher for $name', (maker) => {
  test.each(situations)('$name ends as documented', async (situation) => {
    const expected = situation.expected(maker);
    if (expected === undefined) return;
    const world = new World(maker, authority);
    const outcome = await situation.run(world);
    table.set(`${situation.name}|${maker.name}`, outcome);
    expect(outcome).toBe(expected);
    expect(world.clock.pending).toBe(0);
  });

  test('the native side gets user name, path and type under its own names', async () => {
    const world = new World(maker, authority);
    const login = world.start();
    await world.leave();
    const [opened] = world.phone.opened;
    expect(opened).toMatchObject({ userName: 'gh_a781a791e29e', type: 0 });
    expect(opened?.path).toMatch(
      /^\/routes\/explore\?userPoolId=pool&fromApp=1&useSelfWxapp=0&state=[\w-]{22}&/,
    );
    world.session.abort();
    expect(await login).toBe('aborted');
  });
});

test('docs/guides/outcomes.md shows what happened here', async () => {
  const rows = [
    ['', ...makers.map(({ name }) => name)],
    ['---', ...makers.map(() => '---')],
    ...situations.map(({ name }) => [
      name,
      ...makers.map((maker) => cell(table.get(`${name}|${maker.name}`))),
    ]),
  ];
  const written = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  const text = (await readFile(DOCUMENT, 'utf8')).replace(/\r\n/g, '\n');
  const head = text.slice(0, text.indexOf(BEGIN) + BEGIN.length);
  const updated = `${head}\n\n${written}\n`;
  if (process.env.UPDATE_DOCS) await writeFile(DOCUMENT, updated);
  else expect(unpadded(text)).toBe(unpadded(updated));
});

/** A formatter may pad the cells. */
function unpadded(text: string): string {
  return text
    .replace(/ *\| */g, '|')
    .replace(/-{3,}/g, '---')
    .trimEnd();
}

function cell(outcome: string | undefined): string {
  return outcome === undefined
    ? '–'
    : outcome.replace(/\b(timeout|superseded|aborted|[a-z]+(_[a-z]+)+)\b/g, '`$&`');
}
