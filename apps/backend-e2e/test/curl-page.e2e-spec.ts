import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { findRunningDemo } from './running-demo.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PAGE = new URL('../../../docs/curl.md', import.meta.url);
const hasTools = ['sh', 'curl'].every((tool) => spawnSync(tool, ['--version']).error === undefined);

// A machine without a POSIX shell or curl cannot follow this page by hand either.
(hasTools ? describe : describe.skip)('docs/curl.md', () => {
  const demo = findRunningDemo();

  test('its blocks, run in order unchanged, log a user in and show the replay rejected', async () => {
    const blocks = [...readFileSync(PAGE, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
      ([, block]) => block,
    );
    const lines = (await runShell(blocks.join('\n'), demo.dataDir)).trim().split('\n');
    const [user, me, replay, login] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(user?._id).toMatch(/^[0-9a-f]{24}$/);
    expect(me?._id).toBe(user?._id);
    expect(replay?.error).toBe('invalid_ticket');
    expect(Object.keys(login ?? {})).toEqual(['user', 'token', 'refreshToken']);
  });
});

function runShell(script: string, dataDir: string): Promise<string> {
  const shell = spawn('sh', ['-e'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir },
    timeout: 60_000,
  });
  let output = '';
  let errors = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  shell.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  shell.stdin.end(script);
  return new Promise((resolve, reject) => {
    shell.on('error', reject);
    shell.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`exit ${code}: ${errors}`)),
    );
  });
}
