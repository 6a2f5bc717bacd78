import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findFreePlace } from '@app2wxapp/demo';
import { startProcess } from '@app2wxapp/test-environment/servers';
import { installPackages } from '../../../tools/install-packages.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const VERSIONS = fileURLToPath(new URL('../node-versions/', import.meta.url));
/** The demo gives two minutes to the authority, then to the others. */
const START_MS = 250_000;
const LIBRARIES = readdirSync(join(ROOT, 'libs'));

// The packages with Node's programs are those of one platform: the one that CI has.
const onLinux = process.platform === 'linux' && process.arch === 'x64' ? describe : describe.skip;

onLinux('on each version of Node that is supported', () => {
  let folder: string;

  beforeAll(() => installPackages(VERSIONS), 300_000);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'app2wxapp-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe.each([
    ['20.19', 'node-20'],
    ['22', 'node-22'],
    ['24', 'node-24'],
  ])('Node %s', (version, name) => {
    const node = join(VERSIONS, 'node_modules', name, 'bin/node');

    test('every entry of the libraries is imported', async () => {
      const imports = LIBRARIES.flatMap(listEntries).map(
        (entry) => `await import(${JSON.stringify(entry)});`,
      );
      expect(imports.length).toBeGreaterThan(LIBRARIES.length);
      const code = `import 'reflect-metadata';\n${imports.join('\n')}\nconsole.log(process.version);`;
      const run = startProcess(node, ['--input-type=module', '-e', code], {
        cwd: join(ROOT, 'apps/backend'),
      });
      expect([await run.waitForExit(), run.output.stderr]).toEqual([0, '']);
      expect(run.output.stdout).toMatch(new RegExp(`^v${version}\\.`));
    });

    test('authority, simulator and backend start, and log a user in', async () => {
      const { authority, backend, simulator } = await findFreePlace(folder);
      const ports = {
        AUTHORITY_PORT: new URL(authority).port,
        BACKEND_PORT: new URL(backend).port,
        SIMULATOR_PORT: new URL(simulator).port,
      };
      const env = { ...process.env, DATA_DIR: folder, ...ports };
      const demo = startProcess(node, [join(ROOT, 'tools/demo/dist/start.js')], { cwd: ROOT, env });
      const [, user] = await demo.waitForOutput(/GET \/me .*"_id":"([0-9a-f]{24})"/, START_MS);
      expect(user).toBeDefined();
      await demo.stop('SIGINT');
      expect(await demo.waitForExit()).toBe(0);
    }, 300_000);
  });
});

/** What a library lets others import, by its built files. */
function listEntries(library: string): string[] {
  const home = join(ROOT, 'libs', library);
  const { exports } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    exports: Record<string, string | Record<string, unknown>>;
  };
  return Object.values(exports)
    .map((target) => (typeof target === 'string' ? target : findDefault(target)))
    .filter((file) => file.endsWith('.js') && existsSync(join(home, file)))
    .map((file) => join(home, file));
}

function findDefault(target: unknown): string {
  if (typeof target === 'string') return target;
  const conditions = target as Record<string, unknown>;
  return findDefault(conditions.import ?? conditions.default ?? '');
}
