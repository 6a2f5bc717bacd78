import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startProcess } from '@app2wxapp/test-environment/servers';
import { npm } from './npm.js';
import { PACKED } from './packed-packages.js';
import { useRegistry } from './workspace-copy.js';

/** A registry with packed packages in it. */
export interface PackedRegistry {
  /** A file for npm's `globalconfig`: this project's packages are in this registry. */
  readonly npmConfig: string;
  stop(): Promise<void>;
}

const VERDACCIO = createRequire(new URL('../packages/package.json', import.meta.url)).resolve(
  'verdaccio/bin/verdaccio',
);

/** An npm registry of a test's own. */
export interface LocalRegistry {
  readonly origin: string;
  /** Asks which versions of a package there are. */
  versionsOf(name: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** Starts one, empty, on the loopback interface. It takes this project's packages from everybody and asks no other registry. */
export async function startRegistry(): Promise<LocalRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-registry-'));
  const config = join(folder, 'config.json');
  writeFileSync(
    config,
    JSON.stringify({
      storage: join(folder, 'storage'),
      auth: { htpasswd: { file: join(folder, 'htpasswd') } },
      packages: { '@app2wxapp/*': { access: '$all', publish: '$all' } },
      web: { enable: false },
      log: { type: 'stdout', format: 'pretty', level: 'warn' },
    }),
  );
  const port = await findFreePort();
  const args = [VERDACCIO, '--config', config, '--listen', `127.0.0.1:${port}`];
  const server = startProcess(process.execPath, args);
  const origin = `http://127.0.0.1:${port}`;
  await server.waitForAnswer(origin);
  return {
    origin,
    versionsOf: async (name) => {
      const response = await fetch(`${origin}/${name.replace('/', '%2f')}`);
      if (response.status === 404) return [];
      const { versions } = (await response.json()) as { versions: object };
      return Object.keys(versions);
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts one with packages of this project in it, by their names without the scope. */
export async function startRegistryOfPacked(names: readonly string[]): Promise<PackedRegistry> {
  const registry = await startRegistry();
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-npm-'));
  useRegistry(folder, registry.origin);
  for (const name of names) {
    const path = PACKED.get(`@app2wxapp/${name}`)?.path ?? '';
    await npm(folder, 'publish', path, '--provenance=false', '--access=public');
  }
  return {
    npmConfig: join(folder, '.npmrc'),
    stop: async () => {
      await registry.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
