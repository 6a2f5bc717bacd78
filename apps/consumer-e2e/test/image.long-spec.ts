import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findFreePort, startProcess } from '@app2wxapp/test-environment/servers';
import { npm } from './npm.js';
import { WORKSPACE } from './published-packages.js';
import { createWorkspaceCopy, type WorkspaceCopy } from './workspace-copy.js';

const MOST_PACKAGES = 5;
const MOST_MEGABYTES = 60;
const DOCKERFILE = 'apps/authority-server/Dockerfile';
const INSTALL = 'node apps/authority-server/image/prepare.mjs && npm install --omit=dev --no-audit --no-fund';

/** There is no container engine here: the steps of the Dockerfile, in a folder. */
describe('the image of the authority', () => {
  let copy: WorkspaceCopy;
  const copied = [
    ...readFileSync(join(WORKSPACE, DOCKERFILE), 'utf8').matchAll(/^COPY --from=build \/repository\/(\S+)/gm),
  ].map(([, folder = '']) => folder);

  beforeAll(async () => {
    copy = createWorkspaceCopy();
    for (const folder of ['apps/authority-server', 'apps/console']) {
      cpSync(join(WORKSPACE, folder, 'dist'), join(copy.folder, folder, 'dist'), { recursive: true });
    }
    execFileSync(process.execPath, ['apps/authority-server/image/prepare.mjs'], { cwd: copy.folder });
    await npm(copy.folder, 'install', '--omit=dev', '--no-audit', '--no-fund');
  }, 300_000);
  afterAll(() => copy?.remove());

  test('is built by the steps that this test runs', () => {
    const steps = readFileSync(join(WORKSPACE, DOCKERFILE), 'utf8').replaceAll(/ \\\n\s*/g, ' ');
    expect(steps).toContain(`RUN ${INSTALL}\n`);
  });

  test('contains no more packages and megabytes than the authority needs', () => {
    const { packages } = JSON.parse(
      readFileSync(join(copy.folder, 'node_modules/.package-lock.json'), 'utf8'),
    ) as { packages: Record<string, { link?: boolean }> };
    const installed = Object.keys(packages).filter((path) => packages[path]?.link !== true);
    expect(installed.filter((path) => /typescript|playwright|express|react|jest|nx$/.test(path))).toEqual([]);
    expect(installed.length).toBeLessThanOrEqual(MOST_PACKAGES);
    const output = execFileSync('du', ['-smc', ...copied], { cwd: copy.folder, encoding: 'utf8' });
    expect(parseInt(output.trim().split('\n').at(-1) ?? '', 10)).toBeLessThanOrEqual(MOST_MEGABYTES);
  });

  test('starts', async () => {
    const port = await findFreePort();
    const env = {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: join(copy.folder, '.data'),
    };
    const main = join(realpathSync(copy.folder), 'apps/authority-server/dist/main.js');
    const authority = startProcess(process.execPath, [main], { cwd: copy.folder, env });
    try {
      await authority.waitForAnswer(`http://127.0.0.1:${port}/health/ready`);
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
      expect(answer.status).toBe(200);
    } finally {
      await authority.stop();
    }
  });
});
