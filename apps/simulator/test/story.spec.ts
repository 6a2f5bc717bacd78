import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { sentences } from '../page/src/story/sentences.js';
import { toCurl } from '../page/src/story/to-curl.js';
import { Story } from '../page/src/story/story.js';
import { WireLog } from '../page/src/wires/wire-log.js';
import { findRepositoryUrl, findSourceLines } from '../source-lines.mjs';

const ORIGINS = { backend: 'http://localhost:3000', weixin: 'http://localhost:4300' };
const message = { from: 'app', to: 'backend', title: 'POST /auth/wechat', sent: '' } as const;

/** What a shell makes of a command: its words. */
function readWords(command: string, env: Record<string, string>): string[] {
  const script = `set -- ${command}\nprintf '%s\\0' "$@"`;
  return execFileSync('sh', ['-c', script], { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

// Windows has no POSIX shell to run the copied command in.
const testInShell = process.platform === 'win32' ? test.skip : test;

testInShell('a request as curl has the body as it was, its secrets taken from the environment', () => {
  const sent = JSON.stringify({ ticket: 'T-1', codeVerifier: 'V-1', nickname: `it's "me" $HOME` });
  const command = toCurl({ ...message, sent, status: 200 }, ORIGINS) ?? '';
  expect(command).not.toMatch(/T-1|V-1/);
  expect(readWords(command, { TICKET: 'T-2', CODE_VERIFIER: 'V-2' })).toEqual([
    ...[
      'curl',
      '-X',
      'POST',
      'http://localhost:3000/auth/wechat',
      '-H',
      'content-type: application/json',
      '-d',
    ],
    sent.replace('T-1', 'T-2').replace('V-1', 'V-2'),
  ]);
});

testInShell('the secrets of a header and of a query are taken from the environment, too', () => {
  const me =
    toCurl({ ...message, title: 'GET /me', sent: 'authorization: Bearer abc.def', status: 200 }, ORIGINS) ??
    '';
  expect(readWords(me, { TOKEN: 'x' })).toEqual([
    ...['curl', '-X', 'GET', 'http://localhost:3000/me', '-H', 'authorization: Bearer x'],
  ]);
  const title = 'GET /sns/jscode2session?appid=wx1&secret=s3cr3t&js_code=c0de';
  const session = toCurl({ ...message, to: 'weixin', title, status: 200 }, ORIGINS) ?? '';
  expect(`${me}${session}`).not.toMatch(/abc|s3cr3t|c0de/);
  expect(readWords(session, { SECRET: '1', JS_CODE: '2' })[3]).toBe(
    'http://localhost:4300/sns/jscode2session?appid=wx1&secret=1&js_code=2',
  );
});

test('a message that is passed on the phone, and a picture, are no commands', () => {
  expect(toCurl({ ...message, status: undefined }, ORIGINS)).toBeUndefined();
  expect(toCurl({ ...message, sent: '[512 bytes]', status: 200 }, ORIGINS)).toBeUndefined();
});

test('every message of a login has an existing line of the source that sends it', () => {
  const lines = findSourceLines();
  const names = Object.keys(sentences.en).filter((name) => name !== 'other');
  expect(Object.keys(lines).sort()).toEqual(names.sort());
  for (const place of Object.values(lines)) {
    const [path = '', number = ''] = place.split(':');
    const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8').split('\n')[
      Number(number) - 1
    ];
    expect(text?.trim()).toBeTruthy();
  }
  expect(findRepositoryUrl()).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
});

test('in live mode nothing is held', async () => {
  const log = new WireLog();
  await log.tell(message);
  expect(log.story.waiting.get()).toEqual([]);
});

test('step by step, each message waits for its turn, and clearing releases all', async () => {
  const log = new WireLog();
  log.story.setPace('step');
  const done: string[] = [];
  const told = log.tell({ ...message, title: 'one' }).then(() => done.push('one'));
  const asked = log.ask({ ...message, title: 'two' }).then(() => done.push('two'));
  expect(log.story.waiting.get().map(({ title }) => title)).toEqual(['one', 'two']);
  log.story.next();
  await told;
  expect(done).toEqual(['one']);
  log.clear();
  await asked;
  expect(done).toEqual(['one', 'two']);
});

test('returning to live mode releases the held message', async () => {
  const story = new Story();
  story.setPace('slow');
  const passed = story.pass({ ...message, id: 1, at: 0 });
  story.setPaused(true);
  expect(story.waiting.get()).toHaveLength(1);
  story.setPace('live');
  await passed;
  await story.settled();
});
