import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { readCodeFiles } from './markdown-files.js';
import { npm } from './npm.js';
import { startServer, type StartedServer } from './started-server.js';
import { useRegistry } from './workspace-copy.js';

const BACKEND_PAGE = new URL('../../../docs/backends/express.md', import.meta.url);
const PACKAGES = ['authority-server', 'simulator', 'miniprogram', 'client'].map(
  (name) => `@app2wxapp/${name}`,
);

/** A folder that was empty, and the packages that a team installs into it. */
export interface EmptyFolder {
  readonly path: string;
  /** Runs a command of a package by npx to its end, in the folder or one below, and returns what it prints. */
  npx(args: readonly string[], below?: string): Promise<string>;
  /** Starts a server of a package by npx and waits until it answers. */
  serve(name: string, env?: Readonly<Record<string, string>>): Promise<StartedServer>;
  /** Starts the backend of docs/backends/express.md. */
  serveBackend(env: Readonly<Record<string, string>>): Promise<StartedServer>;
  remove(): Promise<void>;
}

/** Installs the packages of a login by name into a new folder, from a registry on loopback. */
export async function fillEmptyFolder(registry: string): Promise<EmptyFolder> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'app2wxapp-empty-')));
  useRegistry(path, registry);
  await npm(path, 'install', ...PACKAGES, 'express@5.3.0', '--prefer-offline', '--no-audit', '--no-fund');
  const running = new Set<StartedServer>();
  const start = async (command: string[], env: Readonly<Record<string, string>> = {}) => {
    const server = await startServer(path, command, env);
    running.add(server);
    return server;
  };
  return {
    path,
    npx: (args, below = '.') => {
      mkdirSync(join(path, below), { recursive: true });
      return npm(join(path, below), 'exec', '--yes', '--', ...args);
    },
    serve: (name, env) => start(['npx', '--yes', name], env),
    serveBackend: (env) => {
      const [{ code } = { code: '' }] = readCodeFiles(BACKEND_PAGE);
      const options = { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 };
      writeFileSync(join(path, 'backend.mjs'), ts.transpile(code, options));
      return start([process.execPath, 'backend.mjs'], env);
    },
    remove: async () => {
      await Promise.all([...running].map((server) => server.stop()));
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** What the authority left of its first start. */
export function readFirstStart(folder: string) {
  const file = join(folder, '.data/authority/first-start.json');
  return JSON.parse(readFileSync(file, 'utf8')) as {
    readonly operatorToken: string;
    readonly pools: readonly { readonly userPoolId: string; readonly secret: string }[];
  };
}

/** Takes the newest change of the tables out of the installed authority. @returns puts it back */
export function removeNewestMigration(folder: string): () => void {
  const path = 'node_modules/@app2wxapp/authority-server/migrations/meta/_journal.json';
  const file = join(folder, path);
  if (!existsSync(file)) throw new Error(`The published authority has no ${path}.`);
  const whole = readFileSync(file, 'utf8');
  const journal = JSON.parse(whole) as { entries: unknown[] };
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, -1) }));
  return () => writeFileSync(file, whole);
}
