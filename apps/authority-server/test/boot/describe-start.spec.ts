import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { describeStart } from '../../src/boot/describe-start.js';
import { parseSettings } from '../../src/config/settings.js';

const URL = 'http://localhost:4000';
const AUTHORITY =
  'Authority: http://localhost:4000 (AUTHORITY of backends: another spelling is not the issuer of its tokens)';

describe('the message of a start to people at a terminal', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'app2wxapp-start-'));
    file = join(folder, 'first-start.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const writeFile = () => writeFileSync(file, JSON.stringify({ operatorToken: 'of-the-first-start' }));

  test('names the address that backends use, the console and, the first time, the token that signs in there', () => {
    const describeFirst = describeStart(parseSettings({ DATA_DIR: folder }));
    writeFile();
    expect(describeFirst(URL).split('\n')).toEqual([
      AUTHORITY,
      'Console: http://localhost:4000/console',
      `Operator token, and a pool with its secret: ${file}`,
      'Sign in once with the operator token: of-the-first-start',
      '',
    ]);
    const again = describeStart(parseSettings({ DATA_DIR: folder }));
    expect(again(URL)).not.toContain('of-the-first-start');
    expect(again(URL)).toContain(file);
  });

  test('names no missing file, and no file beside a database server', () => {
    const only = `${AUTHORITY}\nConsole: http://localhost:4000/console\n`;
    expect(describeStart(parseSettings({ DATA_DIR: folder }))(URL)).toBe(only);
    const DATABASE_URL = 'postgres://app2wxapp@127.0.0.1:1/app2wxapp';
    const MASTER_KEY = Buffer.alloc(32).toString('base64');
    const describe = describeStart(parseSettings({ DATA_DIR: folder, DATABASE_URL, MASTER_KEY }));
    writeFile();
    expect(describe(URL)).toBe(only);
  });
});
