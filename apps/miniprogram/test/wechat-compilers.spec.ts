import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('../dist', import.meta.url));
/** WeChat's own compilers of WXML and WXSS, as its package `miniprogram-compiler` has them. */
const COMPILERS = fileURLToPath(
  new URL('simulate/node_modules/miniprogram-compiler/bin/linux/', import.meta.url),
);

// The package has no programs for other processors.
const whereTheyRun = process.platform === 'linux' && process.arch === 'x64' ? describe : describe.skip;

whereTheyRun("WeChat's compilers", () => {
  const folder = mkdtempSync(join(tmpdir(), 'wechat-compilers-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** @param sheets other style sheets, which the file may import */
  function compile(file: string, { cwd = PROJECT, sheets = [] as readonly string[] } = {}) {
    const isTemplate = file.endsWith('.wxml');
    const program = join(COMPILERS, isTemplate ? 'wcc' : 'wcsc');
    const parameters = isTemplate ? ['-d', file] : ['-lc', '-js', file, ...sheets];
    chmodSync(program, 0o755);
    const output = join(folder, 'output.js');
    const { status, stdout, stderr } = spawnSync(program, [...parameters, '-o', output], {
      cwd,
      encoding: 'utf8',
      timeout: 20_000,
    });
    return { status, said: (stdout + stderr).trim() };
  }

  const sources = readdirSync(PROJECT, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.wx(ml|ss)$/.test(file),
  );

  test('are given every template and style sheet', () => {
    expect(sources).toEqual(
      expect.arrayContaining(['app.wxss', 'routes/explore.wxml', 'routes/explore.wxss']),
    );
  });

  test.each(sources)('report nothing about %s', (file) => {
    const sheets = sources.filter((other) => other.endsWith('.wxss') && other !== file);
    expect(compile(file, { sheets })).toEqual({ status: 0, said: '' });
  });

  test.each([
    ['wxml', 'routes/explore.wxml', '</view>'],
    ['wxss', 'routes/explore.wxss', '}'],
  ])('find a mistake in %s', (ending, source, tail) => {
    const text = readFileSync(join(PROJECT, source), 'utf8');
    const file = `broken.${ending}`;
    writeFileSync(join(folder, file), text.slice(0, text.lastIndexOf(tail)));
    const { status, said } = compile(file, { cwd: folder });
    expect(status).not.toBe(0);
    expect(said).toMatch(file);
  });
});
