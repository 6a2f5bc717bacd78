import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { installPackages } from '../../install-packages.mjs';
import { ROOT } from './workspace-root.js';

const SCRIPT = join(ROOT, 'tools/install-packages.mjs');

describe('the packages of a single command', () => {
  let folder: string;
  const install = (env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [SCRIPT, folder], { encoding: 'utf8', env: { ...process.env, ...env } });
  const installed = () => readFileSync(join(folder, 'node_modules/part/package.json'), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'app2wxapp-install-'));
    mkdirSync(join(folder, 'part'));
    const part = { name: 'part', version: '1.0.0', scripts: { install: 'exit 1' } };
    const dependencies = { part: 'file:part' };
    writeFileSync(join(folder, 'part/package.json'), JSON.stringify(part));
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'one', version: '1.0.0', dependencies }),
    );
    const packages = {
      '': { name: 'one', version: '1.0.0', dependencies },
      part: { version: '1.0.0' },
      'node_modules/part': { resolved: 'part', link: true },
    };
    const lock = { name: 'one', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('are installed without their install scripts, once for a state of the lock file', () => {
    expect(install()).toMatchObject({ status: 0, stderr: '' });
    expect(installed()).toContain('"part"');
    // Without npm in reach: it is not called again.
    expect(install({ PATH: '' })).toMatchObject({ status: 0, stderr: '' });
  });

  test('are installed again when the manifest names a package that the lock file lacks', () => {
    expect(install()).toMatchObject({ status: 0 });
    const dependencies = { part: 'file:part', other: 'file:other' };
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'one', version: '1.0.0', dependencies }),
    );
    const { status, stderr } = install();
    expect(status).toBe(1);
    expect(stderr).toContain('Missing: other@');
  });

  test('are installed by one of several processes that need them at once, and by the next when that one was killed', async () => {
    // Writes a line for every call, and takes so long that the calls of two processes would overlap.
    const npm = `#!/bin/sh\necho called >> '${folder}/calls'; sleep 1; mkdir -p node_modules`;
    writeFileSync(join(folder, 'npm'), npm, { mode: 0o755 });
    writeFileSync(join(folder, '.installing'), String(spawnSync('true').pid));
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const codes = await Promise.all(
      [1, 2, 3].map(async () => {
        const [code] = (await once(spawn(process.execPath, [SCRIPT, folder], { env }), 'exit')) as [number];
        return code;
      }),
    );
    expect(codes).toEqual([0, 0, 0]);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('called\n');
  });

  test("end the command with npm's message when they cannot be installed", () => {
    writeFileSync(join(folder, 'package-lock.json'), '{}');
    const { status, stderr } = install();
    expect(status).toBe(1);
    expect(stderr).toContain(`npm could not install the packages of ${folder}. Is the registry in reach?`);
    expect(stderr).toContain('npm error');
  });

  test('end the command with a reason when npm has not finished at the deadline', () => {
    expect(() => installPackages(folder, { deadlineMs: 1 })).toThrow('It was not done after 0.001 s.');
  });
});
