import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';

const MODEL = fileURLToPath(new URL('../../../libs/authority/model/ticket.pml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DEADLINE_MS = 400_000;

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: DEADLINE_MS,
  });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stdout + stderr}`);
  return stdout;
}

/** Visits every order of the model's steps. @returns what Spin reports */
function check(mutant?: string): string {
  run('spin', ['-a', ...(mutant === undefined ? [] : [`-D${mutant}`]), MODEL]);
  run('gcc', ['-O2', '-w', '-DSAFETY', '-DCOLLAPSE', '-DMEMLIM=2048', '-o', 'pan', 'pan.c']);
  return run('./pan', ['-m100000']);
}

/** The mutants that the model names, each of which breaks the assertion in this text. */
const MUTANTS: Readonly<Record<string, string>> = {
  READS_THEN_TAKES: 'logins==1',
  OLD_TICKET_STAYS: 'shown==version',
  IGNORES_EXPIRY: '!(expired)',
  IGNORES_VERIFIER: 'assertion violated verified',
  OPENS_LATER: '!(takenWell)',
  ISSUES_AFTER_DENIAL: '!(saysDenied)',
  RENEWS_A_USED_TICKET: 'logins==0',
  RENEWS_FOR_ANOTHER_ACCOUNT: 'account==firstAccount',
  REPEATS_WITH_ANY_KEY: 'openerKey==myKey',
  REPEATS_A_REVOKED_LOGIN: '!(revoked[found])',
  REPLAY_KEEPS_THE_SESSION: '!(opened[found])',
};

const hasSpin = ['spin', 'gcc'].every((command) => spawnSync(command, ['--version']).error === undefined);
if (!hasSpin) {
  if (process.env.CI) throw new Error('spin and gcc are not installed.');
  process.stderr.write('spin and gcc are not installed: the model of the ticket is not checked.\n');
}

(hasSpin ? describe : describe.skip)('the rules of a ticket, in every order of steps and crashes', () => {
  test('hold', () => {
    const report = check();
    expect(report).toMatch(/errors: 0\n/);
    expect(report).not.toMatch(/max search depth too small|out of memory|search was not completed/i);
  }, 450_000);

  test.each(Object.entries(MUTANTS))(
    'are broken by %s',
    (mutant, assertion) => {
      const report = check(mutant).replaceAll(' ', '');
      expect(report).toMatch(/errors:1\n/);
      expect(report).toContain(assertion.replaceAll(' ', ''));
    },
    450_000,
  );

  test('each have a mutant that is tried', () => {
    const named = [...readFileSync(MODEL, 'utf8').matchAll(/^#ifn?def (\w+)$/gm)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(Object.keys(MUTANTS).sort());
  });
});
